using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;

namespace SfIntegration.Plan;

/// <summary>The names of the permission sets and groups a user holds, its profile's own set left out.</summary>
internal static class HeldSets
{
    public static IReadOnlyList<string> Of(AccessSnapshot snapshot, string userId) => snapshot.Assignments
        .Where(a => a.AssigneeId == userId && snapshot.Container(a.PermissionSetId)?.Kind != ContainerKind.Profile)
        .Select(a => snapshot.Groups.FirstOrDefault(g => g.Id == a.GroupId)?.Name ?? snapshot.Container(a.PermissionSetId)?.Name ?? a.PermissionSetId)
        .OrderBy(n => n, StringComparer.OrdinalIgnoreCase)
        .ToList();
}
