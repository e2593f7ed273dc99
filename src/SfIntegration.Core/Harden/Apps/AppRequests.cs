using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Plan;

namespace SfIntegration.Harden.Apps;

/// <summary>What New-SfApp asks for.</summary>
internal sealed class NewAppRequest
{
    /// <summary>The label.</summary>
    public required string AppName { get; init; }

    /// <summary>The identity that signs in through it.</summary>
    public required string Username { get; init; }

    /// <summary>The ways of signing in.</summary>
    public required AppFlows Flows { get; init; }

    /// <summary>The certificate as its element holds it; null for none.</summary>
    public string? Certificate { get; init; }

    /// <summary>The permission sets to pre-authorise; those that a scope made for the identity where none is named.</summary>
    public IReadOnlyList<string> PermissionSets { get; init; } = Array.Empty<string>();

    /// <summary>The scopes; those that the flows need where none is named.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = Array.Empty<string>();

    /// <summary>ipRelaxationPolicyType, or null for the default.</summary>
    public string? AddressPolicy { get; init; }

    /// <summary>Minutes, or null for the default.</summary>
    public int? SessionTimeout { get; init; }

    /// <summary>Whom Salesforce writes to about the app; the identity's address where null.</summary>
    public string? ContactEmail { get; init; }

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = "";

    /// <summary>In the list of the policies, or by a row.</summary>
    public AppAccess Access { get; init; }

    /// <summary>Key and secret are to be handed out, so that it has to be possible.</summary>
    public bool HandsOutSecret { get; init; }

    /// <summary>The org's setting that lets secrets be read over the API is to be switched on.</summary>
    public bool EnableSecretAccess { get; init; }
}

/// <summary>What Set-SfApp asks for; null leaves as it is.</summary>
internal sealed class SetAppRequest
{
    /// <summary>Only pre-authorised users.</summary>
    public bool PreAuthorizedOnly { get; init; }

    /// <summary>ipRelaxationPolicyType.</summary>
    public string? AddressPolicy { get; init; }

    /// <summary>Minutes.</summary>
    public int? SessionTimeout { get; init; }

    /// <summary>How long refresh tokens live.</summary>
    public RefreshTokenPolicy? RefreshTokens { get; init; }

    /// <summary>The scopes that are left.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Whom client credentials sign in as.</summary>
    public string? RunAs { get; init; }

    /// <summary>Switched off.</summary>
    public bool Disable { get; init; }

    /// <summary>As strict as New-SfApp makes an app, where it is looser.</summary>
    public bool ToDefaults { get; init; }
}

/// <summary>What will be written to one app.</summary>
internal sealed class AppPlan
{
    public required SfOrg Org { get; init; }

    /// <summary>The label.</summary>
    public required string AppName { get; init; }

    /// <summary>The identity it is for; empty where none is concerned.</summary>
    public string Username { get; init; } = "";

    /// <summary>The app's id where it is there and told; null else.</summary>
    public string? AppId { get; init; }

    /// <summary>The app gets its key and secret, which nobody was handed before.</summary>
    public bool MakesKey { get; init; }

    /// <summary>What would refuse or surprise.</summary>
    public IReadOnlyList<PlanProblem> Problems { get; init; } = Array.Empty<PlanProblem>();

    /// <summary>What cannot be written yet, and why.</summary>
    public IReadOnlyList<AccessChange> NotApplied { get; init; } = Array.Empty<AccessChange>();

    /// <summary>The rows.</summary>
    public required IReadOnlyList<Write> Writes { get; init; }

    /// <summary>What they do.</summary>
    public IReadOnlyList<AccessChange> Changes => Writes.SelectMany(w => w.Changes).ToList();

    /// <summary>What stops working for whom, in words; empty where nobody loses anything.</summary>
    public IReadOnlyList<string> Loses { get; init; } = Array.Empty<string>();

    /// <summary>Plans the same again, for reading back.</summary>
    public required Func<CancellationToken, Task<AppPlan>> AgainAsync { get; init; }
}

/// <summary>What became of it.</summary>
/// <param name="App">The app as it is now; null where it could not be made.</param>
/// <param name="Errors">What was refused or not kept.</param>
/// <param name="JournalPath">Where what was written is; null where nothing was.</param>
internal sealed record AppApplyResult(SfApp? App, IReadOnlyList<string> Errors, string? JournalPath);
