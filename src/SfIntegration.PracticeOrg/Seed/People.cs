using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Practice.Seed;

/// <summary>The people of the seed, the integration users among them, and the users Salesforce itself keeps.</summary>
internal static class People
{
    public static void Add(SeedContext context, JArray users)
    {
        var org = context.Engine.OrganizationId.ToLowerInvariant();
        string Name(JToken user) => ((string)user["username"]!)
            .Replace("{org}", org)
            .Replace("{security}", context.Engine.Switches.AnalyticsSecurityUserPrefix);

        foreach (var user in users)
        {
            var username = Name(user);
            var id = context.Insert(
                "User",
                ("Username", username),
                ("FirstName", (string?)user["first"]),
                ("LastName", (string)user["last"]!),
                ("Email", username),
                ("Alias", (string)user["alias"]!),
                ("ProfileId", context.IdOf("Profile", "Name", (string)user["profile"]!)),
                ("UserRoleId", (string?)user["role"] is { } role ? context.IdOf("UserRole", "Name", role) : null),
                ("TimeZoneSidKey", "Europe/Berlin"),
                ("LocaleSidKey", "de_DE"),
                ("EmailEncodingKey", "UTF-8"),
                ("LanguageLocaleKey", "en_US"));
            Assign(context, id, user);
            State(context, id, user);
        }

        AutomatedProcess(context, org);

        // Who made all this: the first administrator.
        var admin = context.IdOf("User", "Username", CompanySeed.AdminUsername);
        foreach (var type in new[] { "Organization", "User", "Profile", "PermissionSet", "PermissionSetGroup", "MutingPermissionSet", "ObjectPermissions", "FieldPermissions", "PermissionSetLicense", "UserRole", "ApexClass", "ApexPage", "TabSet", "AppMenuItem", "CustomPermission", "PermissionSetGroupComponent", "PermissionSetLicenseAssign", "UserLogin" })
        {
            foreach (var row in context.Rows(type))
            {
                var days = users.FirstOrDefault(u => type == "User" && Name(u) == row.Text("Username"))?["days"];
                context.Age(row, (int?)days ?? 1400, admin);
            }
        }
    }

    private static void Assign(SeedContext context, string userId, JToken user)
    {
        foreach (var name in user["sets"]?.Values<string>() ?? Enumerable.Empty<string>())
        {
            context.Insert("PermissionSetAssignment", ("AssigneeId", userId), ("PermissionSetId", context.IdOf("PermissionSet", "Name", name!)));
        }

        foreach (var name in user["expired"]?.Values<string>() ?? Enumerable.Empty<string>())
        {
            context.Insert(
                "PermissionSetAssignment",
                ("AssigneeId", userId),
                ("PermissionSetId", context.IdOf("PermissionSet", "Name", name!)),
                ("ExpirationDate", context.Now.AddDays(-10).ToString("o", CultureInfo.InvariantCulture)));
        }

        foreach (var name in user["groups"]?.Values<string>() ?? Enumerable.Empty<string>())
        {
            context.Insert("PermissionSetAssignment", ("AssigneeId", userId), ("PermissionSetGroupId", context.IdOf("PermissionSetGroup", "DeveloperName", name!)));
        }
    }

    private static void State(SeedContext context, string userId, JToken user)
    {
        if ((bool?)user["inactive"] == true)
        {
            context.Engine.Update(context.System, "User", userId, new Dictionary<string, object?> { ["IsActive"] = false });
        }

        if ((bool?)user["frozen"] == true)
        {
            context.Change(context.Find("UserLogin", "UserId", userId), r => r["IsFrozen"] = true);
        }

        if ((string?)user["userType"] is { } userType)
        {
            context.Change(context.Engine.Store.Find("User", userId)!, r => r["UserType"] = userType);
        }
    }

    // Automated Process has neither profile nor licence; queries by profile do not meet it.
    private static void AutomatedProcess(SeedContext context, string org) => context.Create(
        "User",
        ("Username", $"autoproc@{org}"),
        ("LastName", "Automated Process"),
        ("Name", "Automated Process"),
        ("Alias", "autoproc"),
        ("Email", "autoproc@" + org + ".example"),
        ("CommunityNickname", "autoproc"),
        ("UserType", "AutomatedProcess"),
        ("IsActive", true),
        ("TimeZoneSidKey", "GMT"),
        ("LocaleSidKey", "en_US"),
        ("EmailEncodingKey", "UTF-8"),
        ("LanguageLocaleKey", "en_US"));
}
