using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;

namespace SfIntegration.Rules.ScopeMatch;

/// <summary>SFI216: our sets show a tab that the scope does not name, or more of it than the scope says.</summary>
internal sealed class TabTooMuchRule : ScopeRule
{
    public override string Id => "SFI216";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, ScopeView view)
    {
        var answers = view.Own.SelectMany(c => c.Tabs.Select(t => (Set: c.Name, Tab: t)))
            .GroupBy(t => t.Tab.Name, StringComparer.OrdinalIgnoreCase)
            .OrderBy(g => g.Key, StringComparer.OrdinalIgnoreCase)
            .Select(g => Judge(view, g.ToList()))
            .OfType<RuleAnswer>()
            .ToList();
        return ScopeAnswers.OrPass(answers, context.Username, "Our sets show no tab beyond the scope.");
    }

    private static RuleAnswer? Judge(ScopeView view, IReadOnlyList<(string Set, TabGrant Tab)> shown)
    {
        var name = shown[0].Tab.Name;
        if (!view.Desired.Tabs.TryGetValue(name, out var wanted))
        {
            return Answers.Fail(name, $"The tab {name} is shown and the scope does not name it.", shown.Select(s => $"from permission set {s.Set}").ToList());
        }

        var wider = shown.Where(s => s.Tab.Visibility > wanted.Visibility).ToList();
        return wider.Count == 0 ? null : Answers.Fail(
            name, $"The tab {name} stands in the tab bar; the scope says available.", wider.Select(s => $"from permission set {s.Set}").ToList()) with { Source = wanted.Source };
    }
}

/// <summary>SFI217: a tab that a held set should show is not shown, or only on the All Tabs page.</summary>
internal sealed class TabMissingRule : ScopeRule
{
    public override string Id => "SFI217";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, ScopeView view)
    {
        // Any container that counts shows it, the profile too.
        var shown = view.Access.Containers.Where(c => c.Kind != ContainerKind.Muting).SelectMany(c => c.Tabs).ToLookup(t => t.Name, t => t.Visibility, StringComparer.OrdinalIgnoreCase);
        var answers = view.Held.Tabs.Values
            .OrderBy(t => t.Name, StringComparer.OrdinalIgnoreCase)
            .Select(t => Judge(t, shown[t.Name].Select(v => (TabVisibility?)v).Max()))
            .ToList();
        return ScopeAnswers.OrPass(answers, context.Username, "No set that is held should show a tab.");
    }

    private static RuleAnswer Judge(DesiredTab wanted, TabVisibility? shown) => (shown >= wanted.Visibility
        ? Answers.Pass(wanted.Name, $"The tab {wanted.Name} is shown.")
        : Answers.Fail(wanted.Name, shown is null ? $"The tab {wanted.Name} is not shown." : $"The tab {wanted.Name} is only on the All Tabs page; the scope says visible.")) with { Source = wanted.Source };
}
