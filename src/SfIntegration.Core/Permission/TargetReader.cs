using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Http;

namespace SfIntegration.Permission;

/// <summary>Reads what an org can take of a definition, and the set of that name if there is one.</summary>
internal sealed class TargetReader
{
    private readonly OrgApi _api;

    public TargetReader(OrgApi api) => _api = api;

    public async Task<TargetFacts> ReadAsync(PermissionSetDefinition wanted, CancellationToken cancellation)
    {
        var snapshot = await new AccessReader(_api).ReadContainersAsync(new[] { wanted.PermissionSet }, withProfiles: false, cancellation).ConfigureAwait(false);
        var objects = wanted.Objects.Select(o => o.SobjectType)
            .Concat(wanted.Fields.Select(f => f.SobjectType))
            .Concat(wanted.Tabs.Select(t => TabObject(t.Name)).OfType<string>())
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        var schema = await new SchemaReader(_api).ReadAsync(objects, cancellation).ConfigureAwait(false);
        var entities = new Dictionary<string, string>(StringComparer.Ordinal);
        var notRead = new List<string>();
        var types = wanted.SetupEntities.GroupBy(e => e.EntityType, StringComparer.Ordinal).Where(g => EntityNames.CanLookUp(g.Key)).ToList();
        var round = new QueryRound();
        foreach (var type in types)
        {
            round.Add(EntityNames.Queries(type.Key, type.Select(e => e.Name).OfType<string>()), type.Key, row =>
            {
                var (name, id) = EntityNames.Read(type.Key, row);
                entities[EntityNames.Key(type.Key, name)] = id;
            });
        }

        var namespaces = new HashSet<string>(schema.PermissionableObjects.Select(DefinitionFitter.NamespaceOf).OfType<string>(), StringComparer.OrdinalIgnoreCase);
        var unknown = wanted.Tabs.Where(t => TabObject(t.Name) is null).Select(t => DefinitionFitter.NamespaceOfEntity(t.Name)).OfType<string>().Where(n => !namespaces.Contains(n)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (unknown.Count > 0)
        {
            // A package without objects still has classes.
            round.Add($"SELECT NamespacePrefix, COUNT(Id) classes FROM ApexClass WHERE {Soql.In("NamespacePrefix", unknown)} GROUP BY NamespacePrefix", "Packages", row => namespaces.Add(row.Text("NamespacePrefix") ?? ""));
        }

        var recordTypes = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var withRecordTypes = (wanted.RecordTypes ?? Array.Empty<RecordTypeGrant>()).Select(r => r.SobjectType).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        round.Add(AccessQueries.RecordTypes(withRecordTypes), "Record types", row => recordTypes.Add(AccessQueries.RecordTypeName(row)));

        await round.RunAsync(new BatchApi(_api.Connection), notRead, cancellation).ConfigureAwait(false);
        if (notRead.Any(n => n.StartsWith("Packages:", StringComparison.Ordinal)))
        {
            // Nobody could look: the org itself will say.
            namespaces.UnionWith(unknown);
        }

        return new TargetFacts
        {
            Schema = schema,
            Entities = entities,
            ReadEntityTypes = new HashSet<string>(types.Select(t => t.Key).Where(t => !notRead.Any(n => n.StartsWith(t + ":", StringComparison.Ordinal))), StringComparer.Ordinal),
            PermissionSetLicenses = snapshot.PermissionSetLicenses,
            UserLicenses = snapshot.UserLicenses,
            Existing = snapshot.Containers.FirstOrDefault(c => c.Kind is ContainerKind.PermissionSet or ContainerKind.Group && string.Equals(c.Name, wanted.PermissionSet, StringComparison.OrdinalIgnoreCase)),
            Namespaces = namespaces,
            RecordTypes = recordTypes,
            OpenRecordTypes = await OpenRecordTypesAsync(wanted, cancellation).ConfigureAwait(false),
        };
    }

    /// <summary>What the set opens now, if the definition speaks of record types: one that was read without them says nothing about them.</summary>
    public Task<SetRecordTypes> OpenRecordTypesAsync(PermissionSetDefinition wanted, CancellationToken cancellation) =>
        SetRecordTypes.ReadAsync(_api, wanted.RecordTypes is null ? Array.Empty<string>() : new[] { wanted.PermissionSet }, cancellation);

    /// <summary>The object whose tab this is, as far as its name tells: "standard-Account", "Invoice__c".</summary>
    public static string? TabObject(string tab) =>
        tab.StartsWith("standard-", StringComparison.OrdinalIgnoreCase) ? tab.Substring("standard-".Length)
        : tab.EndsWith("__c", StringComparison.OrdinalIgnoreCase) ? tab : null;
}
