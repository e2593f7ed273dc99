using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Traces;

namespace SfIntegration.Practice.Rules;

/// <summary>The rules by object.</summary>
internal static class RuleBook
{
    private static readonly Dictionary<string, ObjectRules> s_rules = new ObjectRules[]
    {
        new UserRules(),
        new UserLoginRules(),
        new ProfileRules(),
        new PermissionSetRules(),
        new ObjectPermissionRules(),
        new FieldPermissionRules(),
        new SetupEntityAccessRules(),
        new TabSettingRules(),
        new AssignmentRules(),
        new LicenseAssignRules(),
        new GroupRules(),
        new GroupComponentRules(),
        new MutingRules(),
        new RoleRules(),
        new AuthSessionRules(),
        new SessionActivationRules(),
        new EventLogFileRules(),
    }.ToDictionary(r => r.Type, StringComparer.OrdinalIgnoreCase);

    /// <summary>The rules of an object, or null where its schema says everything.</summary>
    public static ObjectRules? For(string type) => s_rules.TryGetValue(type, out var rules) ? rules : null;
}
