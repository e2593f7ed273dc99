using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Api;

namespace SfIntegration.Plan;

/// <summary>The names of the permission sets and groups a user holds, its profile's own set left out.</summary>
internal static class HeldSets
{
    public static IReadOnlyList<string> Of(AccessSnapshot snapshot, string userId) => snapshot.Assignments
        .Where(a => a.AssigneeId == userId && snapshot.Container(a.PermissionSetId)?.Kind != ContainerKind.Profile)
        .Select(a => snapshot.Groups.FirstOrDefault(g => g.Id == a.GroupId)?.Name ?? snapshot.Container(a.PermissionSetId)?.Name ?? a.PermissionSetId)
        .OrderBy(n => n, StringComparer.OrdinalIgnoreCase)
        .ToList();

    /// <summary>The same for many users at once, asked of the org: user id to names.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ReadAsync(OrgApi api, IEnumerable<string> userIds, CancellationToken cancellation)
    {
        var queries = Soql.WhereIn(
            "SELECT AssigneeId, PermissionSet.Name, PermissionSetGroup.DeveloperName FROM PermissionSetAssignment WHERE PermissionSet.IsOwnedByProfile = false", "AssigneeId", userIds);
        var rows = await api.Composite.QueryManyAsync(queries, cancellation).ConfigureAwait(false);
        return rows.SelectMany(r => r)
            .GroupBy(r => (string)r["AssigneeId"]!, r => (string?)r.SelectToken("PermissionSetGroup.DeveloperName") ?? (string?)r.SelectToken("PermissionSet.Name") ?? "")
            .ToDictionary(g => g.Key, g => (IReadOnlyList<string>)g.Distinct().OrderBy(n => n, StringComparer.OrdinalIgnoreCase).ToList());
    }
}
