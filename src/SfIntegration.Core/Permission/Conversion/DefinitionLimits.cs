using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;

namespace SfIntegration.Permission;

/// <summary>What a permission set cannot hold, although a profile can or a licence forbids it: taken out of a definition and named. Pure.</summary>
internal static class DefinitionLimits
{
    /// <param name="definition">What was found.</param>
    /// <param name="schema">What takes grants in the org; null where it was not read.</param>
    /// <param name="profilePermissions">System permissions that the profile has and sets have no column for.</param>
    public static PermissionSetDefinition Within(PermissionSetDefinition definition, SchemaFacts? schema, IReadOnlyCollection<string> profilePermissions)
    {
        var left = profilePermissions.Select(p => new DefinitionLeftover("system permission", p, "Only a profile can hold it: permission sets have no such permission.")).ToList();
        if (schema is null)
        {
            return left.Count == 0 ? definition : new PermissionSetDefinition(definition) { LeftOut = definition.LeftOut.Concat(left).ToList() };
        }

        var objects = Keep(definition.Objects, o => schema.PermissionableObjects.Count == 0 || schema.PermissionableObjects.Contains(o.SobjectType),
            o => new DefinitionLeftover("object", o.SobjectType, "Salesforce takes no object permission for it."), left);
        var fields = Keep(definition.Fields, f => schema.PermissionableFields.Count == 0 || schema.PermissionableFields.Contains(f.SobjectType + "." + f.Field),
            f => new DefinitionLeftover("field", f.SobjectType + "." + f.Field, "Salesforce takes no field permission for it: a required field, for one, is always readable and writable."), left);
        var permissions = Keep(definition.SystemPermissions, p => schema.SystemPermissions.Count == 0 || schema.SystemPermissions.Contains(p),
            p => new DefinitionLeftover("system permission", p, "Only a profile can hold it: permission sets have no such permission."), left);
        return left.Count == 0 ? definition : new PermissionSetDefinition(definition) { Objects = objects, Fields = fields, SystemPermissions = permissions, LeftOut = definition.LeftOut.Concat(left).ToList() };
    }

    /// <summary>Binds a definition to a licence of the org, and takes out the system permissions that it does not allow.</summary>
    /// <exception cref="SfPlanException">LicenseNotFound.</exception>
    public static PermissionSetDefinition Bound(PermissionSetDefinition definition, string license, AccessSnapshot snapshot)
    {
        var setLicense = snapshot.PermissionSetLicenses.FirstOrDefault(l => Same(l.DeveloperName, license) || Same(l.Label, license));
        var userLicense = snapshot.UserLicenses.FirstOrDefault(l => Same(l.Name, license) || Same(l.DefinitionKey, license));
        if (setLicense is null && userLicense is null)
        {
            throw new SfPlanException("LicenseNotFound", $"There is no user licence and no permission set licence '{license}'.", "Get-SfLicense lists both.");
        }

        var left = new List<DefinitionLeftover>();
        var permissions = Keep(definition.SystemPermissions, p => setLicense?.MaximumPermissions is not { } allowed || allowed.Contains(p, StringComparer.OrdinalIgnoreCase),
            p => new DefinitionLeftover("system permission", p, $"The permission set licence '{setLicense!.DeveloperName}' does not allow it."), left);
        return new PermissionSetDefinition(definition)
        {
            License = setLicense?.DeveloperName ?? userLicense!.Name,
            SystemPermissions = permissions,
            LeftOut = definition.LeftOut.Concat(left).ToList(),
        };
    }

    private static IReadOnlyList<T> Keep<T>(IReadOnlyList<T> items, Func<T, bool> fits, Func<T, DefinitionLeftover> why, List<DefinitionLeftover> left)
    {
        left.AddRange(items.Where(i => !fits(i)).Select(why));
        return items.Where(fits).ToList();
    }

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
