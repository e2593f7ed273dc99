using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;

namespace SfIntegration.Review;

/// <summary>One thing that an identity can use, as a review shows it and an approval keeps it.</summary>
/// <param name="Kind">What sort of thing: "Object", "Field", "SystemPermission" ...</param>
/// <param name="Target">Its name.</param>
/// <param name="Access">The access in words, as Get-SfEffectiveAccess says it.</param>
internal sealed record ReviewedGrant(string Kind, string Target, string Access)
{
    /// <summary>The words of the access, each by itself.</summary>
    public IEnumerable<string> Words => Access.Split(new[] { ", " }, StringSplitOptions.RemoveEmptyEntries);

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Target}: {Access}";
}

/// <summary>Everything that an identity can use at one moment, in one order whatever order it came in, and what could not be read of it.</summary>
internal sealed class GrantList
{
    public GrantList(IEnumerable<ReviewedGrant> grants, IEnumerable<string> notRead)
    {
        Grants = grants.Distinct().OrderBy(g => g.Kind, StringComparer.Ordinal).ThenBy(g => g.Target, StringComparer.Ordinal).ThenBy(g => g.Access, StringComparer.Ordinal).ToList();
        NotRead = notRead.Distinct(StringComparer.Ordinal).OrderBy(n => n, StringComparer.Ordinal).ToList();
    }

    public IReadOnlyList<ReviewedGrant> Grants { get; }

    /// <summary>Kinds of which not everything could be read: "Tab".</summary>
    public IReadOnlyList<string> NotRead { get; }

    /// <summary>
    /// The list of what a user can use. A grant that does nothing by itself is in it: it may do something tomorrow. Record types are those of the sets that were
    /// asked for, the scope's own: no query has record types (facts §3.3), and to ask the Metadata API about every set would be slow.
    /// </summary>
    public static GrantList Of(SfOrg org, EffectiveAccess access, IReadOnlyCollection<string> notRead, SetRecordTypes recordTypes)
    {
        var rows = EffectiveRows.Of(org, access, notRead: notRead).ToList();
        var unread = rows.Where(r => r.Access == EffectiveRows.NotAssessed && r.Kind != AccessKind.RecordType).Select(r => r.Kind.ToString());
        var opened = recordTypes.ByName.Values.SelectMany(types => types).Select(t => new ReviewedGrant(nameof(AccessKind.RecordType), $"{t.SobjectType}.{t.RecordType}", "use"));
        return new GrantList(
            rows.Where(r => r.Access != EffectiveRows.NotAssessed && r.Kind != AccessKind.RecordType).Select(r => new ReviewedGrant(r.Kind.ToString(), r.Target, r.Access)).Concat(opened),
            recordTypes.NotRead is null ? unread : unread.Append(nameof(AccessKind.RecordType)));
    }
}

/// <summary>One thing that is not as it was.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Target">Its name.</param>
/// <param name="Before">The access before; null where there was none.</param>
/// <param name="After">The access now; null where there is none.</param>
internal sealed record GrantChange(string Kind, string Target, string? Before, string? After)
{
    /// <summary>True where something came, false where something only went.</summary>
    public bool IsMore => After is not null && (Before is null || new ReviewedGrant(Kind, Target, After).Words.Except(new ReviewedGrant(Kind, Target, Before).Words).Any());

    /// <summary>What changed between two lists. A kind that one of them could not read says nothing about the other.</summary>
    public static IReadOnlyList<GrantChange> Between(GrantList before, GrantList after)
    {
        var unread = new HashSet<string>(before.NotRead.Concat(after.NotRead), StringComparer.Ordinal);
        var old = ByKey(before);
        var now = ByKey(after);
        return old.Keys.Union(now.Keys, Key.Comparer)
            .Where(k => !unread.Contains(k.Kind))
            .Select(k => new GrantChange(k.Kind, now.TryGetValue(k, out var n) ? n.Target : old[k].Target, old.TryGetValue(k, out var o) ? o.Access : null, n?.Access))
            .Where(c => c.Before != c.After)
            .OrderBy(c => c.Kind, StringComparer.Ordinal).ThenBy(c => c.Target, StringComparer.Ordinal).ToList();
    }

    private static Dictionary<Key, ReviewedGrant> ByKey(GrantList list) =>
        list.Grants.GroupBy(g => new Key(g.Kind, g.Target), Key.Comparer).ToDictionary(g => g.Key, g => g.First(), Key.Comparer);

    /// <summary>Salesforce compares names without case.</summary>
    private sealed record Key(string Kind, string Target)
    {
        public static IEqualityComparer<Key> Comparer { get; } = new IgnoringCase();

        private sealed class IgnoringCase : IEqualityComparer<Key>
        {
            public bool Equals(Key? x, Key? y) => x?.Kind == y?.Kind && string.Equals(x?.Target, y?.Target, StringComparison.OrdinalIgnoreCase);

            public int GetHashCode(Key key) => StringComparer.OrdinalIgnoreCase.GetHashCode(key.Target);
        }
    }
}
