using System;
using System.Collections.Generic;

namespace SfIntegration.Access.Comparison;

/// <summary>What sort of thing is compared.</summary>
public enum AccessPartKind
{
    /// <summary>A property of the thing itself: label, description, licence, activation; profile, role, state of a user.</summary>
    Header,

    /// <summary>A permission set or group that a user holds, or a scope asks for.</summary>
    Assignment,

    /// <summary>A permission set licence that a user holds.</summary>
    License,

    /// <summary>A permission set or muting set that is part of a group.</summary>
    Member,

    /// <summary>A whole container: a profile, permission set, group or muting set of an org.</summary>
    Container,

    /// <summary>A whole user of an org.</summary>
    User,

    /// <summary>Access to the records of an object.</summary>
    Object,

    /// <summary>Access to a field.</summary>
    Field,

    /// <summary>A system permission.</summary>
    SystemPermission,

    /// <summary>An Apex class, page, custom permission, app or the like.</summary>
    SetupEntity,

    /// <summary>A tab.</summary>
    Tab,

    /// <summary>A record type.</summary>
    RecordType,
}

/// <summary>Which side has it.</summary>
public enum DifferenceSide
{
    /// <summary>Only the reference.</summary>
    ReferenceOnly,

    /// <summary>Only the difference.</summary>
    DifferenceOnly,

    /// <summary>Both, and not alike.</summary>
    Different,

    /// <summary>Both alike.</summary>
    Equal,

    /// <summary>It could not be compared; <see cref="AccessDifference.Reason"/> says why.</summary>
    NotAssessed,
}

/// <summary>One thing that two users, containers, scopes, snapshots or orgs do not hold alike.</summary>
public sealed class AccessDifference
{
    internal AccessDifference()
    {
    }

    /// <summary>The org of the reference; that of the difference where the reference is a file. Null where both are files.</summary>
    public SfOrg? Org { get; internal init; }

    /// <summary>The org of the difference; null where it is a file.</summary>
    public SfOrg? DifferenceOrg { get; internal init; }

    /// <summary>The one side, in words: "permission set Invoicing".</summary>
    public string Reference { get; internal init; } = "";

    /// <summary>The other side.</summary>
    public string Difference { get; internal init; } = "";

    /// <summary>Where two orgs are compared: the container or user this is about. Null otherwise.</summary>
    public string? Within { get; internal init; }

    /// <summary>The permission set or group this is about, where it is about one that both sides name alike.</summary>
    public string? PermissionSet { get; internal init; }

    /// <summary>The user this is about, where it is about one that both sides name alike.</summary>
    public string? Username { get; internal init; }

    /// <summary>What sort of thing.</summary>
    public AccessPartKind Kind { get; internal init; }

    /// <summary>Its name: "Account", "Account.Phone", "ViewSetup", "ApexClass InvoiceExporter".</summary>
    public string Target { get; internal init; } = "";

    /// <summary>The object, for objects, fields and record types.</summary>
    public string? SobjectType { get; internal init; }

    /// <summary>The field without its object.</summary>
    public string? Field { get; internal init; }

    /// <summary>Which side has it.</summary>
    public DifferenceSide Side { get; internal init; }

    /// <summary>What the reference has, in words; empty for nothing.</summary>
    public string ReferenceValue { get; internal init; } = "";

    /// <summary>What the difference has, in words; empty for nothing.</summary>
    public string DifferenceValue { get; internal init; } = "";

    /// <summary>The flags of an object or field that only the reference has.</summary>
    public IReadOnlyList<string> ReferenceOnly { get; internal init; } = Array.Empty<string>();

    /// <summary>The flags of an object or field that only the difference has.</summary>
    public IReadOnlyList<string> DifferenceOnly { get; internal init; } = Array.Empty<string>();

    /// <summary>Where the reference, a user, has it from.</summary>
    public IReadOnlyList<GrantPath> ReferencePaths { get; internal init; } = Array.Empty<GrantPath>();

    /// <summary>Where the difference, a user, has it from.</summary>
    public IReadOnlyList<GrantPath> DifferencePaths { get; internal init; } = Array.Empty<GrantPath>();

    /// <summary>Why it could not be compared; null where it could.</summary>
    public string? Reason { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{(Within is null ? "" : Within + ": ")}{Kind} {Target}: {Side}";
}
