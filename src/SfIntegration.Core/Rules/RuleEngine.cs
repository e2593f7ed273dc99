using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

namespace SfIntegration.Rules;

/// <summary>One run and what it found.</summary>
internal sealed record AssessmentResult(Assessment Assessment, IReadOnlyList<Finding> Findings);

/// <summary>Runs the rules over one identity. Pure: everything it may know is in the context.</summary>
internal static class RuleEngine
{
    /// <summary>Runs every rule about access and lists each, also one that looked at nothing. Those about activity are Find-SfAnomaly's.</summary>
    /// <param name="context">What the rules may know.</param>
    /// <param name="live">True where calls were made as the identity.</param>
    /// <param name="org">The org, for the findings to carry.</param>
    /// <param name="id">A name for the run; left out, a new one.</param>
    public static AssessmentResult Assess(RuleContext context, bool live, SfOrg? org = null, string? id = null) =>
        Assess(context, live, org, id, RuleSet.Access);

    internal static AssessmentResult Assess(RuleContext context, bool live, SfOrg? org, string? id, IReadOnlyList<IRule> rules)
    {
        var watch = Stopwatch.StartNew();
        var answers = new List<(string RuleId, RuleAnswer Answer)>();
        foreach (var rule in rules.Where(r => r is not IRuleOverAnswers))
        {
            answers.AddRange(Ask(rule, context, () => rule.Look(context)));
        }

        answers = LiveEvidence.Attach(context, answers);
        foreach (var rule in rules.OfType<IRuleOverAnswers>())
        {
            var soFar = answers.ToList();
            answers.AddRange(Ask(rule, context, () => rule.Look(context, soFar)));
        }

        var exceptions = new ExceptionBook(context.Scope, context.Now);
        var order = rules.Select((rule, index) => (rule.Id, index)).ToDictionary(r => r.Id, r => r.index, StringComparer.Ordinal);
        var findings = answers
            .OrderBy(a => order[a.RuleId])
            .Select(a => ToFinding(a.RuleId, a.Answer, exceptions, context, org))
            .ToList();
        var assessment = new Assessment
        {
            Id = id ?? Guid.NewGuid().ToString("D"),
            StartedAt = context.Now,
            EndedAt = context.Now + watch.Elapsed,
            Username = context.Username,
            ScopeName = context.Scope?.Name,
            Org = org,
            Live = live,
            ToolVersion = SfIntegration.ToolVersion.Current,
            Rules = rules.Select(r => Tally(r.Id, findings.Where(f => f.RuleId == r.Id).ToList())).ToList(),
        };
        foreach (var finding in findings)
        {
            finding.Assessment = assessment;
        }

        return new AssessmentResult(assessment, findings);
    }

    /// <summary>A rule that breaks is not a Fail of the identity: it could not look, and says why.</summary>
    private static List<(string RuleId, RuleAnswer Answer)> Ask(IRule rule, RuleContext context, Func<IEnumerable<RuleAnswer>> look)
    {
        try
        {
            return UnreadAccess.Temper(rule.Id, context, look()).Select(a => (rule.Id, a)).ToList();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return new List<(string, RuleAnswer)>
            {
                (rule.Id, Answers.NotAssessed(context.Username, $"The rule itself broke: {error.GetType().Name}: {error.Message}", "Report this as a defect of SfIntegration, with this message.")),
            };
        }
    }

    private static Finding ToFinding(string ruleId, RuleAnswer answer, ExceptionBook exceptions, RuleContext context, SfOrg? org)
    {
        var text = RuleTexts.Of(ruleId);
        var accepted = answer.Outcome == Outcome.Fail ? exceptions.Accepting(ruleId, answer.Target) : null;
        return new Finding
        {
            RuleId = ruleId,
            Title = text.Title,
            Outcome = accepted is null ? answer.Outcome : Outcome.Accepted,
            Severity = context.Policy is { } policy && policy.Severities.TryGetValue(ruleId, out var asked) ? asked : answer.Severity ?? text.Severity,
            Target = answer.Target,
            Message = answer.Message,
            Evidence = answer.Evidence ?? Array.Empty<string>(),
            Cure = answer.Outcome == Outcome.Pass ? "" : answer.Cure ?? text.Cure,
            References = text.References,
            Controls = text.Controls,
            Source = answer.Source?.ToString(),
            AcceptedBecause = accepted is null ? null : ExceptionBook.Words(accepted),
            Confidence = answer.Confidence,
            FirstSeen = answer.FirstSeen,
            LastSeen = answer.LastSeen,
            Username = context.Username,
            Contact = context.Scope?.Owner?.Contact,
            Org = org,
        };
    }

    private static RuleTally Tally(string ruleId, IReadOnlyCollection<Finding> findings)
    {
        int Count(Outcome outcome) => findings.Count(f => f.Outcome == outcome);
        return new RuleTally(ruleId, RuleTexts.Of(ruleId).Title, Count(Outcome.Pass), Count(Outcome.Fail), Count(Outcome.NotAssessed), Count(Outcome.Accepted));
    }
}
