using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Access;

/// <summary>How much power a system permission gives.</summary>
internal enum PermissionTier
{
    /// <summary>Good to have on an integration user.</summary>
    Protective,

    /// <summary>Depends on who holds it.</summary>
    Medium,

    /// <summary>Opens data or weakens protection across the org.</summary>
    High,

    /// <summary>Whoever holds it can take over the org.</summary>
    Critical,
}

/// <summary>A system permission worth knowing about.</summary>
/// <param name="Name">The API name without "Permissions".</param>
/// <param name="Label">The label people see in Setup.</param>
/// <param name="Tier">How much power it gives.</param>
/// <param name="Why">What whoever holds it can do.</param>
/// <param name="Catalogues">The public lists that name it too, in words.</param>
internal sealed record CatalogedPermission(string Name, string Label, PermissionTier Tier, string Why, IReadOnlyList<string> Catalogues);

/// <summary>Two permissions that together give more than each alone.</summary>
internal sealed record ToxicPair(string First, string Second, string Why, IReadOnlyList<string> Catalogues);

/// <summary>The catalogue of system permissions: data (permission-catalog.json), read at first use.</summary>
internal sealed class PermissionCatalog
{
    private static readonly Lazy<PermissionCatalog> s_default = new(() => new PermissionCatalog(AccessData.Read("permission-catalog.json")));

    private readonly Dictionary<string, CatalogedPermission> _byName;
    private readonly Dictionary<string, string?> _missing;

    private PermissionCatalog(JObject data)
    {
        var lists = (JObject)data["catalogueNames"]!;
        Permissions = data["permissions"]!.Select(p => new CatalogedPermission(
            (string)p["name"]!, (string)p["label"]!, (PermissionTier)Enum.Parse(typeof(PermissionTier), (string)p["tier"]!), (string)p["why"]!, Named(p, lists))).ToList();
        ToxicPairs = data["toxicPairs"]!.Select(p => new ToxicPair((string)p["first"]!, (string)p["second"]!, (string)p["why"]!, Named(p, lists))).ToList();
        OnlyInSomeOrgs = data["onlyInSomeOrgs"]!.Select(n => (string)n!).ToList();
        _byName = Permissions.ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        _missing = data["namesThatDoNotExist"]!.ToDictionary(n => (string)n["name"]!, n => (string?)n["meant"], StringComparer.OrdinalIgnoreCase);
    }

    public static PermissionCatalog Default => s_default.Value;

    public IReadOnlyList<CatalogedPermission> Permissions { get; }

    public IReadOnlyList<ToxicPair> ToxicPairs { get; }

    /// <summary>Names that are real and yet absent from many orgs: they come with a feature.</summary>
    public IReadOnlyList<string> OnlyInSomeOrgs { get; }

    /// <summary>The entry of that name in any case, or null for a permission without special power.</summary>
    public CatalogedPermission? Find(string name) => _byName.TryGetValue(name, out var found) ? found : null;

    /// <summary>True for a name that blog lists use and Salesforce does not have; <paramref name="meant"/> is the real one, where there is one.</summary>
    public bool IsKnownWrongName(string name, out string? meant) => _missing.TryGetValue(name, out meant);

    private static IReadOnlyList<string> Named(JToken entry, JObject lists) => entry["catalogues"]!.Select(c => (string)lists[(string)c!]!).ToList();
}
