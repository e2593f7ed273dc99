using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Access.Comparison;
using SfIntegration.Access.Covering;

namespace SfIntegration.Cmdlets;

/// <summary>The cells of the default views of comparisons and searches. For SfIntegration.Format.ps1xml.</summary>
public static class SfAccessFormat
{
    private const int MostPaths = 3;
    private const int MostParts = 4;

    /// <summary>The two things compared, and what of them.</summary>
    /// <param name="row">The row.</param>
    public static string Sides(AccessDifference row) => $"{row.Reference} <> {row.Difference}" + (row.Within is null ? "" : $" | {row.Within}");

    /// <summary>What the reference has and from where; or why it could not be compared.</summary>
    /// <param name="row">The row.</param>
    public static string Reference(AccessDifference row) => row.Reason ?? With(row.ReferenceValue, row.ReferencePaths);

    /// <summary>What the difference has and from where.</summary>
    /// <param name="row">The row.</param>
    public static string Difference(AccessDifference row) => With(row.DifferenceValue, row.DifferencePaths);

    /// <summary>Yes, No, or what a yes would leave out.</summary>
    /// <param name="comparison">The comparison.</param>
    public static string AreEqual(AccessComparison comparison) => comparison.AreEqual switch
    {
        true => "Yes",
        false => "No",
        null => "In all that could be compared",
    };

    /// <summary>The figures, a line per sort.</summary>
    /// <param name="comparison">The comparison.</param>
    public static string Counts(AccessComparison comparison)
    {
        if (comparison.Counts.Count == 0)
        {
            return "Neither side holds anything";
        }

        var lines = new List<string> { Line("", "reference only", "difference only", "different", "equal", "not assessed") };
        lines.AddRange(comparison.Counts.Select(c => Line(c.Kind.ToString(), Text(c.ReferenceOnly), Text(c.DifferenceOnly), Text(c.Different), Text(c.Equal), Text(c.NotAssessed))));
        return string.Join(Environment.NewLine, lines);
    }

    /// <summary>The sets, joined.</summary>
    /// <param name="row">The row.</param>
    public static string Sets(PermissionSetCoverage row) => string.Join(" + ", row.PermissionSets);

    /// <summary>"98% 41/42".</summary>
    /// <param name="row">The row.</param>
    public static string Covered(PermissionSetCoverage row) => string.Format(CultureInfo.InvariantCulture, "{0}% {1}/{2}", row.CoveredPercent, row.Covered, row.Asked);

    /// <summary>The first of what is missing, and how many more.</summary>
    /// <param name="row">The row.</param>
    public static string Missing(PermissionSetCoverage row) => Few(row.Missing);

    /// <summary>How much it gives beyond, and the first of it.</summary>
    /// <param name="row">The row.</param>
    public static string Excess(PermissionSetCoverage row) => row.ExcessCount == 0 ? "" : $"{row.ExcessCount.ToString(CultureInfo.InvariantCulture)}: {Few(row.Excess)}";

    /// <summary>Whether the licence fits, where it does not simply.</summary>
    /// <param name="row">The row.</param>
    public static string License(PermissionSetCoverage row) => row.LicenseFit.ToString();

    private static string Few(IReadOnlyList<AccessPart> parts) =>
        string.Join(", ", parts.Take(MostParts)) + (parts.Count > MostParts ? $" and {(parts.Count - MostParts).ToString(CultureInfo.InvariantCulture)} more" : "");

    private static string Line(string kind, string left, string right, string different, string equal, string unknown) =>
        kind.PadRight(16) + left.PadLeft(15) + right.PadLeft(16) + different.PadLeft(11) + equal.PadLeft(9) + unknown.PadLeft(14);

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string With(string value, IReadOnlyList<GrantPath> paths)
    {
        if (value.Length == 0 || paths.Count == 0)
        {
            return value;
        }

        var more = paths.Count > MostPaths ? $"; {paths.Count - MostPaths} more" : "";
        return $"{value} ({string.Join("; ", paths.Take(MostPaths))}{more})";
    }
}
