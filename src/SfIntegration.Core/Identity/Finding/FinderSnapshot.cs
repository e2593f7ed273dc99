using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Access.Comparison;

namespace SfIntegration.Identity.Finding;

/// <summary>What a snapshot tells of who uses the accounts: what they hold and how they are called, and nothing of what they did. Pure.</summary>
internal static class FinderSnapshot
{
    private static readonly string[] s_appTypes = { "ConnectedApplication", "ExternalClientApplication" };

    public static FinderInput Of(AccessSnapshot snapshot)
    {
        var index = AccessIndex.Of(snapshot);
        var permissions = new List<(string UserId, string Permission)>();
        var apps = new List<(string UserId, string App)>();
        foreach (var user in snapshot.Users)
        {
            foreach (var container in Held(snapshot, index, user))
            {
                permissions.AddRange(container.SystemPermissions.Where(p => IntegrationSigns.Permissions.Contains(p, StringComparer.OrdinalIgnoreCase)).Select(p => (user.UserId, p)));
                if (container.Kind != ContainerKind.Profile)
                {
                    apps.AddRange(container.SetupEntities.Where(e => s_appTypes.Contains(e.EntityType, StringComparer.Ordinal)).Select(e => (user.UserId, e.Name ?? e.EntityId)));
                }
            }
        }

        var notRead = NotRead(snapshot);
        return new FinderInput
        {
            Users = snapshot.Users,
            Apps = notRead.ContainsKey(EvidenceKind.AppAccess) ? null : apps.ToLookup(a => a.UserId, a => a.App, StringComparer.Ordinal),
            Permissions = notRead.ContainsKey(EvidenceKind.ApiOnly) ? null : permissions.ToLookup(p => p.UserId, p => p.Permission, StringComparer.Ordinal),
            Since = snapshot.TakenAt,
            NotRead = notRead,
        };
    }

    private static Dictionary<EvidenceKind, string> NotRead(AccessSnapshot snapshot)
    {
        var notRead = new Dictionary<EvidenceKind, string>
        {
            [EvidenceKind.ApiLogin] = "a snapshot holds no sign-ins",
            [EvidenceKind.OAuthToken] = "a snapshot holds no tokens",
            [EvidenceKind.RunAs] = "a snapshot does not hold which apps run as whom",
        };
        var unread = UnreadParts.Of(snapshot);
        foreach (var (part, kinds) in new[]
        {
            (AccessPartKind.SystemPermission, new[] { EvidenceKind.ApiOnly, EvidenceKind.PasswordNeverExpires, EvidenceKind.Administrator }),
            (AccessPartKind.Assignment, new[] { EvidenceKind.ApiOnly, EvidenceKind.PasswordNeverExpires, EvidenceKind.Administrator, EvidenceKind.AppAccess }),
            (AccessPartKind.SetupEntity, new[] { EvidenceKind.AppAccess }),
        })
        {
            foreach (var kind in unread.TryGetValue(part, out var reason) ? kinds : Array.Empty<EvidenceKind>())
            {
                notRead[kind] = reason;
            }
        }

        return notRead;
    }

    /// <summary>The profile's set and the sets and groups that counted when the snapshot was taken.</summary>
    private static IEnumerable<Container> Held(AccessSnapshot snapshot, AccessIndex index, UserFacts user) =>
        CountedHoldings.Of(index, user, snapshot.TakenAt, notes: null).Select(h => h.Counted);
}
