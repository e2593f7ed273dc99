using System;
using System.Collections.Generic;

namespace SfIntegration.Identity.Finding;

/// <summary>A sort of evidence that a system uses an account.</summary>
public enum EvidenceKind
{
    /// <summary>A system signed in with the client credentials of an app.</summary>
    ClientCredentialsLogin,

    /// <summary>A system signed in with the account's password.</summary>
    PasswordLogin,

    /// <summary>A system signed in otherwise.</summary>
    ApiLogin,

    /// <summary>A tool that people use signed in over an API: a data loader, a phone.</summary>
    PersonalClientLogin,

    /// <summary>A person signed in through a browser.</summary>
    UiLogin,

    /// <summary>Systems signed in and no person did.</summary>
    NoUiLogin,

    /// <summary>More than one system signed in.</summary>
    SeveralSystems,

    /// <summary>An app holds a refresh token.</summary>
    OAuthToken,

    /// <summary>A tool that people use holds a refresh token.</summary>
    PersonalToken,

    /// <summary>A permission set pre-authorises it for an app.</summary>
    AppAccess,

    /// <summary>Apps whose client credentials run as the account.</summary>
    RunAs,

    /// <summary>The integration licence.</summary>
    License,

    /// <summary>API Only User.</summary>
    ApiOnly,

    /// <summary>Password Never Expires.</summary>
    PasswordNeverExpires,

    /// <summary>A name like an integration's.</summary>
    Name,

    /// <summary>The rights of an administrator.</summary>
    Administrator,
}

/// <summary>How sure it is that a system uses the account.</summary>
public enum IntegrationConfidence
{
    /// <summary>Signs that may have another cause.</summary>
    Low,

    /// <summary>Strong signs.</summary>
    Medium,

    /// <summary>Hardly any doubt.</summary>
    High,
}

/// <summary>A piece of evidence.</summary>
/// <param name="Kind">The sort.</param>
/// <param name="What">What was found; for what was not looked at, why not.</param>
/// <param name="When">When it last happened, UTC; null for a state.</param>
/// <param name="Weight">What it counts towards the score (integration-signs.json).</param>
/// <param name="IsAssessed">False where it could not be looked at.</param>
public sealed record IntegrationEvidence(EvidenceKind Kind, string What, DateTime? When, int Weight, bool IsAssessed)
{
    /// <inheritdoc/>
    public override string ToString() => IsAssessed ? What : $"{Kind} not assessed: {What}";
}

/// <summary>An account that systems use today, with the evidence for it.</summary>
public sealed class SfIntegrationAccount
{
    internal SfIntegrationAccount()
    {
    }

    /// <summary>The org.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>The user's id.</summary>
    public string UserId { get; internal init; } = "";

    /// <summary>The login name.</summary>
    public string Username { get; internal init; } = "";

    /// <summary>The display name.</summary>
    public string DisplayName { get; internal init; } = "";

    /// <summary>The profile's name.</summary>
    public string Profile { get; internal init; } = "";

    /// <summary>UserLicense.Name.</summary>
    public string License { get; internal init; } = "";

    /// <summary>False for a deactivated user.</summary>
    public bool IsActive { get; internal init; }

    /// <summary>True for an administrator; null where its permissions were not read.</summary>
    public bool? IsAdministrator { get; internal init; }

    /// <summary>True where a person signs in with it too; null where sign-ins were not read.</summary>
    public bool? IsSharedWithPerson { get; internal init; }

    /// <summary>The systems that signed in, by name; null where sign-ins were not read.</summary>
    public IReadOnlyList<string>? Systems { get; internal init; }

    /// <summary>How sure it is.</summary>
    public IntegrationConfidence Confidence { get; internal init; }

    /// <summary>The weights of the evidence added up, the strongest piece of each sort.</summary>
    public int Score { get; internal init; }

    /// <summary>When a system last signed in, UTC; null where none did or sign-ins were not read.</summary>
    public DateTime? LastApiLogin { get; internal init; }

    /// <summary>When a person last signed in, UTC; null where none did or sign-ins were not read.</summary>
    public DateTime? LastUiLogin { get; internal init; }

    /// <summary>When the account last signed in at all (User.LastLoginDate), UTC.</summary>
    public DateTime? LastLogin { get; internal init; }

    /// <summary>What is wrong with that, in words: an administrator's rights, a person beside the system, several systems.</summary>
    public IReadOnlyList<string> Concerns { get; internal init; } = Array.Empty<string>();

    /// <summary>The evidence, strongest first; what could not be looked at is at the end and says so.</summary>
    public IReadOnlyList<IntegrationEvidence> Evidence { get; internal init; } = Array.Empty<IntegrationEvidence>();

    /// <inheritdoc/>
    public override string ToString() => Username;
}
