using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;

namespace SfIntegration.Rules;

/// <summary>
/// Salesforce shows a caller without View Setup no permission sets, or only some, and none looks like "holds nothing". What could
/// not be read is neither held nor missing: a Pass over it, or a Fail for what is missing, becomes NotAssessed. A Fail for what
/// was seen to be too much stands.
/// </summary>
internal static class UnreadAccess
{
    private const string Cure = "Test as a user who has View Setup and Configuration.";

    /// <summary>The one thing that is read besides access; its own rule says so (SFI109).</summary>
    private const string FrozenState = "Frozen state";

    private static readonly HashSet<string> s_aboutAccess = new(StringComparer.Ordinal)
    {
        "SFI101", "SFI102", "SFI201", "SFI202", "SFI203", "SFI204", "SFI205", "SFI206", "SFI207", "SFI208", "SFI209",
        "SFI210", "SFI211", "SFI212", "SFI213", "SFI214", "SFI216", "SFI217", "SFI218", "SFI219", "SFI301", "SFI302", "SFI303", "SFI502", "SFI605",
    };

    private static readonly HashSet<string> s_aboutWhatIsMissing = new(StringComparer.Ordinal)
    {
        "SFI102", "SFI202", "SFI204", "SFI206", "SFI208", "SFI211", "SFI213", "SFI217", "SFI219", "SFI502",
    };

    /// <summary>What access could not be read. Whether a user is frozen is not access.</summary>
    public static IEnumerable<string> Unread(AccessSnapshot snapshot) => snapshot.NotRead.Where(n => !n.StartsWith(FrozenState, StringComparison.Ordinal));

    /// <summary>The rule's answers, less what cannot be said while access was not read.</summary>
    public static IEnumerable<RuleAnswer> Temper(string ruleId, RuleContext context, IEnumerable<RuleAnswer> answers)
    {
        var unread = context.User is null ? null : Unread(context.Snapshot).FirstOrDefault();
        return unread is null || !s_aboutAccess.Contains(ruleId) ? answers : answers.Select(a => Temper(ruleId, unread, a));
    }

    private static RuleAnswer Temper(string ruleId, string unread, RuleAnswer answer) =>
        answer.Outcome == Outcome.Pass || (answer.Outcome == Outcome.Fail && s_aboutWhatIsMissing.Contains(ruleId))
            ? Answers.NotAssessed(answer.Target, $"What the identity holds was not read. {unread}", Cure) with { Source = answer.Source }
            : answer;
}
