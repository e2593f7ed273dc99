using System;
using System.Collections.Generic;

namespace SfIntegration;

/// <summary>The two kinds of apps that outside systems sign in through.</summary>
public enum SfAppKind
{
    /// <summary>An external client app: the only kind that can still be made (facts §5.7).</summary>
    ExternalClientApp,

    /// <summary>A connected app.</summary>
    ConnectedApp,
}

/// <summary>An app that outside systems sign in through, with its policies and who may use it. Null and empty values are explained in <see cref="NotRead"/>. It holds no secret.</summary>
public class SfApp
{
    internal SfApp()
    {
    }

    /// <summary>For what is an app and more.</summary>
    internal SfApp(SfApp other)
    {
        Org = other.Org;
        AppName = other.AppName;
        DeveloperName = other.DeveloperName;
        AppId = other.AppId;
        Kind = other.Kind;
        IsEnabled = other.IsEnabled;
        Flows = other.Flows;
        Scopes = other.Scopes;
        PermittedUsers = other.PermittedUsers;
        RunAs = other.RunAs;
        AddressPolicy = other.AddressPolicy;
        AddressRanges = other.AddressRanges;
        RefreshTokenPolicy = other.RefreshTokenPolicy;
        SessionTimeout = other.SessionTimeout;
        CertificateSubject = other.CertificateSubject;
        CertificateThumbprint = other.CertificateThumbprint;
        CertificateNotBefore = other.CertificateNotBefore;
        CertificateNotAfter = other.CertificateNotAfter;
        IssuesJwtTokens = other.IssuesJwtTokens;
        PermissionSets = other.PermissionSets;
        Profiles = other.Profiles;
        ConsumerKey = other.ConsumerKey;
        TokensInUse = other.TokensInUse;
        LastUsed = other.LastUsed;
        NotRead = other.NotRead;
        ConsumerKeyRead = other.ConsumerKeyRead;
        Strictness = other.Strictness;
    }

    /// <summary>The org.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>The label people see.</summary>
    public string AppName { get; internal init; } = "";

    /// <summary>The API name; null where only metadata would tell it.</summary>
    public string? DeveloperName { get; internal init; }

    /// <summary>The id of its row (0xI or 0H4); null where the org does not tell it.</summary>
    public string? AppId { get; internal init; }

    /// <summary>Which of the two kinds it is.</summary>
    public SfAppKind Kind { get; internal init; }

    /// <summary>False for an external client app that is switched off; null where that was not read.</summary>
    public bool? IsEnabled { get; internal init; }

    /// <summary>The ways of signing in that are on: clientCredentials, jwt, device, tokenExchange, codeCredentials, webServer.</summary>
    public IReadOnlyList<string> Flows { get; internal init; } = Array.Empty<string>();

    /// <summary>The OAuth scopes it may hand out, in the spelling of metadata (Api, RefreshToken, Full ...).</summary>
    public IReadOnlyList<string> Scopes { get; internal init; } = Array.Empty<string>();

    /// <summary>AdminApprovedPreAuthorized: only holders of its sets and profiles. AllSelfAuthorized: every user may let it in for itself.</summary>
    public string? PermittedUsers { get; internal init; }

    /// <summary>The username that client credentials sign in as.</summary>
    public string? RunAs { get; internal init; }

    /// <summary>Enforce, Enforce_RelaxRefresh, Bypass_2factor or Bypass: whether the profile's address ranges count for it.</summary>
    public string? AddressPolicy { get; internal init; }

    /// <summary>The app's own address ranges, "from-to".</summary>
    public IReadOnlyList<string> AddressRanges { get; internal init; } = Array.Empty<string>();

    /// <summary>How long refresh tokens live, in words.</summary>
    public string? RefreshTokenPolicy { get; internal init; }

    /// <summary>Minutes without a call after which a session ends; null where the app sets none and the org's setting counts.</summary>
    public int? SessionTimeout { get; internal init; }

    /// <summary>The subject of the certificate of the JWT flow.</summary>
    public string? CertificateSubject { get; internal init; }

    /// <summary>Its thumbprint.</summary>
    public string? CertificateThumbprint { get; internal init; }

    /// <summary>From when it is good, UTC.</summary>
    public DateTime? CertificateNotBefore { get; internal init; }

    /// <summary>Until when it is good, UTC.</summary>
    public DateTime? CertificateNotAfter { get; internal init; }

    /// <summary>Its access tokens are JWTs, which SOAP APIs do not take and which can hardly be revoked (facts §1.4).</summary>
    public bool? IssuesJwtTokens { get; internal init; }

    /// <summary>The permission sets whose holders are pre-authorised.</summary>
    public IReadOnlyList<string> PermissionSets { get; internal init; } = Array.Empty<string>();

    /// <summary>The profiles whose users are pre-authorised.</summary>
    public IReadOnlyList<string> Profiles { get; internal init; } = Array.Empty<string>();

    /// <summary>The consumer key: no secret, but not shown unless asked for.</summary>
    public string? ConsumerKey { get; internal init; }

    /// <summary>Refresh tokens that live; of an external client app the users who hold one. Client credentials and JWT need none.</summary>
    public int? TokensInUse { get; internal init; }

    /// <summary>The last use of a token or the last sign-in, UTC, as far as the org keeps it.</summary>
    public DateTime? LastUsed { get; internal init; }

    /// <summary>What could not be read, each with the reason.</summary>
    public IReadOnlyList<string> NotRead { get; internal init; } = Array.Empty<string>();

    /// <inheritdoc/>
    public override string ToString() => AppName;

    /// <summary>The key as it was read, shown or not.</summary>
    internal string? ConsumerKeyRead { get; init; }

    /// <summary>How strict it is.</summary>
    internal Harden.Apps.AppStrictness Strictness { get; init; } = new();
}
