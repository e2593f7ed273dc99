using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Plan;

/// <summary>What is done to a row.</summary>
internal enum WriteOperation
{
    Create,
    Update,
    Delete,
}

/// <summary>
/// The id of a row that may not exist yet: found by the name people gave it. User by Username, PermissionSet and profile by Name, an app by its
/// developer name.
/// </summary>
internal sealed record IdRef(string SobjectType, string Name)
{
    public override string ToString() => $"{SobjectType}:{Name}";
}

/// <summary>
/// The fields that find a row again without its id: Username; PermissionSet Name; ParentId+SobjectType; ParentId+Field;
/// ParentId+SetupEntityId; AssigneeId+PermissionSetId. Only writes that have one are ever repeated.
/// </summary>
internal sealed class NaturalKey
{
    public NaturalKey(params (string Field, object Value)[] parts) => Parts = parts;

    /// <summary>Field and value; a value is text or an <see cref="IdRef"/>.</summary>
    public IReadOnlyList<(string Field, object Value)> Parts { get; }

    public override string ToString() => string.Join("+", Parts.Select(p => $"{p.Field}={p.Value}"));
}

/// <summary>
/// The order of an apply: the profile and the user first, then what it holds, its app, what is taken away; and last the doors that close behind
/// it, because after them the caller may no longer be able to sign in as the identity.
/// </summary>
internal enum WriteStage
{
    Profile,
    ProfileCheck,
    PasswordPolicy,
    User,
    PermissionSetLicense,
    PermissionSet,
    Objects,
    Fields,
    SystemPermissions,
    SetupEntities,
    Tabs,
    RecordTypes,
    Assignments,
    App,
    AppParts,
    AppAccess,
    Unassign,
    UnassignPermissionSetLicense,
    RevokeRecordTypes,
    RevokeTabs,
    RevokeSetupEntities,
    RevokeFields,
    RevokeObjects,
    Network,
    Hours,
}

/// <summary>One row to write, and the changes it carries out.</summary>
internal sealed class Write
{
    public required WriteStage Stage { get; init; }

    public required WriteOperation Operation { get; init; }

    public required string SobjectType { get; init; }

    /// <summary>The row's id; null for a create.</summary>
    public string? RecordId { get; init; }

    /// <summary>The row that an update is about, where an earlier write of the same apply makes it.</summary>
    public IdRef? RecordRef { get; init; }

    /// <summary>What later writes may refer to once this one is done; a user and a permission set that are made are referred to anyway.</summary>
    public IdRef? Makes { get; init; }

    /// <summary>What has to be made before this is tried, where none of the values refers to it.</summary>
    public IdRef? Needs { get; init; }

    /// <summary>Values to send: text, bool, DateTime (UTC), null, an <see cref="IdRef"/>, or JSON for elements of metadata.</summary>
    public IReadOnlyDictionary<string, object?> Values { get; init; } = new Dictionary<string, object?>();

    /// <summary>What stood there before, for the journal and the undo. All writable fields for a delete.</summary>
    public IReadOnlyDictionary<string, object?> Before { get; init; } = new Dictionary<string, object?>();

    public required NaturalKey Key { get; init; }

    /// <summary>The changes of the plan that this row carries out.</summary>
    public IReadOnlyList<AccessChange> Changes { get; init; } = Array.Empty<AccessChange>();

    /// <summary>What a person calls this row in an error.</summary>
    public string Title => Changes.Count == 1 ? Changes[0].Target : Changes.Count > 1 ? Changes[0].Container ?? SobjectType : $"{SobjectType} {Key}";
}
