using System;

namespace SfIntegration;

/// <summary>Which sign-ins are meant.</summary>
public enum SfLoginOutcome
{
    /// <summary>All of them.</summary>
    Any,

    /// <summary>Those that opened a session.</summary>
    Success,

    /// <summary>Those that were refused.</summary>
    Failed,
}

/// <summary>A sign-in, or an attempt at one: a row of LoginHistory (facts §6.1). Texts are Salesforce's own; null is what it left empty.</summary>
public sealed class SfLogin
{
    internal SfLogin()
    {
    }

    /// <summary>The org.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>The row's id (0Ya).</summary>
    public string LoginHistoryId { get; internal init; } = "";

    /// <summary>The user's id.</summary>
    public string UserId { get; internal init; } = "";

    /// <summary>The login name; null where the caller does not see the user.</summary>
    public string? Username { get; internal init; }

    /// <summary>True for users that Salesforce itself acts as; null where the caller does not see the user.</summary>
    public bool? IsPlatformUser { get; internal init; }

    /// <summary>When, UTC.</summary>
    public DateTime LoginTime { get; internal init; }

    /// <summary>The address it came from; a text such as "Salesforce.com IP" where it came from Salesforce.</summary>
    public string? SourceIp { get; internal init; }

    /// <summary>The country of the address, two letters.</summary>
    public string? CountryIso { get; internal init; }

    /// <summary>"Success", or why not.</summary>
    public string Status { get; internal init; } = "";

    /// <summary>True where it opened a session.</summary>
    public bool Succeeded => string.Equals(Status, "Success", StringComparison.OrdinalIgnoreCase);

    /// <summary>What the status of a refused sign-in means; null for one that succeeded and for a status that nobody has explained.</summary>
    public string? Cause { get; internal init; }

    /// <summary>The app, or Browser.</summary>
    public string? Application { get; internal init; }

    /// <summary>The way in: Application for the login page, Remote Access 2.0 for OAuth, ...</summary>
    public string? LoginType { get; internal init; }

    /// <summary>The OAuth flow or kind of password login; null for JWT bearer, which has none.</summary>
    public string? LoginSubType { get; internal init; }

    /// <summary>REST, SOAP Partner, ...; null where none is named.</summary>
    public string? ApiType { get; internal init; }

    /// <summary>The API version, such as "62.0"; null where none is named.</summary>
    public string? ApiVersion { get; internal init; }

    /// <summary>The version of the client; null where none is named.</summary>
    public string? ClientVersion { get; internal init; }

    /// <summary>The browser or the library.</summary>
    public string? Browser { get; internal init; }

    /// <summary>The operating system.</summary>
    public string? Platform { get; internal init; }

    /// <summary>The host that was signed in at.</summary>
    public string? LoginUrl { get; internal init; }

    /// <summary>"TLS 1.3" and its like.</summary>
    public string? TlsProtocol { get; internal init; }

    /// <summary>The cipher suite of the connection.</summary>
    public string? CipherSuite { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{LoginTime:u} {Username ?? UserId}: {Status}";
}
