using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>
/// A scope's tabs as the org spells them. No list says which tabs an org has: TabDefinition shows the caller's own alone. So a
/// tab that is named after an object is checked against the objects, and any other is left to Salesforce's answer. Pure.
/// </summary>
internal static class TabResolver
{
    private const string Standard = "standard-";

    public static IReadOnlyList<DesiredTab> Resolve(IEnumerable<ScopeTab> tabs, SchemaFacts schema, Resolution resolution) =>
        tabs.Select(t => Resolve(t, schema, resolution)).OfType<DesiredTab>().ToList();

    private static DesiredTab? Resolve(ScopeTab tab, SchemaFacts schema, Resolution resolution)
    {
        // Where the objects could not be read there is nothing to compare with; SchemaNotRead has said so.
        var objects = schema.PermissionableObjects;
        if (objects.Count == 0)
        {
            return new DesiredTab(tab.Name, tab.Visibility, tab.Source);
        }

        if (tab.Name.StartsWith(Standard, StringComparison.OrdinalIgnoreCase))
        {
            return OfStandard(tab, tab.Name.Substring(Standard.Length), objects, resolution);
        }

        if (Find(objects, tab.Name) is { } named)
        {
            if (!IsCustom(named))
            {
                resolution.Warn("UnknownTab", tab.Name, $"{named} is an object of Salesforce, and its tab has another name.", $"Did you mean {Standard}{named}?", tab.Source);
            }

            return new DesiredTab(IsCustom(named) ? named : tab.Name, tab.Visibility, tab.Source);
        }

        if (IsCustom(tab.Name))
        {
            resolution.Stop("UnknownTab", tab.Name, $"This org has no object '{tab.Name}', and so no tab of it.", Resolution.Suggest(tab.Name, objects.Where(IsCustom), "Correct the name, or deploy the object first."), tab.Source);
            return null;
        }

        return new DesiredTab(tab.Name, tab.Visibility, tab.Source);
    }

    // Some standard tabs belong to no object that takes permissions (standard-report, standard-home), so an unknown name only warns.
    private static DesiredTab OfStandard(ScopeTab tab, string name, ISet<string> objects, Resolution resolution)
    {
        if (Find(objects, name) is { } known)
        {
            return new DesiredTab((IsCustom(known) ? "" : Standard) + known, tab.Visibility, tab.Source);
        }

        if (DidYouMean.Nearest(name, objects) is { } near)
        {
            resolution.Warn("UnknownTab", tab.Name, $"This org has no object '{name}' that takes permissions.", $"Did you mean {(IsCustom(near) ? "" : Standard)}{near}?", tab.Source);
        }

        return new DesiredTab(tab.Name, tab.Visibility, tab.Source);
    }

    private static string? Find(ISet<string> objects, string name) => objects.FirstOrDefault(o => string.Equals(o, name, StringComparison.OrdinalIgnoreCase));

    private static bool IsCustom(string name) => name.EndsWith("__c", StringComparison.OrdinalIgnoreCase);
}
