using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Access;

/// <summary>Which fields take FieldPermissions rows, and why the others do not (OR:fieldpermissions). Pure.</summary>
internal static class GrantableFields
{
    private static readonly HashSet<string> s_system = new(StringComparer.OrdinalIgnoreCase)
    {
        // OR:fieldpermissions: no rows for these, always readable.
        "Id", "CreatedById", "CreatedDate", "IsDeleted", "LastModifiedById", "LastModifiedDate", "SystemModstamp",
    };

    /// <summary>Why a field takes no grant, or null where it takes one.</summary>
    /// <param name="owner">The object.</param>
    /// <param name="field">The field.</param>
    /// <param name="permissionable">The picklist FieldPermissions.Field; empty where it could not be read.</param>
    public static string? WhyNot(ObjectFacts owner, FieldFacts field, ISet<string> permissionable)
    {
        if (TakesGrant(owner, field, permissionable))
        {
            return null;
        }

        if (Compound(owner, field) is { } compound)
        {
            return $"part of {compound.Name}, which is granted as a whole";
        }

        if (s_system.Contains(field.Name))
        {
            return "system field: always readable, never writable";
        }

        if (string.Equals(field.Name, "OwnerId", StringComparison.OrdinalIgnoreCase))
        {
            return "owner: always readable and writable";
        }

        if (field.MasterObject is not null)
        {
            return $"master-detail to {field.MasterObject}: always readable and writable";
        }

        return !field.Nillable && field.Createable && !field.Calculated
            ? "required: always readable and writable"
            : "Salesforce offers no grant for it: it is readable wherever the object is";
    }

    public static bool TakesGrant(ObjectFacts owner, FieldFacts field, ISet<string> permissionable) => permissionable.Count > 0
        ? permissionable.Contains(owner.Name + "." + field.Name)
        // Where the list could not be read describe must do, without the address parts it is wrong about (SE:97912).
        : field.Permissionable && Compound(owner, field) is null;

    /// <summary>The address or location that a field is a part of, if it is one.</summary>
    public static FieldFacts? Compound(ObjectFacts owner, FieldFacts field) =>
        field.CompoundFieldName is { } name && !string.Equals(name, field.Name, StringComparison.OrdinalIgnoreCase) && owner.Fields.TryGetValue(name, out var compound) && IsCompound(compound) ? compound : null;

    /// <summary>Edit can be granted. Describe shows a compound as not writable; its parts tell.</summary>
    public static bool IsEditable(ObjectFacts owner, FieldFacts field) => !field.Calculated && !field.AutoNumber
        && (field.Createable || field.Updateable
            || (IsCompound(field) && owner.Fields.Values.Any(part => Compound(owner, part) == field && (part.Createable || part.Updateable))));

    /// <summary>What keeps a field from being edited, in words: "a formula or roll-up".</summary>
    public static string WrittenBy(FieldFacts field) => field.Calculated ? "a formula or roll-up" : field.AutoNumber ? "an auto number" : "written by Salesforce alone";

    private static bool IsCompound(FieldFacts field) => field.Type is "address" or "location";
}
