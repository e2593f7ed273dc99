using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using SfIntegration.Access;

namespace SfIntegration.Scope.Reading;

/// <summary>`tabs`: a list (visible), or visible and available.</summary>
internal static class TabsReader
{
    /// <summary>What the name of an object's own tab begins with, where Salesforce made the object (facts §3.3, PermissionSetTabSetting.Name).</summary>
    public const string Standard = "standard-";

    private static readonly Regex s_tab = new("^(?:standard-)?[A-Za-z][A-Za-z0-9_]*$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public static IReadOnlyList<ScopeTab> Read(NodeEntry? entry, ErrorList errors)
    {
        if (entry is null)
        {
            return Array.Empty<ScopeTab>();
        }

        if (entry.Value.Kind != NodeKind.Map)
        {
            return Tabs(ScopeValues.Names(entry.Value, "tabs", Mistake, errors), TabVisibility.Visible);
        }

        if (Section.Open(entry.Value, "tabs", errors) is not { } section)
        {
            return Array.Empty<ScopeTab>();
        }

        var visible = Tabs(section.Names("visible", Mistake), TabVisibility.Visible);
        var available = Tabs(section.Names("available", Mistake), TabVisibility.Available);
        foreach (var tab in available.Where(a => visible.Any(v => string.Equals(v.Name, a.Name, StringComparison.OrdinalIgnoreCase))))
        {
            errors.Add(tab.Source, $"`{tab.Name}` is named under `visible` and under `available`", "visible includes available: remove it from `available`");
        }

        return visible.Concat(available).ToList();
    }

    private static IReadOnlyList<ScopeTab> Tabs(IReadOnlyList<ScopeName> names, TabVisibility visibility) =>
        names.Select(n => new ScopeTab(n.Name, visibility, n.Source)).ToList();

    private static string? Mistake(string name)
    {
        if (name.Length > PermissionSetNames.MaxLength)
        {
            return $"it has {name.Length} characters, and at most {PermissionSetNames.MaxLength} are allowed";
        }

        if (s_tab.IsMatch(name))
        {
            return null;
        }

        return name.StartsWith(Standard, StringComparison.OrdinalIgnoreCase) || name.IndexOf('-') < 0
            ? "a tab is named like its object: Invoice__c, or standard-Account for an object of Salesforce"
            : $"only `{Standard}` is written with a dash";
    }
}
