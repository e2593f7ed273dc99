using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Access.Comparison;

/// <summary>What a scope asks for, all its integrations together. Pure.</summary>
internal static class ScopeHoldings
{
    private const string Unresolved = "the scope says `all`, and without an org it is not known which fields that is";

    /// <param name="scope">The scope.</param>
    /// <param name="schema">The schema of its objects; null offline: then every `all` stays open and is said to.</param>
    /// <param name="snapshot">Where the sets that the scope uses as they are can be found.</param>
    /// <param name="org">The org it was resolved against.</param>
    public static AccessHoldings Of(AccessScope scope, SchemaFacts? schema, AccessSnapshot snapshot, SfOrg? org)
    {
        var asked = new Asked();
        if (schema is null)
        {
            AddAsWritten(scope, asked);
        }
        else
        {
            AddResolved(DesiredAccessResolver.Resolve(scope, schema, null), asked);
        }

        AddUsedSets(scope, snapshot, asked);
        AddHeader(scope, asked.Parts);
        var title = "scope " + scope.Name;
        return new AccessHoldings
        {
            Kind = HoldingKind.Scope,
            Name = scope.Name,
            Title = title,
            PlacedTitle = scope.SourcePath is null ? title : $"{title} of {scope.SourcePath}",
            Org = org,
            Objects = asked.Objects,
            Fields = asked.Fields,
            OpenFields = asked.OpenFields,
            Named = asked.Parts.Parts,
            Unread = asked.Parts.Unread,
            Unknown = asked.Parts.Unknown,
            Notes = asked.Notes,
        };
    }

    /// <summary>The sets that the scope uses as they are.</summary>
    public static IReadOnlyCollection<string> UsedSets(AccessScope scope) =>
        scope.Integrations.SelectMany(i => i.UsePermissionSets).Distinct(StringComparer.OrdinalIgnoreCase).ToList();

    private static void AddResolved(DesiredAccess desired, Asked asked)
    {
        foreach (var set in desired.Sets)
        {
            foreach (var wanted in set.Objects)
            {
                asked.Add(wanted.SobjectType, wanted.Access);
            }

            foreach (var wanted in set.Fields)
            {
                asked.Fields.Add(wanted.SobjectType, wanted.Field, wanted.Access, null);
            }

            asked.Parts.SystemPermissions(set.SystemPermissions.Select(p => p.Name));
            asked.AddEntities(set.ApexClasses.Select(c => c.Name), set.CustomPermissions.Select(p => p.Name), set.App?.Name);
            asked.Parts.Tabs(set.Tabs.Select(t => new TabGrant(t.Name, t.Visibility, null)));
            asked.Parts.RecordTypes(set.RecordTypes.Select(r => new RecordTypeGrant(r.SobjectType, r.RecordType)));
        }

        foreach (var problem in desired.Problems.Where(p => p.Stops))
        {
            var kind = problem.Code == "UnknownTab" ? AccessPartKind.Tab : problem.Target.IndexOf('.') > 0 ? AccessPartKind.Field : AccessPartKind.Object;
            asked.Parts.IsUnknown(kind, problem.Target, problem.Message);
        }
    }

    private static void AddAsWritten(AccessScope scope, Asked asked)
    {
        foreach (var integration in scope.Integrations)
        {
            foreach (var wanted in integration.Objects)
            {
                asked.Add(wanted.SobjectType, ObjectResolver.Complete(wanted.Access));
                AddFields(wanted, asked);
            }

            asked.Parts.SystemPermissions(integration.SystemPermissions.Select(p => p.Name));
            asked.AddEntities(integration.SetupAccess.ApexClasses.Select(c => c.Name), integration.SetupAccess.CustomPermissions.Select(p => p.Name), integration.App?.Name);
            asked.Parts.Tabs(integration.Tabs.Select(t => new TabGrant(t.Name, t.Visibility, null)));
            asked.Parts.RecordTypes(integration.Objects.SelectMany(o => o.RecordTypes.Select(r => new RecordTypeGrant(o.SobjectType, r.Name))));
        }
    }

    private static void AddFields(ScopeObject wanted, Asked asked)
    {
        foreach (var field in wanted.Fields.Read)
        {
            asked.Fields.Add(wanted.SobjectType, field.Name, FieldAccess.Read, null);
        }

        foreach (var field in wanted.Fields.Edit)
        {
            asked.Fields.Add(wanted.SobjectType, field.Name, FieldAccess.Read | FieldAccess.Edit, null);
        }

        if (wanted.Fields.ReadAll || wanted.Fields.EditAll)
        {
            asked.OpenFields[wanted.SobjectType] = Unresolved;
        }
    }

    private static void AddUsedSets(AccessScope scope, AccessSnapshot snapshot, Asked asked)
    {
        foreach (var name in UsedSets(scope))
        {
            if (snapshot.Containers.FirstOrDefault(c => c.Kind is ContainerKind.PermissionSet or ContainerKind.Group && string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase)) is not { } set)
            {
                asked.Parts.IsUnknown(AccessPartKind.Assignment, name, "the scope uses this set as it is, and it was not found");
                continue;
            }

            var held = ContainerHoldings.Of(snapshot, set, null);
            foreach (var row in held.Objects)
            {
                asked.Add(row.Key, row.Value);
            }

            for (var i = 0; i < held.Fields.Count; i++)
            {
                var (sobjectType, field) = FieldNames.Shared[held.Fields.NameAt(i)];
                asked.Fields.Add(sobjectType, field, held.Fields.AccessAt(i), null);
            }

            asked.Parts.SystemPermissions(held.Named[AccessPartKind.SystemPermission].Keys);
            foreach (var entity in held.Named[AccessPartKind.SetupEntity])
            {
                asked.Parts.Has(AccessPartKind.SetupEntity)[entity.Key] = entity.Value;
            }

            asked.Parts.Tabs(set.Tabs);
            asked.Parts.RecordTypes(set.RecordTypes);

            asked.Notes.AddRange(held.Notes.Select(n => held.Title + ": " + n));
        }
    }

    private static void AddHeader(AccessScope scope, NamedParts parts)
    {
        parts.Header("UserLicense", scope.Identity.License);
        if (scope.Identity.Profile is { } profile)
        {
            parts.Header("Profile", profile.Name);
        }

        if (scope.Identity.Role is { } role)
        {
            parts.Header("Role", role);
        }

        var held = parts.Has(AccessPartKind.Assignment);
        foreach (var integration in scope.Integrations)
        {
            var ends = integration.Expires is { } day
                ? " until " + day.Date.AddDays(1).AddSeconds(-1).ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture)
                : "";
            foreach (var name in integration.UsePermissionSets.Concat(IsEmpty(integration) ? Array.Empty<string>() : new[] { integration.PermissionSet }))
            {
                held[name] = "assigned" + ends;
            }
        }
    }

    private static bool IsEmpty(ScopeIntegration integration) => integration.Objects.Count == 0 && integration.SystemPermissions.Count == 0
        && integration.SetupAccess.ApexClasses.Count == 0 && integration.SetupAccess.CustomPermissions.Count == 0 && integration.Tabs.Count == 0 && integration.App is null;

    /// <summary>The sum while it grows.</summary>
    private sealed class Asked
    {
        public Asked()
        {
            Parts.Has(AccessPartKind.SystemPermission);
            Parts.Has(AccessPartKind.SetupEntity);
            Parts.Has(AccessPartKind.Tab);
            Parts.Has(AccessPartKind.RecordType);
        }

        public NamedParts Parts { get; } = new();

        public Dictionary<string, ObjectAccess> Objects { get; } = new(StringComparer.OrdinalIgnoreCase);

        public PackedFieldGrants Fields { get; } = new();

        public Dictionary<string, string> OpenFields { get; } = new(StringComparer.OrdinalIgnoreCase);

        public List<string> Notes { get; } = new();

        public void Add(string sobjectType, ObjectAccess access)
        {
            if (access != ObjectAccess.None)
            {
                Objects[sobjectType] = access | (Objects.TryGetValue(sobjectType, out var known) ? known : ObjectAccess.None);
            }
        }

        public void AddEntities(IEnumerable<string> classes, IEnumerable<string> permissions, string? app)
        {
            Parts.SetupEntities(classes.Select(n => new SetupEntityGrant("ApexClass", "", n, null))
                .Concat(permissions.Select(n => new SetupEntityGrant("CustomPermission", "", n, null)))
                .Concat(app is null ? Array.Empty<SetupEntityGrant>() : new[] { new SetupEntityGrant("ConnectedApplication", "", app, null) }));
        }
    }
}
