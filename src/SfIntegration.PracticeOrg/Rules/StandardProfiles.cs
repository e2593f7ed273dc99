using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>The profiles that Salesforce made: Data/standard-profiles.json.</summary>
internal static class StandardProfiles
{
    private static readonly Dictionary<string, string> s_names = EmbeddedData.Json("Rules.Data.standard-profiles.json").Properties()
        .Where(p => p.Name != "about")
        .ToDictionary(p => p.Name, p => (string)p.Value!, StringComparer.OrdinalIgnoreCase);

    /// <summary>The profile is one of them.</summary>
    public static bool Has(Row? profile) => profile is not null && s_names.ContainsKey(profile.Text("Name")!);

    /// <summary>The name that the Metadata API has for one of them, or null for a profile of the org's own.</summary>
    public static string? MetadataNameOf(string name) => s_names.TryGetValue(name, out var known) ? known : null;
}
