using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;

namespace SfIntegration.Permission;

/// <summary>A field of an object, and whether access to it can be granted.</summary>
public sealed class SfField
{
    internal SfField()
    {
    }

    /// <summary>The org.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>The object.</summary>
    public string SobjectType { get; internal init; } = "";

    /// <summary>The field's API name, without its object.</summary>
    public string Field { get; internal init; } = "";

    /// <summary>The label.</summary>
    public string Label { get; internal init; } = "";

    /// <summary>The type as describe names it: string, reference, address ...</summary>
    public string Type { get; internal init; } = "";

    /// <summary>Read can be granted (the picklist FieldPermissions.Field).</summary>
    public bool CanGrant { get; internal init; }

    /// <summary>Edit can be granted as well.</summary>
    public bool CanGrantEdit { get; internal init; }

    /// <summary>Why read, or only edit, cannot be granted; null where both can.</summary>
    public string? WhyNot { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => $"{SobjectType}.{Field}";

    /// <summary>The fields of an object, by name. Pure.</summary>
    internal static IEnumerable<SfField> Of(SfOrg org, ObjectFacts owner, SchemaFacts schema) =>
        owner.Fields.Values.OrderBy(f => f.Name, StringComparer.OrdinalIgnoreCase).Select(field =>
        {
            var why = GrantableFields.WhyNot(owner, field, schema.PermissionableFields);
            var editable = GrantableFields.IsEditable(owner, field);
            return new SfField
            {
                Org = org,
                SobjectType = owner.Name,
                Field = field.Name,
                Label = field.Label,
                Type = field.Type,
                CanGrant = why is null,
                CanGrantEdit = why is null && editable,
                WhyNot = why ?? (editable ? null : $"edit: it is {GrantableFields.WrittenBy(field)}"),
            };
        });
}
