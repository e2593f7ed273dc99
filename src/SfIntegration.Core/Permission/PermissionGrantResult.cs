namespace SfIntegration.Permission;

/// <summary>What became of one permission in one set.</summary>
public enum GrantOutcome
{
    /// <summary>It was granted, or widened.</summary>
    Granted,

    /// <summary>The set held it already; nothing was written.</summary>
    AlreadyHeld,

    /// <summary>It was taken away, or narrowed.</summary>
    Revoked,

    /// <summary>The set did not hold it; nothing was written.</summary>
    NotHeld,

    /// <summary>It was refused, before sending or by the org; Reason and Cure say more.</summary>
    Refused,
}

/// <summary>The outcome of granting or revoking one permission in one set. An input without an outcome was not sent.</summary>
public sealed class PermissionGrantResult
{
    internal PermissionGrantResult()
    {
    }

    /// <summary>The org.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>The set's API name.</summary>
    public string PermissionSet { get; internal init; } = "";

    /// <summary>The set's id.</summary>
    public string PermissionSetId { get; internal init; } = "";

    /// <summary>"object", "field" or "system permission".</summary>
    public string Kind { get; internal init; } = "";

    /// <summary>The object, for objects and fields.</summary>
    public string? SobjectType { get; internal init; }

    /// <summary>The field, without its object.</summary>
    public string? Field { get; internal init; }

    /// <summary>The system permission.</summary>
    public string? SystemPermission { get; internal init; }

    /// <summary>What it is about in one word: the object, "Object.Field", the permission.</summary>
    public string Target => SystemPermission ?? (Field is null ? SobjectType ?? "" : $"{SobjectType}.{Field}");

    /// <summary>What became of it.</summary>
    public GrantOutcome Outcome { get; internal init; }

    /// <summary>How it was, in words.</summary>
    public string Before { get; internal init; } = "";

    /// <summary>How it is, in words; as before where it was refused.</summary>
    public string After { get; internal init; } = "";

    /// <summary>Fields of the object that were granted or revoked with it by -Fields.</summary>
    public int FieldsChanged { get; internal init; }

    /// <summary>A stable word for a refusal, or Salesforce's own code; null where nothing was refused.</summary>
    public string? Code { get; internal init; }

    /// <summary>Why it was refused; or what a reader must know: what stays, or what gives it nevertheless.</summary>
    public string? Reason { get; internal init; }

    /// <summary>What would put it right.</summary>
    public string? Cure { get; internal init; }

    /// <summary>The journal, for Undo-SfAccessPlan; null where nothing was written.</summary>
    public string? JournalPath { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{PermissionSet}: {Target} {Outcome}";
}
