using System;
using System.Collections.Generic;

namespace SfIntegration.Scope;

/// <summary>
/// The documented access of one identity (design §4). It is read from a file or drafted, never made from a string, and never
/// changes: what the file does not name, the identity must not have.
/// </summary>
public sealed class AccessScope
{
    internal AccessScope()
    {
    }

    /// <summary>The scope's name; stable, it marks what this scope owns in the org.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>Who answers for the identity.</summary>
    public ScopeContact? Owner { get; internal init; }

    /// <summary>The user.</summary>
    public ScopeIdentity Identity { get; internal init; } = new();

    /// <summary>The user as the file's `identity` says, where an environment changed it; the writer writes the file, not the environment.</summary>
    internal ScopeIdentity? BaseIdentity { get; init; }

    /// <summary>The line `identity` stands on.</summary>
    public SourceLine? IdentitySource { get; internal init; }

    /// <summary>What the identity is for, one entry per job.</summary>
    public IReadOnlyList<ScopeIntegration> Integrations { get; internal init; } = Array.Empty<ScopeIntegration>();

    /// <summary>Findings that are accepted for a while.</summary>
    public IReadOnlyList<ScopeException> Exceptions { get; internal init; } = Array.Empty<ScopeException>();

    /// <summary>The environments the file knows, by name.</summary>
    public IReadOnlyList<ScopeEnvironment> Environments { get; internal init; } = Array.Empty<ScopeEnvironment>();

    /// <summary>The environment it was read for, or null.</summary>
    public string? Environment { get; internal init; }

    /// <summary>The file it was read from, or null.</summary>
    public string? SourcePath { get; internal init; }

    /// <summary>The same file by its full path, which stays right when PowerShell's location changes.</summary>
    internal string? SourceFile { get; set; }

    /// <summary>SHA-256 of the text it was read from (LF line ends, no byte order mark), lower-case hex; null for a scope that was never in a file.</summary>
    public string? SourceHash { get; internal init; }

    /// <summary>What a reader should know that is no error: completed access, a set's licence that cannot be used ...</summary>
    public IReadOnlyList<string> Notes { get; internal init; } = Array.Empty<string>();

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A person or team and how to reach them.</summary>
/// <param name="Name">The name.</param>
/// <param name="Contact">An e-mail address: whom to tell.</param>
public sealed record ScopeContact(string Name, string Contact);

/// <summary>The user of a scope.</summary>
public sealed class ScopeIdentity
{
    internal ScopeIdentity()
    {
    }

    /// <summary>The login name, e-mail shaped, unique over all orgs.</summary>
    public string Username { get; internal init; } = "";

    /// <summary>The last name.</summary>
    public string LastName { get; internal init; } = "";

    /// <summary>The e-mail address.</summary>
    public string Email { get; internal init; } = "";

    /// <summary>UserLicense.Name; "Salesforce Integration" unless the file says otherwise.</summary>
    public string License { get; internal init; } = "Salesforce Integration";

    /// <summary>The profile, or null for the licence's API-only profile.</summary>
    public ScopeProfile? Profile { get; internal init; }

    /// <summary>The role, or null.</summary>
    public string? Role { get; internal init; }

    /// <summary>Public groups it is a member of.</summary>
    public IReadOnlyList<string> Groups { get; internal init; } = Array.Empty<string>();

    /// <summary>Address ranges it may sign in from, as written: CIDR, one address, or from-to.</summary>
    public IReadOnlyList<string> Network { get; internal init; } = Array.Empty<string>();

    /// <summary>Hours it may sign in, or null.</summary>
    public ScopeHours? Hours { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Username;
}

/// <summary>A profile by name, and which to clone it from.</summary>
/// <param name="Name">The profile's name.</param>
/// <param name="CloneOf">"default" or a profile's name; null for an existing profile.</param>
public sealed record ScopeProfile(string Name, string? CloneOf);

/// <summary>Sign-in hours.</summary>
/// <param name="Days">Days as written: mon-fri, or mon,wed.</param>
/// <param name="From">From, "06:00".</param>
/// <param name="To">To, "20:00".</param>
/// <param name="TimeZone">An IANA time zone.</param>
public sealed record ScopeHours(string Days, string From, string To, string TimeZone)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Days} {From}-{To} {TimeZone}";
}

/// <summary>What differs in another environment; null where nothing does.</summary>
public sealed class ScopeEnvironment
{
    internal ScopeEnvironment()
    {
    }

    /// <summary>The environment's name.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>Another login name.</summary>
    public string? Username { get; internal init; }

    /// <summary>Another e-mail address.</summary>
    public string? Email { get; internal init; }

    /// <summary>Another last name.</summary>
    public string? LastName { get; internal init; }

    /// <summary>Another licence.</summary>
    public string? License { get; internal init; }

    /// <summary>Another profile.</summary>
    public ScopeProfile? Profile { get; internal init; }

    /// <summary>Another role.</summary>
    public string? Role { get; internal init; }

    /// <summary>Other public groups.</summary>
    public IReadOnlyList<string>? Groups { get; internal init; }

    /// <summary>Other address ranges.</summary>
    public IReadOnlyList<string>? Network { get; internal init; }

    /// <summary>Other hours.</summary>
    public ScopeHours? Hours { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
