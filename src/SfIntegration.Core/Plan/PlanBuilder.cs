using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Plan;

/// <summary>Collects what the parts of the planner find, in the order of the stages.</summary>
internal sealed class PlanBuilder
{
    private readonly List<AccessChange> _notApplied = new();

    public List<Write> Writes { get; } = new();

    public List<PlanProblem> Problems { get; } = new();

    public List<string> Unscoped { get; } = new();

    /// <summary>Every change, in the order of the stages; what this version cannot apply comes last.</summary>
    public IReadOnlyList<AccessChange> Changes =>
        Writes.OrderBy(w => w.Stage).SelectMany(w => w.Changes).Concat(_notApplied).ToList();

    public void Add(Write write) => Writes.Add(write);

    public void Stop(string code, string target, string message, string cure, object? source = null) =>
        Problems.Add(new PlanProblem(code, target, message, cure, Stops: true, source?.ToString()));

    public void Warn(string code, string target, string message, string cure, object? source = null) =>
        Problems.Add(new PlanProblem(code, target, message, cure, Stops: false, source?.ToString()));

    /// <summary>Something the scope asks for that this version cannot apply: planned in the open, never skipped.</summary>
    public void NotApplied(string target, string wanted, string why, object? source = null) =>
        _notApplied.Add(new AccessChange
        {
            Kind = ChangeKind.NotApplied,
            Target = target,
            After = wanted,
            Reason = why,
            Source = source?.ToString(),
            CanUndo = false,
        });
}
