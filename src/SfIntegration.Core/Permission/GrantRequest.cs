using System;
using System.Collections.Generic;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Permission;

/// <summary>One thing to be granted or revoked in a set.</summary>
internal abstract record GrantRequest(bool Revokes);

/// <summary>Access to an object, and to its fields where they are named.</summary>
internal sealed record ObjectGrantRequest(bool Revokes, string SobjectType, ObjectAccess Access) : GrantRequest(Revokes)
{
    /// <summary>Every field that takes a grant; an "all" quietly gives what each field can take.</summary>
    public bool AllFields { get; init; }

    public IReadOnlyList<string> Fields { get; init; } = Array.Empty<string>();

    /// <summary>What its fields get: edit where the object is written.</summary>
    public FieldAccess FieldAccess => (Access & (ObjectAccess.Create | ObjectAccess.Edit)) != 0 ? FieldAccess.Read | FieldAccess.Edit : FieldAccess.Read;
}

/// <summary>Access to one field.</summary>
internal sealed record FieldGrantRequest(bool Revokes, string SobjectType, string Field, FieldAccess Access) : GrantRequest(Revokes);

/// <summary>A system permission.</summary>
internal sealed record SystemPermissionRequest(bool Revokes, string Name) : GrantRequest(Revokes);
