
namespace SfIntegration.Plan;

/// <summary>What a change does.</summary>
public enum ChangeKind
{
    /// <summary>Creates the user.</summary>
    CreateUser,

    /// <summary>Changes a field of the user.</summary>
    UpdateUser,

    /// <summary>Assigns a permission set licence.</summary>
    AssignPermissionSetLicense,

    /// <summary>Takes a permission set licence away.</summary>
    UnassignPermissionSetLicense,

    /// <summary>Creates a permission set.</summary>
    CreatePermissionSet,

    /// <summary>Changes a permission set's label or description.</summary>
    UpdatePermissionSet,

    /// <summary>Grants access to an object, or widens it.</summary>
    GrantObject,

    /// <summary>Takes access to an object away, or narrows it.</summary>
    RevokeObject,

    /// <summary>Grants access to a field, or widens it.</summary>
    GrantField,

    /// <summary>Takes access to a field away, or narrows it.</summary>
    RevokeField,

    /// <summary>Grants a system permission.</summary>
    GrantSystemPermission,

    /// <summary>Takes a system permission away.</summary>
    RevokeSystemPermission,

    /// <summary>Opens an Apex class, a custom permission or an app.</summary>
    GrantSetupEntity,

    /// <summary>Closes an Apex class, a custom permission or an app.</summary>
    RevokeSetupEntity,

    /// <summary>Shows a tab, or changes how it shows.</summary>
    GrantTab,

    /// <summary>Takes a tab away, or out of the tab bar.</summary>
    RevokeTab,

    /// <summary>Opens a record type.</summary>
    GrantRecordType,

    /// <summary>Closes a record type.</summary>
    RevokeRecordType,

    /// <summary>Assigns a permission set or group.</summary>
    Assign,

    /// <summary>Changes when an assignment ends.</summary>
    ChangeExpiry,

    /// <summary>Takes an assignment away.</summary>
    Unassign,

    /// <summary>Makes a profile of the identity's own.</summary>
    CreateProfile,

    /// <summary>Makes a profile API Only.</summary>
    UpdateProfile,

    /// <summary>Makes an app.</summary>
    CreateApp,

    /// <summary>Changes an app's settings or policies.</summary>
    UpdateApp,

    /// <summary>Pre-authorises a permission set for an app.</summary>
    PreauthorizeApp,

    /// <summary>Changes the address ranges that a profile signs in from.</summary>
    SetAddressRanges,

    /// <summary>Changes the hours that a profile signs in at.</summary>
    SetLoginHours,

    /// <summary>Tightens what a profile says of passwords.</summary>
    SetPasswordPolicy,

    /// <summary>The scope asks for it and this version cannot apply it; the test reports it NotAssessed.</summary>
    NotApplied,
}

/// <summary>How much a change can hurt.</summary>
public enum ChangeRisk
{
    /// <summary>Adds or narrows little.</summary>
    Low,

    /// <summary>Takes access away, or gives write access.</summary>
    Medium,

    /// <summary>Gives power over all records or over the org.</summary>
    High,
}

/// <summary>What became of a change.</summary>
public enum ChangeState
{
    /// <summary>Not tried.</summary>
    Planned,

    /// <summary>Written, and read back as asked.</summary>
    Applied,

    /// <summary>Refused or not read back; <see cref="AccessChange.Error"/> says why.</summary>
    Failed,
}

/// <summary>One difference between scope and org, and what closes it.</summary>
public sealed class AccessChange
{
    /// <summary>What it does.</summary>
    public ChangeKind Kind { get; internal init; }

    /// <summary>What it is about: a username, an object, "Object.Field", a permission, a class, a set.</summary>
    public string Target { get; internal init; } = "";

    /// <summary>The permission set it happens in, if it does.</summary>
    public string? Container { get; internal init; }

    /// <summary>How it is now, in words; empty where there is nothing.</summary>
    public string Before { get; internal init; } = "";

    /// <summary>How it will be, in words; empty where nothing will be left.</summary>
    public string After { get; internal init; } = "";

    /// <summary>Why.</summary>
    public string Reason { get; internal init; } = "";

    /// <summary>The scope line that asked for it, "file(line,column)"; null for a removal.</summary>
    public string? Source { get; internal init; }

    /// <summary>How much it can hurt.</summary>
    public ChangeRisk Risk { get; internal init; }

    /// <summary>Whether Undo-SfAccessPlan can take it back. A created user can only be deactivated (OR:user).</summary>
    public bool CanUndo { get; internal init; } = true;

    /// <summary>What became of it.</summary>
    public ChangeState State { get; internal set; }

    /// <summary>Why it failed, or null.</summary>
    public string? Error { get; internal set; }

    /// <summary>Salesforce's code for the refusal, where it gave one.</summary>
    public string? Code { get; internal set; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Kind} {Target}" + (Container is null ? "" : $" in {Container}")
        + (Before.Length == 0 && After.Length == 0 ? "" : $": {(Before.Length == 0 ? "-" : Before)} -> {(After.Length == 0 ? "-" : After)}");
}
