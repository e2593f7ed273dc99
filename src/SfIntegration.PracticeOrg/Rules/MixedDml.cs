using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Practice.Rules;

/// <summary>
/// The objects that cannot share a transaction with ordinary records ("DML operations you can't mix", Apex guide). Whoever runs
/// several writes in one transaction asks here.
/// </summary>
internal static class MixedDml
{
    private static readonly HashSet<string> s_setup = new(StringComparer.OrdinalIgnoreCase)
    {
        "AuthSession", "ContentWorkspace", "FieldPermissions", "ForecastingShare", "GroupMember", "ObjectPermissions",
        "ObjectTerritory2AssignmentRule", "ObjectTerritory2AssignmentRuleItem", "PermissionSet", "PermissionSetAssignment", "QueueSObject",
        "RuleTerritory2Association", "SetupEntityAccess", "Territory", "Territory2", "Territory2Model", "User", "UserPackageLicense",
        "UserRole", "UserTerritory", "UserTerritory2Association",
        // The list "is not exhaustive"; these are permission data too.
        "Group", "MutingPermissionSet", "PermissionSetGroup", "PermissionSetGroupComponent", "PermissionSetLicenseAssign", "PermissionSetTabSetting", "Profile", "UserLogin",
    };

    private static readonly string[] s_userFields = { "UserRoleId", "IsActive", "ForecastEnabled", "IsPortalEnabled", "Username", "ProfileId" };

    public static bool IsSetup(string type) => s_setup.Contains(type);

    /// <summary>This very write counts as setup: some writes of User and Group are let through.</summary>
    public static bool Counts(string type, bool insert, bool delete, IReadOnlyDictionary<string, object?> values)
    {
        if (string.Equals(type, "Group", StringComparison.OrdinalIgnoreCase))
        {
            return delete;
        }

        if (!string.Equals(type, "User", StringComparison.OrdinalIgnoreCase))
        {
            return IsSetup(type);
        }

        return insert
            ? values.Any(v => string.Equals(v.Key, "UserRoleId", StringComparison.OrdinalIgnoreCase) && v.Value is not null)
            : values.Keys.Any(k => s_userFields.Contains(k, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The refusal.</summary>
    public static SfFault Fault(string type, string originalType) =>
        new(400, "MIXED_DML_OPERATION", $"DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): {type}, original object: {originalType}");
}
