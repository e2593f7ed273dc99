using System.Collections.Generic;
using System.Linq;
using SfIntegration.Plan;

namespace SfIntegration.Permission;

/// <summary>One permission of a set that was asked for: how it is, how it shall be, or why not.</summary>
internal sealed class GrantItem
{
    public required string Kind { get; init; }

    public string? SobjectType { get; init; }

    public string? Field { get; init; }

    public string? SystemPermission { get; init; }

    public required bool Revokes { get; init; }

    public string Before { get; init; } = "";

    public string After { get; init; } = "";

    /// <summary>The refusal made before anything was sent, or null.</summary>
    public (string Code, string Reason, string Cure)? Refusal { get; init; }

    /// <summary>What a reader must know though nothing was refused.</summary>
    public string? Note { get; init; }

    /// <summary>The object whose -Fields all asked for it: it is counted there and shown only where it was refused.</summary>
    public GrantItem? Owner { get; init; }

    public string Target => SystemPermission ?? (Field is null ? SobjectType! : $"{SobjectType}.{Field}");

    /// <summary>True where nothing has to be written for it.</summary>
    public bool IsSo => Refusal is null && Before == After;

    /// <summary>The outcome after the changes were carried out.</summary>
    public PermissionGrantResult ToResult(SfOrg org, string permissionSet, string permissionSetId, IReadOnlyDictionary<(string Kind, string Target), AccessChange> changes, int fieldsChanged, string? journalPath)
    {
        changes.TryGetValue((Kind, Target), out var change);
        var failed = change?.State == ChangeState.Failed;
        var sent = failed ? PermissionSetWriter.Refusal(change!) : null;
        var why = Refusal ?? (sent is null ? null : (sent.Code, sent.Reason, sent.Cure));
        return new PermissionGrantResult
        {
            Org = org,
            PermissionSet = permissionSet,
            PermissionSetId = permissionSetId,
            Kind = Kind,
            SobjectType = SobjectType,
            Field = Field,
            SystemPermission = SystemPermission,
            Before = Before,
            After = why is null ? After : Before,
            Outcome = why is not null ? GrantOutcome.Refused : IsSo ? Revokes ? GrantOutcome.NotHeld : GrantOutcome.AlreadyHeld : Revokes ? GrantOutcome.Revoked : GrantOutcome.Granted,
            FieldsChanged = fieldsChanged,
            Code = why?.Code,
            Reason = why?.Reason ?? Note,
            Cure = why?.Cure,
            JournalPath = journalPath,
        };
    }

    /// <summary>Changes by what they are about.</summary>
    public static Dictionary<(string Kind, string Target), AccessChange> ByTarget(IEnumerable<AccessChange> changes) => changes
        .Select(c => (Kind: KindOf(c.Kind), Change: c))
        .Where(c => c.Kind is not null)
        .ToDictionary(c => (c.Kind!, c.Change.Target), c => c.Change);

    private static string? KindOf(ChangeKind kind) => kind switch
    {
        ChangeKind.GrantObject or ChangeKind.RevokeObject => "object",
        ChangeKind.GrantField or ChangeKind.RevokeField => "field",
        ChangeKind.GrantSystemPermission or ChangeKind.RevokeSystemPermission => "system permission",
        _ => null,
    };
}
