using System.Globalization;

namespace SfIntegration.Cmdlets;

/// <summary>The cells of the default view of unused access. For SfIntegration.Format.ps1xml.</summary>
public static class SfUsageFormat
{
    /// <summary>What all rows of a scope share: who, the window and how much of it the logs cover.</summary>
    /// <param name="row">The row.</param>
    public static string Group(SfUnusedAccess row) => string.Format(
        CultureInfo.InvariantCulture, "{0} ({1}), {2:yyyy-MM-dd} to {3:yyyy-MM-dd}, {4}, {5}", row.ScopeName, row.Username, row.WindowStart, row.WindowEnd, row.Coverage, row.Sources.Count == 0 ? "no log of calls" : string.Join(", ", row.Sources));

    /// <summary>The object and field: "Account.Website"; nothing for a grant that is on no object.</summary>
    /// <param name="row">The row.</param>
    public static string Target(SfUnusedAccess row) => row.SobjectType is null ? "" : row.Field is null ? row.SobjectType : row.SobjectType + "." + row.Field;

    /// <summary>The verdict, and of an Unused how sure it is: "Unused (Medium)".</summary>
    /// <param name="row">The row.</param>
    public static string Verdict(SfUnusedAccess row) => row.Confidence is { } confidence ? $"{row.Verdict} ({confidence})" : row.Verdict.ToString();

    /// <summary>The day of the last use.</summary>
    /// <param name="row">The row.</param>
    public static string LastUsed(SfUnusedAccess row) => row.LastUsed?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
