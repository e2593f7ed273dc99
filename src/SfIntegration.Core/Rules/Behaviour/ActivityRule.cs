using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Activity.Anomaly;
using SfIntegration.Scope;

namespace SfIntegration.Rules.Behaviour;

/// <summary>A rule about what an identity did. Without logs it says so once, and it judges nothing by a past that is too short.</summary>
internal abstract class ActivityRule : IRule
{
    public abstract string Id { get; }

    public IEnumerable<RuleAnswer> Look(RuleContext context) => context.Activity is { } activity
        ? Look(context, activity)
        : new[] { Answers.NotAssessed(context.Username, "No log of what it did was given.", "Save the org's event logs (Save-SfEventLog) and look at them with Find-SfAnomaly -Path.") };

    protected abstract IEnumerable<RuleAnswer> Look(RuleContext context, IdentityActivity activity);

    /// <summary>What is said where findings are none.</summary>
    protected static IEnumerable<RuleAnswer> OrPass(RuleContext context, IReadOnlyCollection<RuleAnswer> answers, string message) => ScopeAnswers.OrPass(answers, context.Username, message);

    /// <summary>A Fail about activity, with how sure it is and when it was.</summary>
    protected static RuleAnswer Found(RuleContext context, string message, IReadOnlyList<string> evidence, FindingConfidence confidence, DateTime first, DateTime last) =>
        Answers.Fail(context.Username, message, evidence) with { Confidence = confidence, FirstSeen = first, LastSeen = last };

    /// <summary>What is said for calls that were not read.</summary>
    protected static RuleAnswer NoCalls(RuleContext context, IdentityActivity activity) =>
        Answers.NotAssessed(context.Username, $"Its calls were not read. {activity.CallsNotRead}".TrimEnd(), "Save the org's event logs (Save-SfEventLog; ApiTotalUsage is free) and give their folder with -Path.");

    /// <summary>What is said for sign-ins that were not read.</summary>
    protected static RuleAnswer NoSignIns(RuleContext context, IdentityActivity activity) =>
        Answers.NotAssessed(context.Username, $"Its sign-ins were not read. {activity.SignInsNotRead}".TrimEnd(), "Connect as a user with Manage Users or Monitor Login History, or save the event type Login.");

    /// <summary>What is said where the past is too short to call anything new or unusual; null where it is long enough.</summary>
    protected static RuleAnswer? TooYoung(RuleContext context, IdentityActivity activity)
    {
        var days = activity.ActiveDaysBefore(activity.Until);
        return days > Novelty.LeastPast ? null : Answers.NotAssessed(
            context.Username, $"It worked on {days} {(days == 1 ? "day" : "days")} that the logs show; what is usual shows after {Novelty.LeastPast + 1}.", "Keep more logs, then look again.");
    }
}

/// <summary>A rule about calls that compares with the past, and with what the scope says, which needs no past.</summary>
internal abstract class CallRule : ActivityRule
{
    protected override IEnumerable<RuleAnswer> Look(RuleContext context, IdentityActivity activity)
    {
        if (activity.Calls is null)
        {
            return new[] { NoCalls(context, activity) };
        }

        var past = TooYoung(context, activity) is { } young ? new[] { young } : Judge(context, activity);
        var scope = context.Scope is { } known ? AgainstScope(context, known, activity).ToList() : new List<RuleAnswer>();
        return scope.Count == 0 ? past : scope.Concat(past.Where(a => a.Outcome != Outcome.Pass));
    }

    /// <summary>What lies outside of what the scope says; nothing where all is within, or the scope says nothing.</summary>
    protected virtual IEnumerable<RuleAnswer> AgainstScope(RuleContext context, AccessScope scope, IdentityActivity activity) => Array.Empty<RuleAnswer>();

    /// <summary>What is unlike the past; a Pass where nothing is.</summary>
    protected abstract IEnumerable<RuleAnswer> Judge(RuleContext context, IdentityActivity activity);

    /// <summary>One Fail for things that are new, or none.</summary>
    protected static IReadOnlyList<RuleAnswer> New(RuleContext context, IReadOnlyList<NewThing> things, string message) => things.Count == 0
        ? Array.Empty<RuleAnswer>()
        : new[] { Found(context, message, things.Select(t => t.ToString()).ToList(), things.Max(t => t.Confidence), things.Min(t => t.FirstSeen), things.Max(t => t.LastSeen)) };
}
