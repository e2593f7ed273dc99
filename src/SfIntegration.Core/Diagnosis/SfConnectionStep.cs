using SfIntegration.Rules;

namespace SfIntegration.Diagnosis;

/// <summary>The links of the chain from this machine to a record, in the order in which they are tried.</summary>
public enum ConnectionStep
{
    /// <summary>The host name has an address.</summary>
    NameResolution,

    /// <summary>A TLS connection whose certificate this machine trusts.</summary>
    Tls,

    /// <summary>The host is a Salesforce org and offers the API version.</summary>
    Versions,

    /// <summary>The credential opens a session.</summary>
    Token,

    /// <summary>The session says whose it is.</summary>
    Identity,

    /// <summary>The user may use the API.</summary>
    ApiAccess,

    /// <summary>The user's licences open standard objects.</summary>
    License,

    /// <summary>The app lets the user in.</summary>
    AppApproval,

    /// <summary>The profile's and the app's address ranges let this machine in.</summary>
    Address,

    /// <summary>The profile's login hours let the user in now.</summary>
    Hours,

    /// <summary>API calls are left.</summary>
    Limits,

    /// <summary>An object can be seen.</summary>
    ObjectAccess,
}

/// <summary>What one link of the chain is like; where it is broken, why, and what mends it.</summary>
public sealed class SfConnectionStep
{
    internal SfConnectionStep()
    {
    }

    /// <summary>The link.</summary>
    public ConnectionStep Step { get; internal init; }

    /// <summary>What it is about: the host, the username, the object.</summary>
    public string Target { get; internal init; } = "";

    /// <summary>Pass, Fail, or NotAssessed where it could not be looked at.</summary>
    public Outcome Outcome { get; internal init; }

    /// <summary>What was found, in one sentence.</summary>
    public string Message { get; internal init; } = "";

    /// <summary>Why it fails; nothing where it does not.</summary>
    public string? Cause { get; internal init; }

    /// <summary>What puts it right; nothing where nothing has to be.</summary>
    public string? Cure { get; internal init; }

    /// <summary>The line of this module that puts it right, or shows what has to be; names that are not known stand in angle brackets.</summary>
    public string? Cmdlet { get; internal init; }

    /// <summary>Salesforce's own code, such as invalid_grant or INVALID_TYPE.</summary>
    public string? Code { get; internal init; }

    /// <summary>The address that was tried.</summary>
    public string InstanceUrl { get; internal init; } = "";

    /// <summary>The org, once the session told which.</summary>
    public SfOrg? Org { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Step} {Outcome}: {Message}";
}
