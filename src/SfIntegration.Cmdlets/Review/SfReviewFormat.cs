using System.Management.Automation;
using SfIntegration.Review;
using SfIntegration.Rules;

namespace SfIntegration.Cmdlets;

/// <summary>What the views of reviews and approvals show; for Format.ps1xml.</summary>
public static class SfReviewFormat
{
    /// <summary>"+2 -1" since the last approval; "first" where there is none.</summary>
    /// <param name="item">The review.</param>
    /// <returns>The text.</returns>
    public static string Changes(PSObject? item) => item?.BaseObject is not SfAccessReview review ? "" : review.LastApproval is null ? "first" : $"+{review.More} -{review.Less}";

    /// <summary>How many grants are unused; "not looked" where no logs were given.</summary>
    /// <param name="item">The review.</param>
    /// <returns>The text.</returns>
    public static string Unused(PSObject? item) => item?.BaseObject is not SfAccessReview review ? "" : review.Unused?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "not looked";

    /// <summary>The last day of an approval.</summary>
    /// <param name="item">The approval.</param>
    /// <returns>The text.</returns>
    public static string Day(PSObject? item) => item?.BaseObject is SfAccessApproval approval ? Words.Day(approval.ReviewBy) : "";
}
