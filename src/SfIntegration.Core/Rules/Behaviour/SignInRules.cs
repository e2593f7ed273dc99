using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Activity.Anomaly;

namespace SfIntegration.Rules.Behaviour;

/// <summary>A rule that looks for sign-ins of a kind within the window.</summary>
internal abstract class SignInKindRule : ActivityRule
{
    protected sealed override IEnumerable<RuleAnswer> Look(RuleContext context, IdentityActivity activity)
    {
        if (activity.SignIns is null)
        {
            return new[] { NoSignIns(context, activity) };
        }

        var judged = activity.JudgedSignIns.ToList();
        var found = judged.Where(IsMeant).ToList();
        return OrPass(context, found.Count == 0 ? Array.Empty<RuleAnswer>() : new[]
        {
            Found(context, Words(found), found.Take(10).Select(s => s.ToString()).ToList(), FindingConfidence.High, found[0].Time, found[found.Count - 1].Time),
        }, $"None of {judged.Count} sign-ins was of this kind.");
    }

    protected abstract bool IsMeant(SignIn signIn);

    protected abstract string Words(IReadOnlyList<SignIn> found);

    protected static string Times(int count) => count == 1 ? "once" : $"{count} times";
}

/// <summary>SFI707: a person worked under the integration's name.</summary>
internal sealed class PersonSignInRule : SignInKindRule
{
    private static readonly HashSet<string> s_types = new(RuleTexts.List("SFI106", "humanLoginTypes"), StringComparer.OrdinalIgnoreCase);

    public override string Id => "SFI707";

    protected override bool IsMeant(SignIn signIn) => signIn.Succeeded && signIn.LoginType is { } type && s_types.Contains(type);

    protected override string Words(IReadOnlyList<SignIn> found) => $"A person signed in with it {Times(found.Count)}.";
}

/// <summary>SFI712: a sign-in with a password. The window is judged here; that passwords are in use at all is SFI503's.</summary>
internal sealed class PasswordSignInRule : SignInKindRule
{
    private static readonly HashSet<string> s_types = new(RuleTexts.List("SFI503", "loginTypes"), StringComparer.OrdinalIgnoreCase);

    // The login page is SFI707's.
    private static readonly HashSet<string> s_subTypes = new(RuleTexts.List("SFI503", "loginSubTypes").Where(t => t != "UsernamePasswordUiLogin"), StringComparer.OrdinalIgnoreCase);

    public override string Id => "SFI712";

    protected override bool IsMeant(SignIn signIn) =>
        (signIn.LoginType is { } type && s_types.Contains(type)) || (signIn.LoginSubType is { } subType && s_subTypes.Contains(subType));

    protected override string Words(IReadOnlyList<SignIn> found) => $"It signed in with a password {Times(found.Count)}{(found.All(s => !s.Succeeded) ? ", and was refused" : "")}.";
}

/// <summary>SFI708: calls or sign-ins of a user that was frozen or deactivated. A session that was open goes on: freezing ends none.</summary>
internal sealed class UseAfterFreezeRule : ActivityRule
{
    public override string Id => "SFI708";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, IdentityActivity activity)
    {
        if (activity.Locked is not { } locked)
        {
            return new[] { Answers.NotAssessed(context.Username, $"Whether it was frozen was not read. {activity.LockedNotRead}".TrimEnd(), "Connect as a user with View Setup, so that the audit trail is read.") };
        }

        var answers = new List<RuleAnswer>();
        foreach (var period in locked)
        {
            bool IsIn(DateTime from, DateTime to) => to >= period.From && !(from >= period.To);
            var calls = activity.JudgedCalls.Where(c => IsIn(c.FirstSeen, c.LastSeen) && c.LastSeen >= period.From).ToList();
            var signIns = activity.JudgedSignIns.Where(s => IsIn(s.Time, s.Time)).ToList();
            if (calls.Count + signIns.Count == 0)
            {
                continue;
            }

            var times = calls.SelectMany(c => new[] { c.FirstSeen < period.From ? period.From : c.FirstSeen, c.LastSeen }).Concat(signIns.Select(s => s.Time)).ToList();
            var who = period.ByPlatform ? " by Salesforce itself: look where it called from" : period.By is { } by ? $" by {by}" : "";
            answers.Add(Found(context, $"It was used while it was {period.What} (since {period.From:yyyy-MM-dd HH:mm}Z{who}).",
                new[] { $"{calls.Sum(c => c.Calls)} calls in hours within that time, {signIns.Count(s => s.Succeeded)} sign-ins that succeeded, {signIns.Count(s => !s.Succeeded)} refused" }
                    .Concat(calls.GroupBy(c => (c.Client, c.Address)).Select(g => $"{g.Key.Client} from {g.Key.Address}: {g.Sum(c => c.Calls)} calls")).Concat(signIns.Take(5).Select(s => s.ToString())).ToList(),
                calls.Count > 0 || signIns.Any(s => s.Succeeded) ? FindingConfidence.High : FindingConfidence.Medium, times.Min(), times.Max()));
        }

        return OrPass(context, answers, locked.Count == 0 ? "It was not frozen or deactivated." : "It was not used while it was frozen or deactivated.");
    }
}
