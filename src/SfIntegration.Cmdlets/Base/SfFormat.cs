using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Permission;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Cmdlets;

/// <summary>The cells of the module's default views that need a word or two of work. For SfIntegration.Format.ps1xml.</summary>
public static class SfFormat
{
    private const int MostLines = 40;

    /// <summary>Incomplete, Inactive, Frozen or Active: the first that holds.</summary>
    /// <param name="user">The user.</param>
    public static string Status(SfIntegrationUser user) =>
        user.State == ApplyState.Incomplete ? "Incomplete" : !user.IsActive ? "Inactive" : user.IsFrozen == true ? "Frozen" : "Active";

    /// <summary>A day, or nothing.</summary>
    /// <param name="moment">A moment, UTC.</param>
    public static string Day(DateTime? moment) => moment?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A moment to the second.</summary>
    /// <param name="moment">A moment, UTC.</param>
    public static string Moment(DateTime moment) => moment.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>What a snapshot is of.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static string Extent(AccessSnapshot snapshot) => snapshot.IsWholeOrg ? "the whole org" : snapshot.Usernames.Count > 0 ? Names(snapshot.Usernames) : "the users of one question";

    /// <summary>"12 profiles, 30 permission sets, 2 groups".</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static string Containers(AccessSnapshot snapshot)
    {
        var counts = snapshot.Containers.GroupBy(c => c.Kind).ToDictionary(g => g.Key, g => g.Count());
        var words = new[] { (ContainerKind.Profile, "profile(s)"), (ContainerKind.PermissionSet, "permission set(s)"), (ContainerKind.Group, "group(s)"), (ContainerKind.Muting, "muting set(s)") };
        return Names(words.Where(w => counts.ContainsKey(w.Item1)).Select(w => $"{counts[w.Item1]} {w.Item2}"));
    }

    /// <summary>Names with commas.</summary>
    /// <param name="names">The names.</param>
    public static string Names(IEnumerable<string>? names) => string.Join(", ", names ?? Array.Empty<string>());

    /// <summary>One line each.</summary>
    /// <param name="items">Texts or things with a text.</param>
    public static string Lines(IEnumerable<object>? items) => string.Join(Environment.NewLine, items ?? Array.Empty<object>());

    /// <summary>The steps of an undo: those that went well by kind, those with something to say one by one.</summary>
    /// <param name="steps">The steps, in their order.</param>
    public static string Steps(IEnumerable<UndoStep> steps) => string.Join(Environment.NewLine, steps
        .GroupBy(s => s.State == ChangeState.Applied && s.Note is null ? $"{s.State}: {s.Action} {s.SobjectType}" : Step(s))
        .Select(g => g.Count() == 1 ? Step(g.First()) : $"{g.Key} x {g.Count()}"));

    /// <summary>The scope and integration that own a set.</summary>
    /// <param name="set">The set.</param>
    public static string Owner(SfPermissionSet set) => set.ScopeName is null ? "" : set.ScopeName + "/" + set.Integration;

    /// <summary>When an assignment ends, and whether it has.</summary>
    /// <param name="assignment">The assignment.</param>
    public static string Ends(SfPermissionSetAssignment assignment) => Day(assignment.ExpirationDate) + (assignment.HasExpired ? " (expired)" : "");

    /// <summary>The names of a scope's integrations.</summary>
    /// <param name="scope">The scope.</param>
    public static string Integrations(AccessScope scope) => Names(scope.Integrations.Select(i => i.Name));

    /// <summary>How many objects a scope names.</summary>
    /// <param name="scope">The scope.</param>
    public static int Objects(AccessScope scope) => scope.Integrations.SelectMany(i => i.Objects.Select(o => o.SobjectType)).Distinct(StringComparer.OrdinalIgnoreCase).Count();

    /// <summary>Where access comes from, shortest first, with what must be known: "Order_Sync through Sales_Desk; System Administrator (Modify All Data)".</summary>
    /// <param name="paths">The paths.</param>
    /// <param name="note">The note, or null.</param>
    public static string Paths(IEnumerable<GrantPath>? paths, string? note)
    {
        const int Most = 4;
        var all = (paths ?? Array.Empty<GrantPath>())
            .GroupBy(p => p.From + (p.Through is null || p.Through == p.From ? "" : " through " + p.Through), StringComparer.Ordinal)
            .Select(g => g.Any(p => p.ImpliedBy is null) ? g.Key : $"{g.Key} ({string.Join(", ", g.Select(p => p.ImpliedBy).Distinct())})")
            .ToList();
        var shown = string.Join("; ", all.Take(Most)) + (all.Count > Most ? $"; {all.Count - Most} more" : "");
        return string.IsNullOrEmpty(note) ? shown : shown.Length == 0 ? $"[{note}]" : $"{shown} [{note}]";
    }

    /// <summary>Deactivated, Frozen or Active: the first that holds.</summary>
    /// <param name="holder">The user.</param>
    public static string Status(SfAccessHolder holder) => !holder.IsActive ? "Inactive" : holder.IsFrozen == true ? "Frozen" : "Active";

    /// <summary>yes, no, or a question mark for what nobody said.</summary>
    /// <param name="said">The answer.</param>
    public static string Answer(bool? said) => said switch { true => "yes", false => "no", null => "?" };

    /// <summary>"read -> read, edit", or the error of a change that failed.</summary>
    /// <param name="change">The change.</param>
    public static string Change(AccessChange change) => change.Error
        ?? (change.Before.Length == 0 ? change.After : $"{change.Before} -> {(change.After.Length == 0 ? "none" : change.After)}");

    /// <summary>A plan as a person reads it: what stops it, what would surprise, then the changes by container.</summary>
    /// <param name="plan">The plan.</param>
    public static string Plan(AccessPlan plan)
    {
        var lines = new List<string> { $"Plan for {plan.Username} on {plan.Org}, scope {plan}" };
        lines.AddRange(plan.Problems.OrderByDescending(p => p.Stops).Select(p => $"  {(p.Stops ? "STOPS" : "note")}  {p}"));
        foreach (var container in plan.Changes.GroupBy(c => c.Container is { Length: > 0 } name ? $"{Capital(PlanParts.ContainerWord(c.Kind))} {name}" : "The user", StringComparer.OrdinalIgnoreCase))
        {
            lines.Add("  " + container.Key);
            lines.AddRange(container.Take(MostLines).Select(c => $"    {c.Kind} {c.Target}" + (Change(c).Length == 0 ? "" : $": {Change(c)}") + (c.Risk == ChangeRisk.High ? "  (high risk)" : "")));
            if (container.Count() > MostLines)
            {
                lines.Add($"    ... and {container.Count() - MostLines} more; the plan's Changes lists all");
            }
        }

        if (plan.Unscoped.Count > 0)
        {
            lines.Add($"  Held and not in the scope (-RemoveUnscoped takes them away): {Names(plan.Unscoped)}");
        }

        return string.Join(Environment.NewLine, lines);
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);

    private static string Step(UndoStep step) => $"{step.State}: {step.Action} {step.SobjectType} {step.Target}" + (string.IsNullOrEmpty(step.Note) ? "" : $" ({step.Note})");
}
