using System.Collections.Generic;

namespace SfIntegration.Rules;

/// <summary>Short ways to write a rule's answers.</summary>
internal static class Answers
{
    public static RuleAnswer Pass(string target, string message, IReadOnlyList<string>? evidence = null) =>
        new(Outcome.Pass, target, message, evidence);

    public static RuleAnswer Fail(string target, string message, IReadOnlyList<string>? evidence = null) =>
        new(Outcome.Fail, target, message, evidence);

    public static RuleAnswer NotAssessed(string target, string message, string? cure = null) =>
        new(Outcome.NotAssessed, target, message, Cure: cure);

    /// <summary>Not judged apart: another rule already fails for the cause.</summary>
    public static RuleAnswer FollowsFrom(string ruleId, string target, string why) =>
        new(Outcome.NotAssessed, target, $"Not judged apart from {ruleId}, which fails: {why}", Cure: $"Cure {ruleId} first, then test again.");
}
