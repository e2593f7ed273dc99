using System;
using System.Collections.Generic;

namespace SfIntegration.Access;

/// <summary>What describe says of one field, as far as access needs it.</summary>
internal sealed record FieldFacts(string Name, string Type, bool Nillable, bool Createable, bool Updateable, bool Calculated, bool AutoNumber, bool Permissionable, bool DefaultedOnCreate, bool Custom, string? CompoundFieldName)
{
    /// <summary>The label.</summary>
    public string Label { get; init; } = "";

    /// <summary>The master, where this is the field of a master-detail relationship.</summary>
    public string? MasterObject { get; init; }
}

/// <summary>What describe (and EntityDefinition) say of one object, as far as access needs it.</summary>
internal sealed class ObjectFacts
{
    /// <summary>The API name as Salesforce spells it.</summary>
    public string Name { get; init; } = "";

    /// <summary>The label.</summary>
    public string Label { get; init; } = "";

    /// <summary>A custom object.</summary>
    public bool Custom { get; init; }

    /// <summary>Rows can be inserted, as far as the describing user may.</summary>
    public bool Createable { get; init; } = true;

    /// <summary>Rows can be updated, as far as the describing user may.</summary>
    public bool Updateable { get; init; } = true;

    /// <summary>Rows can be deleted, as far as the describing user may.</summary>
    public bool Deletable { get; init; } = true;

    /// <summary>Rows can be queried.</summary>
    public bool Queryable { get; init; } = true;

    /// <summary>The org-wide default (EntityDefinition.InternalSharingModel), or null where it was not read.</summary>
    public string? InternalSharingModel { get; init; }

    /// <summary>The fields, by name in any case, in describe's spelling.</summary>
    public IReadOnlyDictionary<string, FieldFacts> Fields { get; init; } = new Dictionary<string, FieldFacts>(StringComparer.OrdinalIgnoreCase);
}

/// <summary>The org's schema as far as a question is about it. Pure data.</summary>
internal sealed class SchemaFacts
{
    /// <summary>The objects read, by name in any case. A scoped object that is absent here does not exist for the caller.</summary>
    public IReadOnlyDictionary<string, ObjectFacts> Objects { get; init; } = new Dictionary<string, ObjectFacts>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Objects that take ObjectPermissions rows: the picklist ObjectPermissions.SobjectType.</summary>
    public ISet<string> PermissionableObjects { get; init; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Fields that take FieldPermissions rows: the picklist FieldPermissions.Field, "Object.Field". It differs from describe, which is wrong for address parts (SE:97912).</summary>
    public ISet<string> PermissionableFields { get; init; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>System permissions this org knows: the Permissions* columns of PermissionSet, without the prefix, as spelled there.</summary>
    public ISet<string> SystemPermissions { get; init; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What could not be read, in words.</summary>
    public IReadOnlyList<string> NotRead { get; init; } = Array.Empty<string>();
}
