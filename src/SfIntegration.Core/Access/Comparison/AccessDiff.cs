using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Access.Comparison;

/// <summary>
/// What two things do not hold alike. Symmetric: with the sides swapped it gives the same rows mirrored. Linear in what both
/// hold. Pure.
/// </summary>
internal sealed class AccessDiff
{
    private static readonly IReadOnlyDictionary<string, string> s_none = new Dictionary<string, string>();
    private static readonly AccessPartKind[] s_kinds = (AccessPartKind[])Enum.GetValues(typeof(AccessPartKind));

    private readonly FieldUnion _fields = new();
    private readonly DiffOptions _options;
    private readonly ComparisonTally _tally;

    /// <param name="options">What is compared and shown.</param>
    /// <param name="tally">Counts everything that is compared, shown or not.</param>
    public AccessDiff(DiffOptions options, ComparisonTally tally)
    {
        _options = options;
        _tally = tally;
    }

    /// <summary>Sorts that are not compared: a comparison of orgs says once what it cannot see.</summary>
    public ISet<AccessPartKind> LeftOut { get; } = new HashSet<AccessPartKind>();

    /// <summary>The rows, by sort and name.</summary>
    public IEnumerable<AccessDifference> Rows(AccessHoldings reference, AccessHoldings difference, ComparedSides sides)
    {
        foreach (var kind in s_kinds.Where(k => _options.Compares(k) && !LeftOut.Contains(k)))
        {
            foreach (var row in Unknown(kind, reference, difference, sides))
            {
                yield return Count(row);
            }

            if (Unread(kind, reference, difference) is { } reason)
            {
                yield return Count(NotAssessed(sides, kind, "*", reason));
                continue;
            }

            var rows = kind switch
            {
                AccessPartKind.Object => Objects(reference, difference, sides),
                AccessPartKind.Field => Fields(reference, difference, sides),
                _ => Named(kind, reference, difference, sides),
            };
            foreach (var row in rows)
            {
                yield return row;
            }
        }
    }

    /// <summary>A row for something that could not be compared.</summary>
    public static AccessDifference NotAssessed(ComparedSides sides, AccessPartKind kind, string target, string reason) => new()
    {
        Org = sides.Org,
        DifferenceOrg = sides.DifferenceOrg,
        Reference = sides.Reference,
        Difference = sides.Difference,
        Within = sides.Within,
        PermissionSet = sides.PermissionSet,
        Username = sides.Username,
        Kind = kind,
        Target = target,
        SobjectType = kind is AccessPartKind.Object or AccessPartKind.Field && target != "*" ? target.Split('.')[0] : null,
        Side = DifferenceSide.NotAssessed,
        Reason = reason,
    };

    private AccessDifference Count(AccessDifference row)
    {
        _tally.Add(row);
        return row;
    }

    /// <summary>Why a sort cannot be compared. Null where it can, and where one side cannot hold it at all.</summary>
    private static string? Unread(AccessPartKind kind, AccessHoldings reference, AccessHoldings difference)
    {
        var texts = new[] { reference, difference }.Where(h => h.Unread.ContainsKey(kind)).Select(h => (h.Title, Text: h.Unread[kind])).ToList();
        var other = reference.Unread.ContainsKey(kind) ? difference : reference;
        var bothHaveIt = kind is AccessPartKind.Object or AccessPartKind.Field || texts.Count == 2 || other.Named.ContainsKey(kind);
        if (texts.Count == 0 || !bothHaveIt)
        {
            return null;
        }

        var reasons = texts.Select(t => t.Text).Distinct(StringComparer.Ordinal).ToList();
        return texts.Count == 2 && reasons.Count == 1 ? reasons[0] : string.Join("; ", texts.Select(t => $"{t.Title}: {t.Text}").OrderBy(t => t, StringComparer.Ordinal));
    }

    private static IEnumerable<AccessDifference> Unknown(AccessPartKind kind, AccessHoldings reference, AccessHoldings difference, ComparedSides sides) =>
        new[] { (Side: reference, Other: difference), (Side: difference, Other: reference) }
            .Where(p => CanHold(p.Other, kind) && !p.Side.Unread.ContainsKey(kind) && !p.Other.Unread.ContainsKey(kind))
            .SelectMany(p => p.Side.Unknown.Where(u => u.Kind == kind).Select(u => (u.Target, Reason: $"{p.Side.Title}: {u.Reason}")))
            .Distinct()
            .OrderBy(u => u.Target, StringComparer.OrdinalIgnoreCase).ThenBy(u => u.Target, StringComparer.Ordinal).ThenBy(u => u.Reason, StringComparer.Ordinal)
            .Select(u => NotAssessed(sides, kind, u.Target, u.Reason));

    private static bool CanHold(AccessHoldings side, AccessPartKind kind) => kind is AccessPartKind.Object or AccessPartKind.Field || side.Named.ContainsKey(kind);

    private IEnumerable<AccessDifference> Objects(AccessHoldings reference, AccessHoldings difference, ComparedSides sides)
    {
        var names = reference.Objects.Keys.Concat(difference.Objects.Keys).Distinct(StringComparer.OrdinalIgnoreCase).Where(_options.Wants).OrderBy(n => n, StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            var (left, right) = (reference.ObjectAccess(name), difference.ObjectAccess(name));
            var side = SideOf(left != ObjectAccess.None, right != ObjectAccess.None, left == right);
            if (Skip(AccessPartKind.Object, side))
            {
                continue;
            }

            yield return Count(new AccessDifference
            {
                Org = sides.Org,
                DifferenceOrg = sides.DifferenceOrg,
                Reference = sides.Reference,
                Difference = sides.Difference,
                Within = sides.Within,
                PermissionSet = sides.PermissionSet,
                Username = sides.Username,
                Kind = AccessPartKind.Object,
                Target = name,
                SobjectType = name,
                Side = side,
                ReferenceValue = PermissionColumns.Words(left),
                DifferenceValue = PermissionColumns.Words(right),
                ReferenceOnly = Flags(PermissionColumns.Words(left & ~right)),
                DifferenceOnly = Flags(PermissionColumns.Words(right & ~left)),
                ReferencePaths = reference.ObjectPaths(name),
                DifferencePaths = difference.ObjectPaths(name),
            });
        }
    }

    private IEnumerable<AccessDifference> Fields(AccessHoldings reference, AccessHoldings difference, ComparedSides sides)
    {
        var found = _fields.Of(reference, difference, _options, out var equal);
        _tally.Add(AccessPartKind.Field, DifferenceSide.Equal, _options.WithEqual ? 0 : equal);
        foreach (var open in OpenFields(reference, difference).Where(o => _options.Wants(o.Key)))
        {
            yield return Count(NotAssessed(sides, AccessPartKind.Field, open.Key + ".*", open.Value));
        }

        foreach (var (name, left, right) in found)
        {
            var (sobjectType, field) = FieldNames.Shared[name];
            yield return Count(new AccessDifference
            {
                Org = sides.Org,
                DifferenceOrg = sides.DifferenceOrg,
                Reference = sides.Reference,
                Difference = sides.Difference,
                Within = sides.Within,
                PermissionSet = sides.PermissionSet,
                Username = sides.Username,
                Kind = AccessPartKind.Field,
                Target = sobjectType + "." + field,
                SobjectType = sobjectType,
                Field = field,
                Side = SideOf(left != FieldAccess.None, right != FieldAccess.None, left == right),
                ReferenceValue = FieldWords(left),
                DifferenceValue = FieldWords(right),
                ReferenceOnly = Flags(FieldWords(left & ~right)),
                DifferenceOnly = Flags(FieldWords(right & ~left)),
                ReferencePaths = reference.FieldPaths(sobjectType, field),
                DifferencePaths = difference.FieldPaths(sobjectType, field),
            });
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> OpenFields(AccessHoldings reference, AccessHoldings difference) =>
        reference.OpenFields.Concat(difference.OpenFields).GroupBy(o => o.Key, StringComparer.OrdinalIgnoreCase).Select(g => g.First())
            .OrderBy(o => o.Key, StringComparer.OrdinalIgnoreCase);

    private IEnumerable<AccessDifference> Named(AccessPartKind kind, AccessHoldings reference, AccessHoldings difference, ComparedSides sides)
    {
        // A sort that only one of them can hold (a user's sets, a group's members) tells no difference between them.
        var both = reference.Named.ContainsKey(kind) && difference.Named.ContainsKey(kind);
        var left = both ? reference.Named[kind] : s_none;
        var right = both ? difference.Named[kind] : s_none;

        // The header is compared by what both sides have a word for.
        var names = kind == AccessPartKind.Header ? left.Keys.Where(right.ContainsKey) : left.Keys.Concat(right.Keys).Distinct(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names.Where(n => kind != AccessPartKind.RecordType || _options.Wants(n.Split('.')[0])).OrderBy(n => n, StringComparer.OrdinalIgnoreCase))
        {
            var (inLeft, inRight) = (left.TryGetValue(name, out var leftValue), right.TryGetValue(name, out var rightValue));
            var side = kind == AccessPartKind.Header
                ? string.Equals(leftValue, rightValue, StringComparison.Ordinal) ? DifferenceSide.Equal : DifferenceSide.Different
                : SideOf(inLeft, inRight, string.Equals(leftValue, rightValue, StringComparison.Ordinal));
            if (Skip(kind, side))
            {
                continue;
            }

            yield return Count(new AccessDifference
            {
                Org = sides.Org,
                DifferenceOrg = sides.DifferenceOrg,
                Reference = sides.Reference,
                Difference = sides.Difference,
                Within = sides.Within,
                PermissionSet = sides.PermissionSet,
                Username = sides.Username,
                Kind = kind,
                Target = name,
                SobjectType = kind == AccessPartKind.RecordType ? name.Split('.')[0] : null,
                Side = side,
                ReferenceValue = leftValue ?? "",
                DifferenceValue = rightValue ?? "",
                ReferencePaths = reference.NamedPaths(kind, name),
                DifferencePaths = difference.NamedPaths(kind, name),
            });
        }
    }

    private bool Skip(AccessPartKind kind, DifferenceSide side)
    {
        if (side != DifferenceSide.Equal || _options.WithEqual)
        {
            return false;
        }

        _tally.Add(kind, side, 1);
        return true;
    }

    private static DifferenceSide SideOf(bool left, bool right, bool equal) =>
        equal ? DifferenceSide.Equal : !right ? DifferenceSide.ReferenceOnly : !left ? DifferenceSide.DifferenceOnly : DifferenceSide.Different;

    private static string FieldWords(FieldAccess access) => access switch
    {
        FieldAccess.None => "",
        FieldAccess.Read => "read",
        FieldAccess.Edit => "edit",
        _ => "read, edit",
    };

    private static IReadOnlyList<string> Flags(string words) => words.Length == 0 ? Array.Empty<string>() : words.Split(new[] { ", " }, StringSplitOptions.None);
}
