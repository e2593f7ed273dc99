using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Http;

namespace SfIntegration.Access;

/// <summary>Reads the schema that a question is about: describes, the two lists of what takes grants, and the org-wide defaults.</summary>
internal sealed class SchemaReader
{
    private readonly OrgApi _org;

    public SchemaReader(OrgApi org)
    {
        _org = org;
    }

    /// <summary>The facts of these objects. One that does not exist for the caller is simply not in the answer.</summary>
    public async Task<SchemaFacts> ReadAsync(IReadOnlyCollection<string> objects, CancellationToken cancellationToken)
    {
        var names = objects.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var describes = await _org.Describe.ObjectsAsync(names.Concat(new[] { "ObjectPermissions", "FieldPermissions", "PermissionSet" }), cancellationToken).ConfigureAwait(false);
        var found = names.Where(n => describes[n] is not null).ToList();
        var notRead = new List<string>();
        var sharing = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var round = new QueryRound();
        round.Add(AccessQueries.SharingModels(found), "Org-wide defaults (EntityDefinition)", row => sharing[row.Text("QualifiedApiName") ?? ""] = row.Text("InternalSharingModel"));
        await round.RunAsync(new BatchApi(_org.Connection), notRead, cancellationToken).ConfigureAwait(false);

        foreach (var list in new[] { "ObjectPermissions", "FieldPermissions", "PermissionSet" }.Where(n => describes[n] is null))
        {
            notRead.Add($"{list}: the caller does not see it, so what can be granted is not known. It needs View Setup and Configuration.");
        }

        return new SchemaFacts
        {
            Objects = found.ToDictionary(n => n, n => DescribeFacts.Read(describes[n]!, sharing.TryGetValue(n, out var model) ? model : null), StringComparer.OrdinalIgnoreCase),
            PermissionableObjects = Set(DescribeFacts.Picklist(describes["ObjectPermissions"], "SobjectType")),
            PermissionableFields = Set(DescribeFacts.Picklist(describes["FieldPermissions"], "Field")),
            SystemPermissions = Set(DescribeFacts.Columns(describes["PermissionSet"], "Permissions").Select(n => n.Substring("Permissions".Length))),
            NotRead = notRead,
        };
    }

    private static ISet<string> Set(IEnumerable<string> names) => new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
}
