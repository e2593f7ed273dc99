using SfIntegration.Practice.Schema;

namespace SfIntegration.Practice.Rules;

/// <summary>Which field's FieldPermissions row decides over a field.</summary>
internal static class FieldSecurity
{
    /// <summary>The field itself, the compound it is a part of (an address is granted as one, SE:97912), or null where field-level security does not apply.</summary>
    public static FieldSchema? SecuredBy(SObjectSchema o, FieldSchema f)
    {
        var compound = CompoundOf(o, f);
        var deciding = compound ?? f;
        return deciding.Permissionable ? deciding : null;
    }

    /// <summary>A FieldPermissions row may name this field.</summary>
    public static bool TakesRows(SObjectSchema o, FieldSchema f) => f.Permissionable && CompoundOf(o, f) is null;

    /// <summary>Edit can be granted: nothing that Salesforce works out or numbers by itself. An address is written through its parts.</summary>
    public static bool IsEditable(FieldSchema f) =>
        !f.Calculated && !f.AutoNumber && (f.Createable || f.Updateable || f.Type is "address" or "location");

    private static FieldSchema? CompoundOf(SObjectSchema o, FieldSchema f) =>
        f.CompoundFieldName is { } name && o.Field(name) is { Type: "address" or "location" } compound && compound != f ? compound : null;
}
