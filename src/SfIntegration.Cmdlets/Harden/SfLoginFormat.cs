using System.Linq;

namespace SfIntegration.Cmdlets.Harden;

/// <summary>Cells of the default view of login restrictions.</summary>
public static class SfLoginFormat
{
    /// <summary>The ranges under each other; "every address" where there are none, "not read" where they were not.</summary>
    /// <param name="restriction">The row.</param>
    public static string Ranges(SfLoginRestriction restriction) =>
        restriction.AddressRanges is not { } ranges ? "not read" : ranges.Count == 0 ? "every address" : string.Join("\n", ranges.Select(r => r.ToString()));

    /// <summary>The hours; "any hour" where there are none, "not read" where they were not.</summary>
    /// <param name="restriction">The row.</param>
    public static string Hours(SfLoginRestriction restriction) =>
        restriction.Hours is { } hours ? hours.ToString() : restriction.AddressRanges is null ? "not read" : "any hour";
}
