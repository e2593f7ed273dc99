using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Api;

namespace SfIntegration.Scope.Drafting;

/// <summary>Grants of the org to draft from: what containers hold, or all that a user can do.</summary>
internal static class DraftSources
{
    /// <summary>The union of permission sets, groups and profiles, by name.</summary>
    public static async Task<DraftInput> OfContainersAsync(OrgApi api, IReadOnlyCollection<string> names, CancellationToken cancellation)
    {
        var snapshot = await new AccessReader(api).ReadContainersAsync(names, withProfiles: true, cancellation).ConfigureAwait(false);
        var found = new List<Container>();
        foreach (var name in names)
        {
            var container = snapshot.Containers.FirstOrDefault(c => c.Kind != ContainerKind.Muting && string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase))
                ?? throw new SfNotFoundException($"This org has no permission set, group or profile '{name}'.", "Get-SfPermissionSet and Get-SfProfile list them.");
            found.Add(container);
        }

        var input = Of(found, string.Join(", ", found.Select(c => c.ToString())), found.Count == 1 ? found[0].Description : null);
        return await WithRecordTypesAsync(api, input, found, cancellation).ConfigureAwait(false);
    }

    /// <summary>All that a user can do through containers that count now.</summary>
    public static async Task<DraftInput> OfUserAsync(OrgApi api, string username, CancellationToken cancellation)
    {
        var snapshot = await new AccessReader(api).ReadIdentityAsync(username, Array.Empty<string>(), cancellation).ConfigureAwait(false);
        var user = snapshot.User(username) ?? throw new SfNotFoundException($"This org has no user '{username}'.", "Get-SfIntegrationUser '*' lists users.");
        var access = EffectiveAccessCalculator.Compute(snapshot, user.UserId, DateTime.UtcNow);
        var input = Of(access.Containers, $"the access of {user.Username}", null, access.ObjectAccess("*"));
        return await WithRecordTypesAsync(api, input, access.Containers, cancellation).ConfigureAwait(false);
    }

    // Record types are in metadata alone (facts §3.3); what could not be looked at is said, not left out in silence.
    private static async Task<DraftInput> WithRecordTypesAsync(OrgApi api, DraftInput input, IReadOnlyCollection<Container> containers, CancellationToken cancellation)
    {
        var components = await new ContainerMetadata(api).ReadAsync(containers, cancellation).ConfigureAwait(false);
        var unread = containers.Where(c => components.RecordTypes(c.Id) is null).Select(c => c.ToString()).ToList();
        return input with
        {
            RecordTypes = containers.SelectMany(c => components.RecordTypes(c.Id) ?? Array.Empty<RecordTypeGrant>()).ToList(),
            Notes = unread.Count == 0 ? input.Notes : input.Notes.Append(
                $"Record types were not read of {string.Join(", ", unread)}: {components.NotRead ?? "metadata does not show them"}").ToList(),
        };
    }

    /// <summary>The union of containers that were read.</summary>
    public static DraftInput Of(IReadOnlyCollection<Container> containers, string source, string? purpose, ObjectAccess everyObject = ObjectAccess.None)
    {
        // View and Modify All Data stay system permissions; what they imply for an object whose fields are granted is written out.
        var implied = everyObject & (ObjectAccess.Read | ObjectAccess.Create | ObjectAccess.Edit | ObjectAccess.Delete);
        var objects = new Dictionary<string, ObjectAccess>(StringComparer.OrdinalIgnoreCase);
        var fields = new Dictionary<string, (FieldGrant Grant, bool Edit)>(StringComparer.OrdinalIgnoreCase);
        foreach (var grant in containers.SelectMany(c => c.Objects))
        {
            objects[grant.SobjectType] = grant.Access | (objects.TryGetValue(grant.SobjectType, out var have) ? have : ObjectAccess.None);
        }

        foreach (var grant in containers.SelectMany(c => c.Fields).Where(f => f.Access != FieldAccess.None))
        {
            var key = grant.SobjectType + "." + grant.Field;
            fields[key] = (grant, (grant.Access & FieldAccess.Edit) != 0 || (fields.TryGetValue(key, out var have) && have.Edit));
        }

        foreach (var sobjectType in implied == ObjectAccess.None ? Array.Empty<string>() : fields.Values.Select(f => f.Grant.SobjectType).ToArray())
        {
            objects[sobjectType] = implied | (objects.TryGetValue(sobjectType, out var have) ? have : ObjectAccess.None);
        }

        IReadOnlyList<string> Entities(string type) => containers.SelectMany(c => c.SetupEntities)
            .Where(e => e.EntityType == type && e.Name is not null).Select(e => e.Name!).Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(n => n, StringComparer.Ordinal).ToList();

        return new DraftInput
        {
            Source = source,
            Purpose = purpose,
            Objects = objects.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => new DraftObject(o.Key, o.Value)).ToList(),
            Fields = fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => new DraftField(f.Value.Grant.SobjectType, f.Value.Grant.Field, f.Value.Edit)).ToList(),
            SystemPermissions = containers.SelectMany(c => c.SystemPermissions).Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(p => p, StringComparer.Ordinal).ToList(),
            ApexClasses = Entities("ApexClass"),
            CustomPermissions = Entities("CustomPermission"),
            Tabs = containers.SelectMany(c => c.Tabs).ToList(),
        };
    }
}
