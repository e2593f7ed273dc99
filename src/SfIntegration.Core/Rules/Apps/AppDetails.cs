using System;
using System.Collections.Generic;

namespace SfIntegration.Rules.Apps;

/// <summary>An app that the identity signs in through or could, as far as it was read. Pure data; what is null was not read.</summary>
internal sealed class AppDetails
{
    /// <summary>The label.</summary>
    public required string Name { get; init; }

    /// <summary>False where the scope names it and the org has none of that name.</summary>
    public bool Exists { get; init; } = true;

    /// <summary>The flow that the scope means: "jwt" or "clientCredentials"; null for an app that the scope does not name.</summary>
    public string? WantedFlow { get; init; }

    /// <summary>The flows that are on, in the scope's words.</summary>
    public IReadOnlyList<string>? Flows { get; init; }

    /// <summary>True where only users an administrator has authorised can use it.</summary>
    public bool? AdminApprovedOnly { get; init; }

    /// <summary>The OAuth scopes it may hand out: Api, Full ...</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Enforce, Bypass, Bypass_2factor or Enforce_RelaxRefresh (facts §5.5).</summary>
    public string? AddressPolicy { get; init; }

    /// <summary>True where its refresh tokens never end.</summary>
    public bool? EndlessRefreshTokens { get; init; }

    /// <summary>The username that client credentials sign in as; empty where there is none.</summary>
    public string? RunAs { get; init; }

    /// <summary>When its certificate was made and when it ends, UTC; null where it has none or it was not read.</summary>
    public (DateTime From, DateTime Until)? Certificate { get; init; }

    /// <summary>When its secret was made, UTC; null where nothing tells.</summary>
    public DateTime? SecretSince { get; init; }

    /// <summary>Other active users who are pre-authorised for it, by login name.</summary>
    public IReadOnlyList<string>? OtherUsers { get; init; }

    /// <summary>How often the scope says its credential is replaced, in days; null where it says nothing.</summary>
    public int? RotateEveryDays { get; init; }

    /// <summary>Why something of this was not read, or null.</summary>
    public string? NotRead { get; init; }

    /// <summary>What would let it be read.</summary>
    public string? Cure { get; init; }
}
