using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace SfIntegration.Scope.Drafting;

/// <summary>What a permission set or profile file holds and a scope cannot: told in notes, never dropped in silence.</summary>
internal static class MetadataLeftovers
{
    /// <summary>Rows by element: the element with the name, the element that says whether the row gives anything, and the words.</summary>
    private static readonly (string Rows, string Name, string? Gives, string Words)[] s_rows =
    {
        ("pageAccesses", "apexPage", "enabled", "Visualforce pages"),
        ("applicationVisibilities", "application", "visible", "apps in the app menu"),
        ("layoutAssignments", "layout", null, "page layouts"),
        ("externalDataSourceAccesses", "externalDataSource", "enabled", "external data sources"),
        ("externalCredentialPrincipalAccesses", "externalCredentialPrincipal", "enabled", "external credential principals"),
        ("emailRoutingAddressAccesses", "name", "enabled", "e-mail routing addresses"),
        ("servicePresenceStatusAccesses", "name", "enabled", "service presence statuses"),
        ("agentAccesses", "agentName", "enabled", "agents"),
        ("categoryGroupVisibilities", "dataCategoryGroup", null, "data categories"),
        ("loginFlows", "flow", null, "login flows"),
        ("loginIpRanges", "startAddress", null, "login address ranges (write them as `network`)"),
    };

    private static readonly HashSet<string> s_drafted = new(StringComparer.Ordinal)
    {
        "objectPermissions", "fieldPermissions", "userPermissions", "classAccesses", "customPermissions", "flowAccesses", "customSettingAccesses",
        "customMetadataTypeAccesses", "tabSettings", "tabVisibilities", "recordTypeVisibilities", "label", "description", "license", "userLicense", "hasActivationRequired", "custom", "fullName",
    };

    public static IReadOnlyList<string> Notes(XElement root, string? namespacePrefix, string file)
    {
        var notes = new List<string>();
        foreach (var group in s_rows.GroupBy(r => r.Words))
        {
            var names = group.SelectMany(r => MetadataFile.Rows(root, r.Rows).Where(row => Gives(row, r.Gives)).Select(row => MetadataFile.Text(row, r.Name)))
                .Where(n => n is not null).ToList();
            if (names.Count > 0)
            {
                // Only words for a person: a token that cannot be filled in stays as it is.
                var filled = names.Select(n => new MetadataText(namespacePrefix, file).Name(n!, 0, 0) ?? n);
                notes.Add($"Not drafted, because a scope holds no {group.Key}: {string.Join(", ", filled)}");
            }
        }

        if (MetadataFile.Rows(root, "loginHours").Any(h => h.HasElements))
        {
            notes.Add("Not drafted: the profile's login hours (write them as `hours`)");
        }

        if (MetadataFile.IsTrue(root, "hasActivationRequired"))
        {
            notes.Add("The set is activated per session; a generated set is always active");
        }

        var unknown = root.Elements().Select(e => e.Name.LocalName).Distinct()
            .Where(n => !s_drafted.Contains(n) && n != "loginHours" && s_rows.All(r => r.Rows != n)).ToList();
        if (unknown.Count > 0)
        {
            notes.Add($"Not drafted, because this module does not know them: {string.Join(", ", unknown)}");
        }

        return notes;
    }

    private static bool Gives(XElement row, string? flag) => flag is null
        ? MetadataFile.Text(row, "visibility") is not ("None" or "Hidden" or "NONE")
        : MetadataFile.IsTrue(row, flag);
}
