using System;
using System.IO;
using System.Linq;
using SfIntegration.Practice.Api;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Seed;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Snapshots;

/// <summary>
/// Puts the access state of a snapshot in the place of an org's own: users, licences, containers with what they grant, groups,
/// assignments, and a schema grown to what can be granted. Org id, address, settings and switches stay this org's, so that nothing
/// takes it for the org that the snapshot is of. Records, apps' keys and passwords are in no snapshot.
/// </summary>
internal static class SnapshotLoad
{
    /// <summary>What an administrator needs here.</summary>
    private static readonly string[] s_power = { "ModifyAllData", "ManageUsers", "ViewSetup", "ApiEnabled" };

    private static readonly string[] s_kept = { "Organization", SideTables.OrgSettings, SideTables.SigningKey, SideTables.TrustedIpRange };

    /// <summary>Loads it; answers the username of who administers the org now. The org is left as it is where the file is wrong.</summary>
    /// <exception cref="FormatException">The stream holds no snapshot, or a broken one.</exception>
    public static string Load(OrgParts org, Stream stream)
    {
        var schema = new SnapshotSchema();
        var tables = new SnapshotTables(schema.Schema, org.Store, org.Clock.UtcNow);
        var rows = new SnapshotRows(tables, schema);
        foreach (var line in SnapshotLines.Read(stream))
        {
            rows.Take(line);
        }

        schema.Finish();
        foreach (var row in s_kept.SelectMany(t => org.Store.Rows(t)))
        {
            tables.Store.Put(row.Clone());
        }

        var administrator = Administrator(tables, schema.Schema, rows.TakenBy, org.Clock.UtcNow);
        org.Schema.Replace(schema.Schema.Objects.ToList());
        org.Store.Replace(tables.Store.Tables.ToList(), tables.Numbers);
        org.Cursors.Clear();
        org.Meter.Clear();
        org.Engine.LogFiles.Clear();
        return administrator;
    }

    /// <summary>Who took the snapshot where that is an administrator, or the first who is; where nobody is, one is added.</summary>
    private static string Administrator(SnapshotTables tables, OrgSchema schema, string takenBy, DateTime now)
    {
        var users = tables.Store.Rows("User").Where(u => u.Flag("IsActive")).OrderBy(u => u.Text("Username") != takenBy).ThenBy(u => u.Text("Username"), StringComparer.Ordinal).ToList();
        return users.FirstOrDefault(u => Has(tables.Store, u, now))?.Text("Username") ?? AddAdministrator(tables, schema);
    }

    private static bool Has(OrgStore store, Row user, DateTime now)
    {
        if (store.Rows("UserLogin", "UserId", user.Id).Any(l => l.Flag("IsFrozen")))
        {
            return false;
        }

        var held = store.Rows("PermissionSetAssignment", "AssigneeId", user.Id)
            .Where(a => a.Flag("IsActive") && !(a["ExpirationDate"] is DateTime ends && ends <= now))
            .Select(a => store.Find("PermissionSet", a.Text("PermissionSetId")))
            .Where(s => s is not null && !s.Flag("HasActivationRequired"))
            .ToList();
        return s_power.All(p => held.Any(s => s!.Flag(SystemPermissions.Prefix + p)));
    }

    private static string AddAdministrator(SnapshotTables tables, OrgSchema schema)
    {
        const string Profile = "System Administrator";
        var license = tables.Store.Rows("UserLicense", "Name", "Salesforce").FirstOrDefault()
            ?? tables.Put("UserLicense", null, ("Name", "Salesforce"), ("MasterLabel", "Salesforce"), ("LicenseDefinitionKey", "SFDC"), ("Status", "Active"), ("TotalLicenses", 1), ("UsedLicenses", 1));
        var name = tables.Store.Rows("Profile", "Name", Profile).Count == 0 ? Profile : "Practice Administrator";
        var permissions = SystemPermissions.All(schema).Where(p => p != "ApiUserOnly").Select(p => (SystemPermissions.Prefix + p, (object?)true)).ToList();
        var profile = tables.Put("Profile", null, new (string, object?)[] { ("Name", name), ("UserLicenseId", license.Id), ("UserType", "Standard") }.Concat(permissions).ToArray());
        var set = tables.Put("PermissionSet", null, new (string, object?)[]
        {
            ("Name", "X00e" + profile.Id.Substring(3)), ("Label", "00e" + profile.Id.Substring(3)), ("ProfileId", profile.Id), ("LicenseId", license.Id),
            ("IsOwnedByProfile", true), ("IsCustom", false), ("Type", "Profile"),
        }.Concat(permissions).ToArray());
        var username = CompanySeed.AdminUsername;
        for (var number = 2; tables.Store.Rows("User", "Username", username, ignoreCase: true).Count > 0; number++)
        {
            username = "admin" + number.ToString(System.Globalization.CultureInfo.InvariantCulture) + "@acme.example";
        }

        var user = tables.Put("User", null, ("Username", username), ("LastName", "Administrator"), ("Name", "Administrator"), ("Alias", "admin"), ("CommunityNickname", "practice.admin"), ("Email", username),
            ("ProfileId", profile.Id), ("UserType", "Standard"), ("IsActive", true), ("TimeZoneSidKey", "GMT"), ("LocaleSidKey", "en_US"), ("EmailEncodingKey", "UTF-8"), ("LanguageLocaleKey", "en_US"));
        tables.Put("UserLogin", null, ("UserId", user.Id), ("IsFrozen", false), ("IsPasswordLocked", false));
        tables.Put("PermissionSetAssignment", null, ("AssigneeId", user.Id), ("PermissionSetId", set.Id), ("IsActive", true));
        return username;
    }
}
