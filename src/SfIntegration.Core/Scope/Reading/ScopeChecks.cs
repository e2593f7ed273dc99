using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Scope.Reading;

/// <summary>What only the whole scope can show.</summary>
internal static class ScopeChecks
{
    /// <summary>Permissions that turn an identity into an administrator; they are lent for a time, never given (issue: expiry mandatory).</summary>
    private static readonly string[] s_lent = { "ModifyAllData", "ModifyMetadata" };

    public static void Check(AccessScope scope, ErrorList errors)
    {
        SetNames(scope.Integrations, errors);
        foreach (var integration in scope.Integrations)
        {
            foreach (var permission in integration.SystemPermissions)
            {
                if (integration.Expires is null && s_lent.Contains(permission.Name, StringComparer.OrdinalIgnoreCase))
                {
                    errors.Add(permission.Source, $"{permission.Name} may only be held for a time, and `{integration.Name}` does not expire", "add `expires:` to the integration");
                }
            }
        }

        ExceptionReader.CheckTargets(scope, errors);
    }

    private static void SetNames(IReadOnlyList<ScopeIntegration> integrations, ErrorList errors)
    {
        var owners = new Dictionary<string, ScopeIntegration>(StringComparer.OrdinalIgnoreCase);
        foreach (var integration in integrations)
        {
            if (owners.TryGetValue(integration.PermissionSet, out var first))
            {
                errors.Add(integration.Source!, $"`{integration.Name}` and `{first.Name}` (line {first.Source!.Line}) would share the permission set {integration.PermissionSet}", "each integration has its own: give one another name with `permissionSet:`");
            }
            else
            {
                owners.Add(integration.PermissionSet, integration);
            }

            foreach (var used in integration.UsePermissionSets.Where(u => string.Equals(u, integration.PermissionSet, StringComparison.OrdinalIgnoreCase)))
            {
                errors.Add(integration.Source!, $"`{integration.Name}` both generates the permission set {used} and uses it as it is", "remove it from `usePermissionSets`, or give the generated set another name");
            }
        }
    }
}
