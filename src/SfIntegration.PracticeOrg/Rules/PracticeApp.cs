using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Rules;

/// <summary>
/// An application that outside systems sign in through: what OAuth needs to know of a connected app or an external client app.
/// Its secret lives here, never in a row.
/// </summary>
internal sealed class PracticeApp
{
    /// <summary>The id of its ConnectedApplication (0H4) or ExternalClientApplication (0xI) row.</summary>
    public required string Id { get; init; }

    /// <summary>The label people see.</summary>
    public required string Name { get; init; }

    /// <summary>ConnectedApplication or ExternalClientApplication.</summary>
    public required string Kind { get; init; }

    /// <summary>The OAuth client_id.</summary>
    public required string ConsumerKey { get; set; }

    /// <summary>The OAuth client_secret.</summary>
    public required string ConsumerSecret { get; set; }

    /// <summary>The client-credentials flow is switched on.</summary>
    public bool ClientCredentialsEnabled { get; set; }

    /// <summary>The user that client credentials sign in as ("Run As"), or null.</summary>
    public string? RunAsUserId { get; set; }

    /// <summary>The certificate that JWT assertions are checked with, as PEM, or null where the JWT flow is off.</summary>
    public string? CertificatePem { get; set; }

    /// <summary>Only users pre-authorised through SetupEntityAccess may sign in; otherwise every user may approve it for themselves.</summary>
    public bool AdminApprovedOnly { get; set; } = true;

    /// <summary>The OAuth scopes the app may hand out.</summary>
    public IReadOnlyList<string> Scopes { get; set; } = new[] { "api" };

    /// <summary>ENFORCE, BYPASS, ENFORCE_ACTIVATED or ENFORCE_RELAXREFRESH (MD:connectedapp, ipRelaxation).</summary>
    public string IpRelaxation { get; set; } = "ENFORCE";

    /// <summary>Ids of users who approved the app for themselves.</summary>
    public ISet<string> SelfApprovedBy { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>When key and secret were made, in UTC.</summary>
    public DateTime CredentialsCreated { get; set; }
}
