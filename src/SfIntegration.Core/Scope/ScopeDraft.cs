using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using SfIntegration.Scope.Drafting;
using SfIntegration.Scope.Writing;

namespace SfIntegration.Scope;

/// <summary>
/// Drafts a scope from what is granted today. Every draft is written and read back before it is given out, so a draft is always
/// a valid scope; what is left for a person are the reasons.
/// </summary>
internal static class ScopeDraft
{
    /// <summary>The purpose ends up in a description of 255 characters, beside owner, ticket and mark.</summary>
    private const int MaxPurpose = 200;

    /// <summary>How long a draft lends what is only lent (Modify All Data), where nobody says otherwise.</summary>
    private const int LentDays = 90;

    private static readonly string[] s_lent = { "ModifyAllData", "ModifyMetadata" };

    private static readonly Regex s_space = new(@"\s+", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>From a permission set or profile file of the Metadata API; `namespacePrefix` fills in templated names.</summary>
    public static AccessScope FromMetadataFile(string path, string? namespacePrefix, DraftOptions options, string? shownAs = null) =>
        FromGrants(MetadataFile.ReadFile(path, namespacePrefix, shownAs), options);

    /// <summary>The same from a stream.</summary>
    public static AccessScope FromMetadata(Stream xml, string? namespacePrefix, string shownAs, DraftOptions options) =>
        FromGrants(MetadataFile.Read(xml, namespacePrefix, shownAs), options);

    /// <summary>From grants that were found elsewhere: a container of the org, a user's effective access.</summary>
    public static AccessScope FromGrants(DraftInput input, DraftOptions options) => FromGrants(new[] { (options.Integration ?? options.Name, input) }, options);

    /// <summary>The same with one integration for each of several sources, by name.</summary>
    public static AccessScope FromGrants(IReadOnlyList<(string Integration, DraftInput Input)> parts, DraftOptions options)
    {
        var all = new List<string>();
        var identity = Identity(options);
        var integrations = new List<ScopeIntegration>();
        foreach (var (name, input) in parts)
        {
            var (objects, permissions, notes) = DraftGrants.Of(input);
            all.AddRange(notes);
            integrations.Add(Integration(name, input, options, objects, permissions, all));
            all.AddRange(DraftNotes.About(input, identity.License));
            all.AddRange(input.Notes);
        }

        var draft = new AccessScope
        {
            Name = options.Name,
            Owner = options.Owner,
            Identity = identity,
            Integrations = integrations,
        };
        var read = ScopeReader.ReadText(ScopeWriter.Write(draft)).Get();
        return new AccessScope
        {
            Name = read.Name,
            Owner = read.Owner,
            Identity = read.Identity,
            Integrations = read.Integrations,
            Notes = all.Concat(read.Notes).ToList(),
        };
    }

    private static ScopeIdentity Identity(DraftOptions options)
    {
        var at = options.Username.IndexOf('@');
        return new ScopeIdentity
        {
            Username = options.Username,
            LastName = options.LastName ?? (at > 0 ? options.Username.Substring(0, at) : options.Username),
            Email = options.Email ?? options.Owner?.Contact ?? options.Username,
            License = options.License ?? new ScopeIdentity().License,
        };
    }

    private static ScopeIntegration Integration(string name, DraftInput input, DraftOptions options, IReadOnlyList<ScopeObject> objects, IReadOnlyList<ScopeSystemPermission> permissions, List<string> notes)
    {
        var set = PermissionSetNames.Derive(options.Name, name);
        var isCut = set.Length > PermissionSetNames.MaxLength;
        return new ScopeIntegration
        {
            Name = name,
            Purpose = Purpose(input),
            System = input.System,
            Expires = options.Expires ?? Lent(permissions, notes),
            PermissionSet = isCut ? set.Substring(0, PermissionSetNames.MaxLength).TrimEnd('_') : set,
            IsPermissionSetNamed = isCut,
            UsePermissionSets = options.UsePermissionSets,
            Objects = objects,
            SystemPermissions = permissions,
            Tabs = DraftGrants.Tabs(input.Tabs),
            SetupAccess = new ScopeSetupAccess
            {
                ApexClasses = DraftGrants.Names(input.ApexClasses),
                CustomPermissions = DraftGrants.Names(input.CustomPermissions),
                Flows = DraftGrants.Names(input.Flows),
                CustomSettings = DraftGrants.Names(input.CustomSettings),
                CustomMetadataTypes = DraftGrants.Names(input.CustomMetadataTypes),
            },
        };
    }

    private static string Purpose(DraftInput input)
    {
        var purpose = s_space.Replace(input.Purpose ?? "", " ").Trim();
        if (purpose.Length == 0)
        {
            purpose = $"Drafted from {input.Source}";
        }

        return purpose.Length <= MaxPurpose ? purpose : purpose.Substring(0, MaxPurpose - 3).TrimEnd() + "...";
    }

    private static DateTime? Lent(IReadOnlyList<ScopeSystemPermission> permissions, List<string> notes)
    {
        var lent = permissions.Where(p => s_lent.Contains(p.Name, StringComparer.OrdinalIgnoreCase)).Select(p => p.Name).ToList();
        if (lent.Count == 0)
        {
            return null;
        }

        notes.Add($"{string.Join(" and ", lent)} may only be held for a time: the draft expires in {LentDays} days");
        return DateTime.UtcNow.Date.AddDays(LentDays);
    }
}
