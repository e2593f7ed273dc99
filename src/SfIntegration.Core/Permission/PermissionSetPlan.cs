using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Plan;

namespace SfIntegration.Permission;

/// <summary>What it takes to make one permission set hold what is wanted. Making a plan writes nothing.</summary>
public sealed class PermissionSetPlan
{
    internal PermissionSetPlan()
    {
    }

    /// <summary>The org that is to be changed.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>The set's API name.</summary>
    public string PermissionSet { get; internal init; } = "";

    /// <summary>True where the set is to be made.</summary>
    public bool IsNew { get; internal init; }

    /// <summary>The changes, in the order they are applied.</summary>
    public IReadOnlyList<AccessChange> Changes { get; internal init; } = Array.Empty<AccessChange>();

    /// <summary>What the org cannot take.</summary>
    public IReadOnlyList<GrantRefusal> Refused { get; internal init; } = Array.Empty<GrantRefusal>();

    /// <summary>How many of the changes take something away.</summary>
    public int RemovalCount => Changes.Count(c => c.Kind.ToString().StartsWith("Revoke", StringComparison.Ordinal));

    /// <summary>The rows that carry the changes out.</summary>
    internal IReadOnlyList<Write> Writes { get; init; } = Array.Empty<Write>();

    /// <summary>Plans again from the set as it is then: what is still planned did not arrive.</summary>
    internal Func<Container?, CancellationToken, Task<IReadOnlyList<AccessChange>>> AgainAsync { get; init; } = (_, _) => Task.FromResult<IReadOnlyList<AccessChange>>(Array.Empty<AccessChange>());

    /// <inheritdoc/>
    public override string ToString() => $"{PermissionSet} on {Org}: {Changes.Count} change(s), {Refused.Count} refused";
}

/// <summary>What became of a permission set plan.</summary>
public sealed class PermissionSetApplyResult
{
    internal PermissionSetApplyResult()
    {
    }

    /// <summary>The org.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>The set's API name.</summary>
    public string PermissionSet { get; internal init; } = "";

    /// <summary>The set's id; null where it could not be made.</summary>
    public string? PermissionSetId { get; internal init; }

    /// <summary>Complete where everything that was asked for was written and read back; Incomplete where anything is in <see cref="Refused"/>.</summary>
    public ApplyState State { get; internal init; }

    /// <summary>The changes with what became of each.</summary>
    public IReadOnlyList<AccessChange> Changes { get; internal init; } = Array.Empty<AccessChange>();

    /// <summary>What the org cannot take, before or when it was sent, each with its reason.</summary>
    public IReadOnlyList<GrantRefusal> Refused { get; internal init; } = Array.Empty<GrantRefusal>();

    /// <summary>Rows written.</summary>
    public int RowsWritten { get; internal init; }

    /// <summary>The journal, for Undo-SfAccessPlan; null where nothing had to be written.</summary>
    public string? JournalPath { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{PermissionSet} on {Org}: {State}, {RowsWritten} row(s) written, {Refused.Count} refused";
}
