using System;

namespace SfIntegration;

/// <summary>An org as one user is connected to it. It names the connection and holds no secret.</summary>
public sealed class SfOrg
{
    internal SfOrg(string host)
    {
        Host = host;
    }

    /// <summary>The name given when connecting, or nothing.</summary>
    public string? Alias { get; internal set; }

    /// <summary>The 18-character org id.</summary>
    public string OrgId { get; internal set; } = string.Empty;

    /// <summary>The org's host name, with its port where that is not the usual one.</summary>
    public string Host { get; }

    /// <summary>The address every request goes to.</summary>
    public string InstanceUrl { get; internal set; } = string.Empty;

    /// <summary>Who is signed in.</summary>
    public string Username { get; internal set; } = string.Empty;

    /// <summary>The 18-character id of who is signed in.</summary>
    public string UserId { get; internal set; } = string.Empty;

    /// <summary>The API version in use, such as 66.0.</summary>
    public string ApiVersion { get; internal set; } = string.Empty;

    /// <summary>How the session was signed in: AccessToken, ClientCredentials, JwtBearer or RefreshToken.</summary>
    public string SignIn { get; internal set; } = string.Empty;

    /// <summary>True for a sandbox, false for production, nothing where the address does not tell.</summary>
    public bool? IsSandbox { get; internal set; }

    /// <summary>The API usage as the last answer reported it, or nothing yet.</summary>
    public SfLimitInfo? LastLimit { get; internal set; }

    /// <summary>Gives the alias, or the host where there is none.</summary>
    /// <returns>The name people know the org by.</returns>
    public override string ToString() => string.IsNullOrEmpty(Alias) ? Host : Alias!;

    /// <summary>True if both name the same user's connection to the same org.</summary>
    internal bool IsSameAs(SfOrg other) =>
        string.Equals(OrgId, other.OrgId, StringComparison.Ordinal)
        && string.Equals(UserId, other.UserId, StringComparison.Ordinal);

    /// <summary>True if both are in the same org, whoever is signed in. Practice orgs share an id, so the host counts too.</summary>
    internal bool IsSameOrgAs(SfOrg other) =>
        string.Equals(OrgId, other.OrgId, StringComparison.Ordinal)
        && string.Equals(Host, other.Host, StringComparison.OrdinalIgnoreCase);
}
