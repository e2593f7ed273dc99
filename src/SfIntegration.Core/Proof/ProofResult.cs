using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Proof;

/// <summary>What a call as the identity was meant to show.</summary>
internal enum ProofKind
{
    /// <summary>Signing in as the identity.</summary>
    SignIn,

    /// <summary>The object is in describeGlobal, or must not be.</summary>
    ObjectVisible,

    /// <summary>The object's create, edit and delete flags in its describe.</summary>
    ObjectFlags,

    /// <summary>The field is in the describe, or must not be; its edit flag.</summary>
    FieldAccess,

    /// <summary>A system permission in the identity's own UserPermissionAccess.</summary>
    SystemPermission,

    /// <summary>One SELECT Id ... LIMIT 1: rows, none or refused.</summary>
    RowRead,

    /// <summary>A query that must be refused: an unscoped object gives INVALID_TYPE, an unscoped field INVALID_FIELD.</summary>
    Refusal,
}

/// <summary>One observation: what was expected, what the org answered.</summary>
/// <param name="Kind">What it was about.</param>
/// <param name="Target">Object, "Object.Field" or permission.</param>
/// <param name="Holds">True: as the scope says. False: not. Null: could not be seen.</param>
/// <param name="Expected">What the scope says.</param>
/// <param name="Observed">What the org answered.</param>
internal sealed record Observation(ProofKind Kind, string Target, bool? Holds, string Expected, string Observed);

/// <summary>Everything that calls as the identity showed.</summary>
internal sealed class ProofResult
{
    /// <summary>When the calls were made, UTC.</summary>
    public DateTime MadeAt { get; init; }

    /// <summary>Observations in the order they were made.</summary>
    public IReadOnlyList<Observation> Observations { get; init; } = Array.Empty<Observation>();

    /// <summary>
    /// What the org said when it refused the sign-in for its address or hour, where the scope restricts them: that is right of the door, and tells
    /// nothing of the access behind it. Null where it let in, or refused for another reason.
    /// </summary>
    public string? RefusedAtDoor { get; init; }

    /// <summary>Why no call was made as the identity, with the cure; null where calls were made.</summary>
    public string? NotDone { get; init; }

    /// <summary>The same for a test that follows later: each observation says when it was made.</summary>
    public ProofResult Earlier() => new()
    {
        MadeAt = MadeAt,
        Observations = Observations.Select(o => o with { Observed = FormattableString.Invariant($"{o.Observed} (asked {MadeAt:yyyy-MM-dd HH:mm:ss}Z, before the doors closed)") }).ToList(),
        RefusedAtDoor = RefusedAtDoor,
        NotDone = NotDone,
    };
}
