using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Access;

/// <summary>
/// What a snapshot's list of fields that take grants tells of one field where no describe is at hand. The list has no field that
/// takes no grant, so that of one it does not name only the fields every object has are known to exist. Pure.
/// </summary>
internal static class OfflineFields
{
    private static readonly HashSet<string> s_everywhere = new(new[] { "Id", "Name", "CreatedById", "CreatedDate", "LastModifiedById", "LastModifiedDate", "SystemModstamp", "OwnerId" }, StringComparer.OrdinalIgnoreCase);

    private static readonly string[] s_addressParts = { "Street", "City", "StateCode", "State", "PostalCode", "CountryCode", "Country", "Latitude", "Longitude", "GeocodeAccuracy" };

    private static readonly string[] s_nameParts = { "FirstName", "LastName", "MiddleName", "Salutation", "Suffix" };

    private static readonly string[] s_locationParts = { "__Latitude__s", "__Longitude__s" };

    /// <summary>Whether the snapshot carries the list.</summary>
    public static bool Knows(SchemaFacts? schema) => schema is { PermissionableFields.Count: > 0 };

    /// <summary>A field that objects have and that is open wherever its object is when it takes no grant.</summary>
    public static bool IsEverywhere(string field) => s_everywhere.Contains(field);

    /// <summary>The compound whose grant opens this part ("BillingAddress" for BillingCity), or null.</summary>
    public static string? Compound(SchemaFacts schema, string sobjectType, string field) =>
        s_addressParts.Where(p => field.EndsWith(p, StringComparison.OrdinalIgnoreCase)).Select(p => field.Substring(0, field.Length - p.Length) + "Address")
            .Concat(s_locationParts.Where(p => field.EndsWith(p, StringComparison.OrdinalIgnoreCase)).Select(p => field.Substring(0, field.Length - p.Length) + "__c"))
            .Concat(s_nameParts.Contains(field, StringComparer.OrdinalIgnoreCase) ? new[] { "Name" } : Enumerable.Empty<string>())
            .FirstOrDefault(whole => schema.PermissionableFields.Contains(GrantSlice.FieldKey(sobjectType, whole)));

    /// <summary>The question a snapshot can answer for this one, and what its reader must know.</summary>
    public static ResolvedQuestion Resolve(AccessTarget target, SchemaFacts? schema)
    {
        if (target.Kind != AccessKind.Field || (Knows(schema) && schema!.PermissionableFields.Contains(target.Label)))
        {
            return new ResolvedQuestion(target, null, null);
        }

        if (!Knows(schema))
        {
            return new ResolvedQuestion(target, $"The snapshot does not hold the list of fields that take grants: if {target.Label} takes none, whoever has the object has it, and is not listed here.", null);
        }

        if (Compound(schema!, target.Name, target.Field!) is { } compound)
        {
            return new ResolvedQuestion(target with { Field = compound }, $"{target.Label} is granted through {target.Name}.{compound}: this is who has that.", null);
        }

        var flag = target.OnField == FieldAccess.Edit ? ObjectAccess.Edit : ObjectAccess.Read;
        var doubt = IsEverywhere(target.Field!) ? "" : $" Whether {target.Name} has such a field the snapshot does not tell.";
        return new ResolvedQuestion(new AccessTarget(AccessKind.Object, target.Name, OnObject: flag), $"{target.Label} takes no grant of its own: this is who has {PermissionColumns.Words(flag)} on {target.Name}.{doubt}", null);
    }

    /// <summary>Why a snapshot cannot know a thing of this name, in words; null where it can, or has no list to look in.</summary>
    public static string? Unknown(AccessTarget target, SchemaFacts? schema) => target.Kind switch
    {
        AccessKind.SystemPermission when schema is { SystemPermissions.Count: > 0 } && !schema.SystemPermissions.Contains(target.Name) => $"The snapshot has no such system permission: {target.Name}.",
        AccessKind.Object or AccessKind.Field when schema is { PermissionableObjects.Count: > 0 } && !schema.PermissionableObjects.Contains(target.Name) && Plan.ObjectsWithoutRows.Find(target.Name) is null =>
            $"The snapshot has no such object among those that take grants: {target.Name}.",
        _ => null,
    };
}
