using System;

namespace SfIntegration;

/// <summary>A change in Setup: a row of SetupAuditTrail (facts §6.3). Texts are Salesforce's own; null is what it left empty.</summary>
public sealed class SfSetupChange
{
    internal SfSetupChange()
    {
    }

    /// <summary>The org.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>The row's id (0Ym).</summary>
    public string SetupAuditTrailId { get; internal init; } = "";

    /// <summary>When, UTC.</summary>
    public DateTime CreatedDate { get; internal init; }

    /// <summary>Who did it, by id; null where it was Salesforce.</summary>
    public string? UserId { get; internal init; }

    /// <summary>Who did it; null where it was Salesforce, or a user that the caller does not see.</summary>
    public string? Username { get; internal init; }

    /// <summary>The administrator who was signed in as that user.</summary>
    public string? DelegateUser { get; internal init; }

    /// <summary>What was done, as a name for programs: PermSetAssign, createduser, ... Salesforce publishes no full list.</summary>
    public string Action { get; internal init; } = "";

    /// <summary>The part of Setup.</summary>
    public string? Section { get; internal init; }

    /// <summary>What was done, in words.</summary>
    public string? Display { get; internal init; }

    /// <summary>The context of a change that was made on somebody's behalf, such as Einstein.</summary>
    public string? CreatedByContext { get; internal init; }

    /// <summary>Who asked for a change that was made on somebody's behalf.</summary>
    public string? CreatedByIssuer { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{CreatedDate:u} {Username ?? UserId ?? "Salesforce"}: {Display ?? Action}";
}
