using System.Collections.Generic;

namespace SfIntegration.Scope.Reading;

/// <summary>Every key and every fixed word of a scope file, by section. The schema is compared with this by a test.</summary>
internal static class ScopeKeys
{
    public static readonly IReadOnlyDictionary<string, string[]> Sections = new Dictionary<string, string[]>
    {
        ["scope"] = new[] { "scopeVersion", "name", "owner", "identity", "environments", "integrations", "exceptions" },
        ["contact"] = new[] { "name", "contact" },
        ["identity"] = new[] { "username", "lastName", "email", "license", "profile", "role", "groups", "network", "hours" },
        ["profile"] = new[] { "name", "cloneOf" },
        ["hours"] = new[] { "days", "from", "to", "timeZone" },
        ["environment"] = new[] { "username", "lastName", "email", "license", "profile", "role", "groups", "network", "hours" },
        ["integration"] = new[]
        {
            "purpose", "system", "owner", "approval", "expires", "permissionSet", "usePermissionSets", "permissionSetLicenses",
            "objects", "systemPermissions", "setupAccess", "tabs", "app", "volume", "credential",
        },
        ["approval"] = new[] { "by", "ticket", "date", "reviewBy" },
        ["object"] = new[] { "access", "fields", "recordTypes", "records", "viewAllFields", "reason" },
        ["fields"] = new[] { "read", "edit", "except" },
        ["systemPermission"] = new[] { "name", "reason" },
        ["setupAccess"] = new[] { "apexClasses", "customPermissions", "flows", "customSettings", "customMetadataTypes" },
        ["tabs"] = new[] { "visible", "available" },
        ["app"] = new[] { "name", "flow" },
        ["volume"] = new[] { "callsPerDay" },
        ["credential"] = new[] { "rotateEvery" },
        ["exception"] = new[] { "rule", "target", "reason", "owner", "approvedBy", "ticket", "expires" },
    };

    /// <summary>The keys a section must have.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Required = new Dictionary<string, string[]>
    {
        ["scope"] = new[] { "scopeVersion", "name", "identity", "integrations" },
        ["contact"] = new[] { "name", "contact" },
        ["identity"] = new[] { "username", "lastName", "email" },
        ["profile"] = new[] { "name" },
        ["hours"] = new[] { "days", "from", "to", "timeZone" },
        ["approval"] = new[] { "by" },
        ["object"] = new[] { "access" },
        ["systemPermission"] = new[] { "name", "reason" },
        ["app"] = new[] { "name", "flow" },
        ["volume"] = new[] { "callsPerDay" },
        ["credential"] = new[] { "rotateEvery" },
        ["exception"] = new[] { "rule", "target", "reason", "owner", "approvedBy", "expires" },
    };

    public static readonly string[] Access = { "read", "create", "edit", "delete" };

    public static readonly string[] Records = { "viewAll", "modifyAll" };

    public static readonly string[] Flows = { "jwt", "clientCredentials" };

    public static readonly string[] Days = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
}
