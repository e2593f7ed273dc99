using System;
using System.Collections.Generic;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>What resolving a scope leaves besides the sets: fields left out and problems.</summary>
internal sealed class Resolution
{
    private readonly List<LeftOutField> _leftOut = new();
    private readonly List<PlanProblem> _problems = new();

    public IReadOnlyList<LeftOutField> LeftOut => _leftOut;

    public IReadOnlyList<PlanProblem> Problems => _problems;

    /// <summary>A cure that proposes the nearest known name, or else says where to look. A name that is known is hidden from the caller.</summary>
    public static string Suggest(string name, IEnumerable<string> known, string otherwise) => DidYouMean.Nearest(name, known) switch
    {
        null => otherwise,
        var nearest when string.Equals(nearest, name, StringComparison.OrdinalIgnoreCase) => "The org knows the name: sign in as a user who can see it.",
        var nearest => $"Did you mean {nearest}?",
    };

    public void LeaveOut(string sobjectType, string field, string why)
    {
        var left = new LeftOutField(sobjectType, field, why);
        if (!_leftOut.Contains(left))
        {
            _leftOut.Add(left);
        }
    }

    public void Stop(string code, string target, string message, string cure, SourceLine? source) => _problems.Add(new PlanProblem(code, target, message, cure, Stops: true, source?.ToString()));

    public void Warn(string code, string target, string message, string cure, SourceLine? source) => _problems.Add(new PlanProblem(code, target, message, cure, Stops: false, source?.ToString()));
}
