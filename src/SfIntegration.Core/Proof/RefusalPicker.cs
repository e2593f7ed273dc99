using System;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Proof;

/// <summary>Picks what must be refused: one object and one field that exist and that the scope does not open. Pure.</summary>
internal static class RefusalPicker
{
    /// <summary>Objects that nearly every org has: a refusal of one of them means something.</summary>
    private static readonly string[] s_common = { "Case", "Contact", "Lead", "Opportunity", "Account", "Campaign", "Contract", "Order", "Product2", "Asset" };

    /// <summary>An object that takes grants and that the scope does not open; null where it opens all.</summary>
    public static string? Object(ExpectedAccess expected, SchemaFacts schema) => expected.ReadsEverything
        ? null
        : s_common.Concat(schema.PermissionableObjects.OrderBy(n => n, StringComparer.Ordinal))
            .FirstOrDefault(n => schema.PermissionableObjects.Contains(n) && !expected.MaySee(n) && !expected.ScopedObjects.Contains(n, StringComparer.OrdinalIgnoreCase) && !EveryUser.Default.Objects.Contains(n));

    /// <summary>A field of a scoped object that takes grants and that the scope does not open; null where it opens all.</summary>
    public static (string SobjectType, string Field)? Field(ExpectedAccess expected, SchemaFacts schema)
    {
        foreach (var name in expected.ScopedObjects.Where(n => (expected.OnObject(n) & ObjectAccess.Read) != 0))
        {
            var facts = schema.Objects[name];
            var field = facts.Fields.Values.FirstOrDefault(f => f.Type is not ("address" or "location" or "base64")
                && schema.PermissionableFields.Contains(facts.Name + "." + f.Name) && expected.OnField(facts.Name, f.Name) == FieldAccess.None);
            if (field is not null)
            {
                return (facts.Name, field.Name);
            }
        }

        return null;
    }
}
