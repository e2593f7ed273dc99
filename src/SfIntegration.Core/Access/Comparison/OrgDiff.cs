using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SfIntegration.Access.Comparison;

/// <summary>
/// What two snapshots, of two orgs or of two moments, do not have alike: containers that one of them lacks, what the others
/// hold, users and what they were given. Containers match by sort and name, users by login name, in any case. Pure.
/// </summary>
internal static class OrgDiff
{
    /// <summary>The words for both sides.</summary>
    public static ComparedSides Sides(AccessSnapshot reference, SfOrg referenceOrg, AccessSnapshot difference, SfOrg differenceOrg) => new(
        referenceOrg,
        differenceOrg,
        Title(reference, referenceOrg),
        Title(difference, differenceOrg),
        reference.NotRead.Select(n => Title(reference, referenceOrg) + ": not read: " + n)
            .Concat(difference.NotRead.Select(n => Title(difference, differenceOrg) + ": not read: " + n)).ToList());

    public static IEnumerable<AccessDifference> Rows(AccessSnapshot reference, AccessSnapshot difference, ComparedSides sides, DiffOptions options, ComparisonTally tally)
    {
        var diff = new AccessDiff(options, tally);
        foreach (var unread in Unread(reference, difference, sides).Where(u => options.Compares(u.Kind)))
        {
            diff.LeftOut.Add(unread.Kind);
            yield return Counted(tally, unread);
        }

        var containers = Pair(
            Named(reference.Containers, c => ContainerHoldings.Title(c.Kind, c.Name)),
            Named(difference.Containers, c => ContainerHoldings.Title(c.Kind, c.Name)));
        foreach (var (title, left, right) in containers)
        {
            var within = sides with { Within = title, PermissionSet = (left ?? right)!.Kind is ContainerKind.PermissionSet or ContainerKind.Group ? (left ?? right)!.Name : null };
            if ((left is null || right is null) && !options.Compares(AccessPartKind.Container))
            {
                continue;
            }

            if (left is null || right is null)
            {
                yield return Counted(tally, Whole(within, AccessPartKind.Container, left is null ? null : Contents(left), right is null ? null : Contents(right), Missing(AccessPartKind.Container, left is null ? reference : difference)));
                continue;
            }

            foreach (var row in diff.Rows(ContainerHoldings.Of(reference, left, sides.Org), ContainerHoldings.Of(difference, right, sides.DifferenceOrg), within))
            {
                yield return row;
            }
        }

        foreach (var (username, left, right) in Pair(Named(reference.Users, u => u.Username), Named(difference.Users, u => u.Username)))
        {
            var within = sides with { Within = "user " + username, Username = username };
            if ((left is null || right is null) && !options.Compares(AccessPartKind.User))
            {
                continue;
            }

            if (left is null || right is null)
            {
                yield return Counted(tally, Whole(within, AccessPartKind.User, left is null ? null : Words(left), right is null ? null : Words(right), Missing(AccessPartKind.User, left is null ? reference : difference)));
                continue;
            }

            foreach (var row in diff.Rows(UserHoldings.AssignmentsOf(reference, left, sides.Org), UserHoldings.AssignmentsOf(difference, right, sides.DifferenceOrg), within))
            {
                yield return row;
            }
        }
    }

    /// <summary>What a snapshot is called.</summary>
    public static string Title(AccessSnapshot snapshot, SfOrg org) => $"{org} at {snapshot.TakenAt.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)}";

    /// <summary>One row for each sort that a side could not read at all.</summary>
    private static IEnumerable<AccessDifference> Unread(AccessSnapshot reference, AccessSnapshot difference, ComparedSides sides)
    {
        var unread = new SortedDictionary<AccessPartKind, string>();
        foreach (var snapshot in new[] { reference, difference })
        {
            foreach (var part in UnreadParts.Of(snapshot).Where(p => p.Key is not (AccessPartKind.Container or AccessPartKind.User)))
            {
                unread[part.Key] = part.Value;
            }

            if (snapshot.Containers.Count > 0 && snapshot.Containers.All(c => c.RecordTypes is null))
            {
                unread[AccessPartKind.RecordType] = "record types were not read: only the Metadata API tells them";
            }
        }

        return unread.Select(u => AccessDiff.NotAssessed(sides, u.Key, "*", u.Value));
    }

    private static AccessDifference Counted(ComparisonTally tally, AccessDifference row)
    {
        tally.Add(row);
        return row;
    }

    private static AccessDifference Whole(ComparedSides sides, AccessPartKind kind, string? left, string? right, string? unknown) =>
        unknown is not null ? AccessDiff.NotAssessed(sides, kind, sides.Within!, unknown) : new AccessDifference
        {
            Org = sides.Org,
            DifferenceOrg = sides.DifferenceOrg,
            Reference = sides.Reference,
            Difference = sides.Difference,
            Within = sides.Within,
            PermissionSet = sides.PermissionSet,
            Username = sides.Username,
            Kind = kind,
            Target = sides.Within!,
            Side = left is null ? DifferenceSide.DifferenceOnly : DifferenceSide.ReferenceOnly,
            ReferenceValue = left ?? "",
            DifferenceValue = right ?? "",
        };

    /// <summary>Why something that a snapshot lacks may yet be in its org; null where it cannot.</summary>
    private static string? Missing(AccessPartKind kind, AccessSnapshot lacking) =>
        !lacking.IsWholeOrg ? "one snapshot holds only a part of its org and lacks it"
        : UnreadParts.Of(lacking).TryGetValue(kind, out var reason) ? reason
        : null;

    private static string Contents(Container container)
    {
        var parts = new[]
        {
            Count(container.Objects.Count, "object"), Count(container.Fields.Count, "field"), Count(container.SystemPermissions.Count, "system permission"),
            Count(container.SetupEntities.Count, "setup entity"), Count(container.Tabs.Count, "tab"),
        };
        return string.Join(", ", parts.Where(p => p.Length > 0).DefaultIfEmpty("empty"));
    }

    private static string Count(int count, string what) => count switch
    {
        0 => "",
        1 => "1 " + what,
        _ => count.ToString(CultureInfo.InvariantCulture) + " " + (what.EndsWith("y", StringComparison.Ordinal) ? what.Substring(0, what.Length - 1) + "ies" : what + "s"),
    };

    private static string Words(UserFacts user) => $"{user.ProfileName}, {user.LicenseName}{(user.IsActive ? "" : ", inactive")}";

    private static Dictionary<string, T> Named<T>(IEnumerable<T> items, Func<T, string> name)
        where T : class
    {
        var named = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in items)
        {
            // Salesforce keeps these names unique; a file made by hand may not, and then the first counts.
            if (!named.ContainsKey(name(item)))
            {
                named[name(item)] = item;
            }
        }

        return named;
    }

    private static IEnumerable<(string Name, T? Left, T? Right)> Pair<T>(Dictionary<string, T> left, Dictionary<string, T> right)
        where T : class =>
        left.Keys.Concat(right.Keys.Where(n => !left.ContainsKey(n))).OrderBy(n => n, StringComparer.OrdinalIgnoreCase)
            .Select(n => (n, left.TryGetValue(n, out var l) ? l : null, right.TryGetValue(n, out var r) ? r : null));
}
