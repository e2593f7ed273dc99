using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Rules;

/// <summary>What a new app is to be.</summary>
internal sealed class AppDraft
{
    /// <summary>ConnectedApplication or ExternalClientApplication.</summary>
    public required string Kind { get; init; }

    /// <summary>The label people see.</summary>
    public required string Name { get; init; }

    /// <summary>The API name; made from the label where it is left out.</summary>
    public string? DeveloperName { get; init; }

    /// <summary>The client-credentials flow is on.</summary>
    public bool ClientCredentialsEnabled { get; init; }

    /// <summary>The user that client credentials sign in as, or null.</summary>
    public string? RunAsUserId { get; init; }

    /// <summary>The certificate that JWT assertions are checked with, as PEM, or null.</summary>
    public string? CertificatePem { get; init; }

    /// <summary>Only pre-authorised users may sign in.</summary>
    public bool AdminApprovedOnly { get; init; } = true;

    /// <summary>The OAuth scopes.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = Array.Empty<string>();

    /// <summary>ENFORCE, BYPASS, BYPASS_2FACTOR or ENFORCE_RELAXREFRESH.</summary>
    public string IpRelaxation { get; init; } = "ENFORCE";

    /// <summary>When key and secret were made, in UTC.</summary>
    public DateTime CredentialsCreated { get; init; }
}
