using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Seed;

/// <summary>
/// Fills an empty org with Acme (Data/acme.json, records.json, logins.json), a small company with the sins small companies have: an
/// administrator's account used as an integration, one integration user shared by three systems, one on an old profile with access of
/// its own, permission sets nobody describes, an assignment that lapsed, an application open to all.
/// </summary>
internal static class CompanySeed
{
    /// <summary>The administrator who runs the tool.</summary>
    public const string AdminUsername = "admin@acme.example";

    public static void Fill(OrgEngine engine)
    {
        var data = EmbeddedData.Json("Seed.Data.acme.json");
        engine.Store.Transaction(() =>
        {
            var context = new SeedContext(engine);
            context.Create("Organization", ((JObject)data["organization"]!).Properties().Select(p => (p.Name, ((JValue)p.Value).Value)).ToArray());
            Licenses(context, data);
            SetupEntities(context, data);
            RecordTypeRows(context, (JArray)data["recordTypes"]!);
            ContainerSeed.Profiles(context, (JArray)data["profiles"]!);
            Roles(context, (JArray)data["roles"]!);
            ContainerSeed.PermissionSets(context, (JArray)data["permissionSets"]!);
            ContainerSeed.Groups(context, (JArray)data["groups"]!);
            People.Add(context, (JArray)data["users"]!);
            AppSeed.Add(context, (JArray)data["apps"]!);
            Business.Add(context);
            Logins.Add(context);
            engine.RecalculateGroups();
            return true;
        });
    }

    private static void Licenses(SeedContext context, JObject data)
    {
        foreach (var license in data["userLicenses"]!)
        {
            var key = (string)license["key"]!;
            context.Create(
                "UserLicense",
                ("Name", (string)license["name"]!),
                ("MasterLabel", (string)license["name"]!),
                ("LicenseDefinitionKey", key.Length == 0 ? context.Engine.Switches.IntegrationLicenseKey : key),
                ("Status", "Active"),
                ("TotalLicenses", (int)license["total"]!),
                ("UsedLicenses", 0));
        }

        foreach (var license in data["permissionSetLicenses"]!)
        {
            var name = (string)license["developerName"]!;
            var row = context.Create(
                "PermissionSetLicense",
                ("DeveloperName", name),
                ("MasterLabel", (string)license["label"]!),
                ("PermissionSetLicenseKey", name),
                ("Language", "en_US"),
                ("Status", "Active"),
                ("IsAvailableForIntegrations", (bool)license["integrations"]!),
                ("TotalLicenses", (int)license["total"]!),
                ("UsedLicenses", 0));
            context.Change(row, changed =>
            {
                foreach (var permission in SystemPermissions.All(context.Engine.Schema))
                {
                    changed["Maximum" + SystemPermissions.Prefix + permission] = LicenseData.Allows(name, permission);
                }
            });
        }
    }

    private static void SetupEntities(SeedContext context, JObject data)
    {
        foreach (var name in data["apexClasses"]!.Values<string>())
        {
            SetupEntityRows.ApexClass(context.Engine, name!);
        }

        foreach (var name in data["apexPages"]!.Values<string>())
        {
            SetupEntityRows.ApexPage(context.Engine, name!);
        }

        foreach (var name in data["tabSets"]!.Values<string>())
        {
            SetupEntityRows.TabSet(context.Engine, name!);
        }

        foreach (var permission in data["customPermissions"]!)
        {
            SetupEntityRows.CustomPermission(context.Engine, (string)permission["name"]!, (string)permission["label"]!);
        }
    }

    private static void RecordTypeRows(SeedContext context, JArray recordTypes)
    {
        foreach (var recordType in recordTypes)
        {
            context.Create(
                RecordTypes.Type,
                ("SobjectType", (string)recordType["object"]!),
                ("DeveloperName", (string)recordType["name"]!),
                ("Name", (string)recordType["label"]!),
                ("Description", (string?)recordType["description"]),
                ("IsActive", (bool?)recordType["active"] ?? true));
        }
    }

    private static void Roles(SeedContext context, JArray roles)
    {
        foreach (var role in roles)
        {
            context.Create(
                "UserRole",
                ("Name", (string)role["name"]!),
                ("DeveloperName", (string)role["developerName"]!),
                ("ParentRoleId", (string?)role["parent"] is { } parent ? context.IdOf("UserRole", "Name", parent) : null),
                ("OpportunityAccessForAccountOwner", "Edit"),
                ("CaseAccessForAccountOwner", "Edit"),
                ("ContactAccessForAccountOwner", "Edit"),
                ("PortalType", "None"));
        }
    }
}
