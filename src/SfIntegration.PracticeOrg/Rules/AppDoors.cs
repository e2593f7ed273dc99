using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>
/// Who is pre-authorised for an app: SetupEntityAccess rows, which the policies show as lists of permission sets and profiles
/// (commaSeparatedPermissionSet and commaSeparatedProfile, permissionSetName and profileName). The rows are the one truth.
/// </summary>
internal static class AppDoors
{
    /// <summary>The permission sets that open the app, by API name.</summary>
    public static IReadOnlyList<string> PermissionSets(OrgStore store, string appId) => Doors(store, appId)
        .Where(s => s.Text("ProfileId") is null && s.Text("PermissionSetGroupId") is null)
        .Select(s => s.Text("Name")!)
        .OrderBy(n => n, StringComparer.Ordinal)
        .ToList();

    /// <summary>The profiles that open the app, by name.</summary>
    public static IReadOnlyList<string> Profiles(OrgStore store, string appId) => Doors(store, appId)
        .Select(s => store.Find("Profile", s.Text("ProfileId"))?.Text("Name")!)
        .Where(n => n is not null)
        .OrderBy(n => n, StringComparer.Ordinal)
        .ToList();

    /// <summary>
    /// Makes these the app's permission sets and profiles: by name or id, for the guide says both (facts §5.5). Null leaves a list as it is. Rows that
    /// stay keep their ids.
    /// </summary>
    public static void Set(OrgEngine engine, string appId, IEnumerable<string>? permissionSets, IEnumerable<string>? profiles)
    {
        var store = engine.Store;
        var wanted = new HashSet<string>(
            (permissionSets ?? PermissionSets(store, appId)).Select(n => Find(store, "PermissionSet", n).Id)
            .Concat((profiles ?? Profiles(store, appId)).Select(n => ProfileRules.OwnedSet(store, Find(store, "Profile", n).Id)!.Id)),
            StringComparer.Ordinal);
        var system = new SystemAccess("");
        foreach (var row in store.Rows("SetupEntityAccess", "SetupEntityId", appId).ToList())
        {
            if (!wanted.Remove(row.Text("ParentId")!) && store.Find("PermissionSet", row.Text("ParentId"))?.Text("PermissionSetGroupId") is null)
            {
                engine.Delete(system, "SetupEntityAccess", row.Id);
            }
        }

        foreach (var set in wanted)
        {
            engine.Insert(system, "SetupEntityAccess", new Dictionary<string, object?> { ["ParentId"] = set, ["SetupEntityId"] = appId });
        }
    }

    private static IEnumerable<Row> Doors(OrgStore store, string appId) => store.Rows("SetupEntityAccess", "SetupEntityId", appId)
        .Select(a => store.Find("PermissionSet", a.Text("ParentId"))!)
        .Where(s => s is not null);

    private static Row Find(OrgStore store, string type, string nameOrId) =>
        (SalesforceId.Normalize(nameOrId) is { } id ? store.Find(type, id) : null)
        ?? store.Rows(type, "Name", nameOrId, ignoreCase: true).FirstOrDefault()
        ?? throw new SfFault(400, "INVALID_CROSS_REFERENCE_KEY", $"In field: {type} - no {type} named {nameOrId} found");
}
