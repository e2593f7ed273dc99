using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Access.Comparison;

/// <summary>How many things of one sort each side has.</summary>
/// <param name="Kind">The sort.</param>
/// <param name="ReferenceOnly">Things only the reference has.</param>
/// <param name="DifferenceOnly">Things only the difference has.</param>
/// <param name="Different">Things both have and not alike.</param>
/// <param name="Equal">Things both have alike.</param>
/// <param name="NotAssessed">Things that could not be compared.</param>
public sealed record AccessComparisonCount(AccessPartKind Kind, int ReferenceOnly, int DifferenceOnly, int Different, int Equal, int NotAssessed)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Kind}: {ReferenceOnly} reference only, {DifferenceOnly} difference only, {Different} different, {Equal} equal, {NotAssessed} not assessed";
}

/// <summary>A comparison as a whole, in figures.</summary>
public sealed class AccessComparison
{
    internal AccessComparison()
    {
    }

    /// <summary>The org of the reference; that of the difference where the reference is a file.</summary>
    public SfOrg? Org { get; internal init; }

    /// <summary>The org of the difference; null where it is a file.</summary>
    public SfOrg? DifferenceOrg { get; internal init; }

    /// <summary>The one side, in words.</summary>
    public string Reference { get; internal init; } = "";

    /// <summary>The other side.</summary>
    public string Difference { get; internal init; } = "";

    /// <summary>True where nothing differs and everything could be compared; null where nothing differs in what could be compared.</summary>
    public bool? AreEqual => Counts.Any(c => c.ReferenceOnly + c.DifferenceOnly + c.Different > 0) ? false : Counts.Any(c => c.NotAssessed > 0) ? null : true;

    /// <summary>The figures, one line per sort of thing that either side has.</summary>
    public IReadOnlyList<AccessComparisonCount> Counts { get; internal init; } = Array.Empty<AccessComparisonCount>();

    /// <summary>What could not be compared, and why.</summary>
    public IReadOnlyList<string> NotAssessed { get; internal init; } = Array.Empty<string>();

    /// <summary>What a reader must know about either side: a set that has expired and does not count, a group that was computed.</summary>
    public IReadOnlyList<string> Notes { get; internal init; } = Array.Empty<string>();

    /// <inheritdoc/>
    public override string ToString() => $"{Reference} and {Difference}";
}

/// <summary>Counts rows as they pass.</summary>
internal sealed class ComparisonTally
{
    private static readonly int s_sides = Enum.GetValues(typeof(DifferenceSide)).Length;

    private readonly SortedDictionary<AccessPartKind, int[]> _counts = new();
    private readonly List<string> _notAssessed = new();

    public void Add(AccessDifference row)
    {
        Add(row.Kind, row.Side, 1);
        if (row.Side == DifferenceSide.NotAssessed)
        {
            _notAssessed.Add($"{(row.Within is null ? "" : row.Within + ": ")}{row.Target}: {row.Reason}");
        }
    }

    /// <summary>Counts what is not shown as rows.</summary>
    public void Add(AccessPartKind kind, DifferenceSide side, int count)
    {
        if (count == 0)
        {
            return;
        }

        if (!_counts.TryGetValue(kind, out var sides))
        {
            _counts[kind] = sides = new int[s_sides];
        }

        sides[(int)side] += count;
    }

    public AccessComparison ToComparison(ComparedSides sides) => new()
    {
        Org = sides.Org,
        DifferenceOrg = sides.DifferenceOrg,
        Reference = sides.Reference,
        Difference = sides.Difference,
        Counts = _counts.Select(c => new AccessComparisonCount(
            c.Key,
            c.Value[(int)DifferenceSide.ReferenceOnly],
            c.Value[(int)DifferenceSide.DifferenceOnly],
            c.Value[(int)DifferenceSide.Different],
            c.Value[(int)DifferenceSide.Equal],
            c.Value[(int)DifferenceSide.NotAssessed])).ToList(),
        NotAssessed = _notAssessed,
        Notes = sides.Notes,
    };
}

/// <summary>The two things compared, as every row names them.</summary>
internal sealed record ComparedSides(SfOrg? Org, SfOrg? DifferenceOrg, string Reference, string Difference, IReadOnlyList<string> Notes)
{
    /// <summary>The container or user inside two orgs.</summary>
    public string? Within { get; init; }

    public string? PermissionSet { get; init; }

    public string? Username { get; init; }

    public static ComparedSides Of(AccessHoldings reference, AccessHoldings difference)
    {
        // Two things of one title are told apart by where they are.
        var alike = string.Equals(reference.Title, difference.Title, StringComparison.OrdinalIgnoreCase);
        return new ComparedSides(
            reference.Org ?? difference.Org,
            difference.Org,
            alike ? reference.PlacedTitle : reference.Title,
            alike ? difference.PlacedTitle : difference.Title,
            reference.Notes.Select(n => reference.Title + ": " + n).Concat(difference.Notes.Select(n => difference.Title + ": " + n)).Distinct(StringComparer.Ordinal).ToList())
        {
            PermissionSet = Common(reference, difference, HoldingKind.PermissionSet) ?? Common(reference, difference, HoldingKind.Group),
            Username = Common(reference, difference, HoldingKind.User),
        };
    }

    private static string? Common(AccessHoldings reference, AccessHoldings difference, HoldingKind kind) =>
        reference.Kind == kind && difference.Kind == kind && string.Equals(reference.Name, difference.Name, StringComparison.OrdinalIgnoreCase) ? reference.Name : null;
}
