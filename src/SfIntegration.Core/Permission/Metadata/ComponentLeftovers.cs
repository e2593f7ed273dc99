using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Scope.Drafting;

namespace SfIntegration.Permission.Metadata;

/// <summary>What a permission set's or profile's metadata has and a permission set cannot hold: named, each with its reason. Pure.</summary>
internal static class ComponentLeftovers
{
    private const string ProfileOnly = "Only a profile can hold it; it stays with the profile.";

    /// <summary>Lists that a profile has and a permission set has not: the element, the element with the name, the word.</summary>
    private static readonly (string Rows, string Name, string Kind)[] s_profileLists =
    {
        ("layoutAssignments", "layout", "page layout"),
        ("loginFlows", "friendlyName", "login flow"),
        ("loginIpRanges", "startAddress", "login address range"),
        ("categoryGroupVisibilities", "dataCategoryGroup", "data category group"),
        ("profileActionOverrides", "actionName", "action override"),
    };

    /// <summary>What is no grant of its own, or is read into the definition.</summary>
    private static readonly HashSet<string> s_read = new(
        new[]
        {
            "fullName", "custom", "label", "description", "license", "userLicense", "hasActivationRequired", "userPermissions", "objectPermissions",
            "fieldPermissions", "tabSettings", "tabVisibilities", "recordTypeVisibilities", "loginHours",
        }.Concat(MetadataEntities.All.Select(l => l.Rows)).Concat(s_profileLists.Select(l => l.Rows)),
        StringComparer.Ordinal);

    public static IReadOnlyList<DefinitionLeftover> Of(XElement component, bool isProfile, MetadataText names)
    {
        var left = new List<DefinitionLeftover>();
        foreach (var (rows, name, kind) in s_profileLists)
        {
            var found = MetadataFile.Rows(component, rows).ToList();
            left.AddRange(found.Select(r => MetadataFile.Text(r, name) ?? "").Where(n => n.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(n => new DefinitionLeftover(kind, Filled(n, names), ProfileOnly)));
        }

        if (MetadataFile.Rows(component, "loginHours").Any(h => h.HasElements))
        {
            left.Add(new DefinitionLeftover("login hours", "", ProfileOnly));
        }

        if (isProfile)
        {
            left.AddRange(Defaults(component, names));
            left.AddRange(Hidden(component, names));
        }

        left.AddRange(component.Elements().Select(e => e.Name.LocalName).Distinct(StringComparer.Ordinal).Where(n => !s_read.Contains(n))
            .Select(n => new DefinitionLeftover("metadata", n, "This version of the module does not know this part of the file.")));
        return left.OrderBy(l => l.Kind, StringComparer.Ordinal).ThenBy(l => l.Target, StringComparer.OrdinalIgnoreCase).ToList();
    }

    private static IEnumerable<DefinitionLeftover> Defaults(XElement component, MetadataText names)
    {
        foreach (var name in Access.RecordTypeVisibilities.DefaultsOf(component).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            yield return new DefinitionLeftover("default record type", Filled(name, names), "A permission set opens a record type; only a profile makes one the default.");
        }

        foreach (var row in MetadataFile.Rows(component, "applicationVisibilities").Where(r => MetadataFile.IsTrue(r, "default")))
        {
            yield return new DefinitionLeftover("default app", Filled(MetadataFile.Text(row, "application") ?? "", names), "A permission set opens an app; only a profile makes one the default.");
        }
    }

    private static IEnumerable<DefinitionLeftover> Hidden(XElement component, MetadataText names) => MetadataFile.Rows(component, "tabVisibilities")
        .Where(r => MetadataFile.Text(r, "visibility") == "Hidden")
        .Select(r => new DefinitionLeftover("hidden tab", Filled(MetadataFile.Text(r, "tab") ?? "", names), "A permission set can show a tab and never hide one."));

    // Only words for a person: a token that cannot be filled in is told where it grants something.
    private static string Filled(string name, MetadataText names) => names.Fill(name);
}
