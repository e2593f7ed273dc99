using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Seed;

/// <summary>Grows a running org: by what a permission set or profile file names, by standard objects, by users.</summary>
internal static class Growth
{
    /// <summary>
    /// Adds the objects and fields the file names, and rows for its Apex classes, pages, custom permissions and applications.
    /// System Administrator gets field rows for what is new, as when a package is installed.
    /// </summary>
    public static void AddFromMetadata(OrgEngine engine, string xml, string? ns)
    {
        var before = Known(engine.Schema);
        var grown = MetadataGrowth.AddFromMetadata(engine.Schema, xml, ns);
        engine.Store.Transaction(() =>
        {
            foreach (var name in grown.ApexClasses)
            {
                SetupEntityRows.ApexClass(engine, name);
            }

            foreach (var name in grown.ApexPages)
            {
                SetupEntityRows.ApexPage(engine, name);
            }

            foreach (var name in grown.CustomPermissions)
            {
                SetupEntityRows.CustomPermission(engine, name);
            }

            foreach (var name in grown.Applications)
            {
                SetupEntityRows.TabSet(engine, name);
            }

            GrantAdministrator(engine, before);
            return true;
        });
    }

    /// <summary>Adds standard objects by name.</summary>
    public static void AddStandard(OrgEngine engine, IEnumerable<string> names)
    {
        var before = Known(engine.Schema);
        StandardSchema.AddStandard(engine.Schema, names);
        GrantNew(engine, before);
    }

    /// <summary>Adds objects with all their fields.</summary>
    public static void AddObjects(OrgEngine engine, IEnumerable<SObjectSchema> objects)
    {
        var before = Known(engine.Schema);
        foreach (var o in objects)
        {
            engine.Schema.Add(o);
        }

        GrantNew(engine, before);
    }

    /// <summary>Adds people with the lowest access; the licence grows with them.</summary>
    public static void AddUsers(OrgEngine engine, int count)
    {
        var context = new SeedContext(engine);
        engine.Store.Transaction(() =>
        {
            var profile = context.Find("Profile", "Name", "Minimum Access - Salesforce");
            var first = engine.Store.Rows("User").Count();
            for (var i = first; i < first + count; i++)
            {
                var number = i.ToString(CultureInfo.InvariantCulture);
                AddPerson(context, profile, $"person{number}@acme.example", "Person " + number, "p" + number);
            }

            return true;
        });
    }

    /// <summary>Adds a user with what its profile gives; the licence grows with it.</summary>
    public static Row AddPerson(SeedContext context, Row profile, string username, string lastName, string alias)
    {
        var store = context.Engine.Store;
        var license = store.Find("UserLicense", profile.Text("UserLicenseId"))!;
        context.Change(license, r =>
        {
            r["TotalLicenses"] = (int)license["TotalLicenses"]! + 1;
            r["UsedLicenses"] = (int)license["UsedLicenses"]! + 1;
        });
        var user = context.Create(
            "User",
            ("Username", username),
            ("LastName", lastName),
            ("Name", lastName),
            ("Alias", alias),
            ("CommunityNickname", username.Substring(0, username.IndexOf('@'))),
            ("Email", username),
            ("ProfileId", profile.Id),
            ("UserType", "Standard"),
            ("IsActive", true),
            ("TimeZoneSidKey", "Europe/Berlin"),
            ("LocaleSidKey", "de_DE"),
            ("EmailEncodingKey", "UTF-8"),
            ("LanguageLocaleKey", "en_US"));
        context.Create("UserLogin", ("UserId", user.Id));
        context.Create("PermissionSetAssignment", ("AssigneeId", user.Id), ("PermissionSetId", ProfileRules.OwnedSet(store, profile.Id)!.Id), ("IsActive", true));
        return user;
    }

    private static HashSet<string> Known(OrgSchema schema) =>
        new(schema.Objects.SelectMany(o => o.Fields.Where(f => FieldSecurity.TakesRows(o, f)).Select(f => o.Name + "." + f.Name)));

    private static void GrantNew(OrgEngine engine, HashSet<string> before) => engine.Store.Transaction(() =>
    {
        GrantAdministrator(engine, before);
        return true;
    });

    private static void GrantAdministrator(OrgEngine engine, HashSet<string> before)
    {
        var profile = engine.Store.Rows("Profile").FirstOrDefault(p => p.Text("Name") == "System Administrator");
        if (ProfileRules.OwnedSet(engine.Store, profile?.Id) is { } set)
        {
            ContainerSeed.Fields(engine, set.Id, name => !before.Contains(name));
        }
    }
}
