using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>A scope against one org's schema: every "all" resolved, every name as the org spells it, and what the org lacks. Pure.</summary>
internal static class DesiredAccessResolver
{
    /// <summary>PermissionSet.Label holds at most this (OR:permissionset).</summary>
    private const int MaxLabel = 80;

    /// <param name="scope">The scope.</param>
    /// <param name="schema">The schema of its objects.</param>
    /// <param name="snapshot">The org's access, if it was read: whether an existing user has a role decides what it sees.</param>
    public static DesiredAccess Resolve(AccessScope scope, SchemaFacts schema, AccessSnapshot? snapshot)
    {
        var resolution = new Resolution();
        foreach (var text in schema.NotRead)
        {
            resolution.Warn("SchemaNotRead", scope.Name, text, "Sign in as a user who holds View Setup and Configuration.", null);
        }

        var names = Canonical(schema.SystemPermissions);
        var permissions = scope.Integrations.ToDictionary(i => i, i => SystemPermissions(i, names, resolution));
        var everywhere = permissions.Values.SelectMany(p => p).Select(p => p.Name).ToList();
        var ownRowsOnly = scope.Identity.Role is null && scope.Identity.Groups.Count == 0 && snapshot?.User(scope.Identity.Username)?.RoleId is null;
        var sets = scope.Integrations.Select(i => Set(scope, i, permissions[i], everywhere, ownRowsOnly, schema, resolution)).ToList();
        return new DesiredAccess { Sets = sets, LeftOut = resolution.LeftOut, Problems = resolution.Problems };
    }

    private static DesiredSet Set(AccessScope scope, ScopeIntegration integration, IReadOnlyList<DesiredName> permissions, IReadOnlyList<string> everywhere, bool ownRowsOnly, SchemaFacts schema, Resolution resolution)
    {
        var objects = new ObjectResolver(schema, resolution, everywhere, ownRowsOnly);
        objects.Resolve(integration.Objects);
        var label = $"{scope.Name}: {integration.Name}";
        return new DesiredSet
        {
            Integration = integration,
            Name = integration.PermissionSet,
            Label = label.Length <= MaxLabel ? label : label.Substring(0, MaxLabel),
            Description = ScopeMarker.Description(scope, integration),
            Objects = objects.Objects,
            Fields = objects.Fields,
            SystemPermissions = permissions,
            ApexClasses = Names(integration.SetupAccess.ApexClasses),
            CustomPermissions = Names(integration.SetupAccess.CustomPermissions),
            Tabs = TabResolver.Resolve(integration.Tabs, schema, resolution),
            RecordTypes = RecordTypes(integration, schema),
            App = integration.App is { } app ? new DesiredName(app.Name, app.Source) : null,
            Expires = integration.Expires is { } day ? LastMoment(day) : null,
        };
    }

    // An object that the org does not have is a problem already; its record types go with it.
    private static IReadOnlyList<DesiredRecordType> RecordTypes(ScopeIntegration integration, SchemaFacts schema) => integration.Objects
        .Where(o => schema.Objects.ContainsKey(o.SobjectType))
        .SelectMany(o => o.RecordTypes.Select(r => new DesiredRecordType(schema.Objects[o.SobjectType].Name, r.Name, r.Source)))
        .ToList();

    /// <summary>A date is valid through that day, UTC.</summary>
    private static DateTime LastMoment(DateTime day) => DateTime.SpecifyKind(day.Date, DateTimeKind.Utc).AddDays(1).AddSeconds(-1);

    private static IReadOnlyList<DesiredName> Names(IEnumerable<ScopeName> names) => names.Select(n => new DesiredName(n.Name, n.Source)).ToList();

    private static Dictionary<string, string> Canonical(IEnumerable<string> names) => names.ToDictionary(n => n, n => n, StringComparer.OrdinalIgnoreCase);

    private static IReadOnlyList<DesiredName> SystemPermissions(ScopeIntegration integration, Dictionary<string, string> known, Resolution resolution)
    {
        var found = new List<DesiredName>();
        foreach (var permission in integration.SystemPermissions)
        {
            // Where the columns could not be read there is nothing to compare with; SchemaNotRead has said so.
            if (known.Count == 0)
            {
                found.Add(new DesiredName(permission.Name, permission.Source));
            }
            else if (known.TryGetValue(permission.Name, out var name))
            {
                found.Add(new DesiredName(name, permission.Source));
            }
            else
            {
                resolution.Stop("UnknownPermission", permission.Name, $"This org has no system permission '{permission.Name}'.{Why(permission.Name)}", Cure(permission.Name, known), permission.Source);
            }
        }

        return found;
    }

    private static string Why(string name) => PermissionCatalog.Default.OnlyInSomeOrgs.Contains(name, StringComparer.OrdinalIgnoreCase)
        ? " It exists only where its feature is enabled."
        : PermissionCatalog.Default.IsKnownWrongName(name, out _) ? " Salesforce has none of that name, though lists on the web name it." : "";

    private static string Cure(string name, Dictionary<string, string> known)
    {
        const string Prefix = "Permissions";
        if (PermissionCatalog.Default.IsKnownWrongName(name, out var meant) && meant is not null)
        {
            return $"Did you mean {meant}?";
        }

        // A permission's column carries a prefix that the permission itself does not.
        if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && known.TryGetValue(name.Substring(Prefix.Length), out var bare))
        {
            return $"Did you mean {bare}?";
        }

        return Resolution.Suggest(name, known.Values, "Remove it, or enable the feature that brings it.");
    }
}
