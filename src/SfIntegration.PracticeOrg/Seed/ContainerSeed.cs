using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Seed;

/// <summary>Profiles, permission sets and groups of the seed, with what they grant.</summary>
internal static class ContainerSeed
{
    public static void Profiles(SeedContext context, JArray profiles)
    {
        foreach (var profile in profiles)
        {
            var row = context.Create(
                "Profile",
                ("Name", (string)profile["name"]!),
                ("UserLicenseId", context.IdOf("UserLicense", "Name", (string)profile["license"]!)),
                ("UserType", (string?)profile["userType"] ?? "Standard"));
            context.Change(row, r => Permit(context, r, profile));
            var set = ProfileRules.Own(context.Engine, context.Engine.Store.Find("Profile", row.Id)!);
            if ((bool?)profile["allFields"] == true)
            {
                Fields(context.Engine, set.Id, _ => true);
            }

            Objects(context, set.Id, profile);
            RecordTypesOf(context, set.Id, profile, isProfile: true);
        }
    }

    /// <summary>Field rows, edit where that can be granted, for every field that takes one and is chosen; as System Administrator has them.</summary>
    public static void Fields(OrgEngine engine, string setId, Func<string, bool> chosen)
    {
        foreach (var o in engine.Schema.Objects.ToList())
        {
            foreach (var field in o.Fields.Where(f => FieldSecurity.TakesRows(o, f) && chosen(o.Name + "." + f.Name)).ToList())
            {
                engine.Create(
                    "FieldPermissions",
                    "",
                    ("ParentId", setId),
                    ("SobjectType", o.Name),
                    ("Field", o.Name + "." + field.Name),
                    ("PermissionsRead", true),
                    ("PermissionsEdit", FieldSecurity.IsEditable(field)));
            }
        }
    }

    public static void PermissionSets(SeedContext context, JArray sets)
    {
        foreach (var set in sets)
        {
            var license = (string?)set["license"];
            var values = new Dictionary<string, object?>
            {
                ["Name"] = (string)set["name"]!,
                ["Label"] = (string)set["label"]!,
                ["Description"] = (string?)set["description"],
                ["LicenseId"] = license is null ? null
                    : license.EndsWith("Psl", StringComparison.Ordinal) ? context.IdOf("PermissionSetLicense", "DeveloperName", license)
                    : context.IdOf("UserLicense", "Name", license),
            };
            foreach (var permission in set["permissions"]?.Values<string>() ?? Enumerable.Empty<string>())
            {
                values[SystemPermissions.Prefix + permission] = true;
            }

            var id = context.Engine.Insert(context.System, "PermissionSet", values);
            Objects(context, id, set);
            SetupEntities(context, id, set);
            RecordTypesOf(context, id, set, isProfile: false);
        }
    }

    public static void Groups(SeedContext context, JArray groups)
    {
        foreach (var group in groups)
        {
            var id = context.Insert(
                "PermissionSetGroup",
                ("DeveloperName", (string)group["name"]!),
                ("MasterLabel", (string)group["label"]!),
                ("Description", (string?)group["description"]));
            foreach (var set in group["sets"]!.Values<string>())
            {
                context.Insert("PermissionSetGroupComponent", ("PermissionSetGroupId", id), ("PermissionSetId", context.IdOf("PermissionSet", "Name", set!)));
            }

            Mute(context, id, group["muting"]!);
        }
    }

    private static void Mute(SeedContext context, string groupId, JToken muting)
    {
        var id = context.Insert("MutingPermissionSet", ("DeveloperName", (string)muting["name"]!), ("MasterLabel", (string)muting["label"]!));
        foreach (var o in ((JObject)muting["objects"]!).Properties())
        {
            context.Insert("ObjectPermissions", Rights(id, o.Name, (string)o.Value!));
        }

        foreach (var field in muting["fields"]!.Values<string>())
        {
            Field(context, id, field!, edit: false);
        }

        context.Insert("PermissionSetGroupComponent", ("PermissionSetGroupId", groupId), ("PermissionSetId", id));
    }

    private static void Permit(SeedContext context, Row profile, JToken wanted)
    {
        var names = wanted["allPermissionsBut"] is { } but
            ? SystemPermissions.All(context.Engine.Schema).Except(but.Values<string>().Select(n => n!))
            : wanted["permissions"]?.Values<string>().Select(n => n!) ?? Enumerable.Empty<string>();
        foreach (var name in names)
        {
            profile[SystemPermissions.Prefix + name] = true;
        }
    }

    private static void Objects(SeedContext context, string setId, JToken container)
    {
        foreach (var entry in (container["objects"] as JObject)?.Properties() ?? Enumerable.Empty<JProperty>())
        {
            context.Insert("ObjectPermissions", Rights(setId, entry.Name, (string)entry.Value[0]!));
            var o = context.Engine.Schema.Find(entry.Name)!;
            if (entry.Value[1] is JArray named)
            {
                foreach (var name in named.Values<string>().Select(n => n!))
                {
                    Field(context, setId, o.Name + "." + name.TrimStart('+'), edit: name[0] == '+');
                }

                continue;
            }

            foreach (var field in o.Fields.Where(f => FieldSecurity.TakesRows(o, f)))
            {
                Field(context, setId, o.Name + "." + field.Name, (string)entry.Value[1]! == "edit" && FieldSecurity.IsEditable(field));
            }
        }
    }

    private static void SetupEntities(SeedContext context, string setId, JToken set)
    {
        foreach (var name in set["apexClasses"]?.Values<string>() ?? Enumerable.Empty<string>())
        {
            context.Insert("SetupEntityAccess", ("ParentId", setId), ("SetupEntityId", context.IdOf("ApexClass", "Name", name!)));
        }

        foreach (var name in set["customPermissions"]?.Values<string>() ?? Enumerable.Empty<string>())
        {
            context.Insert("SetupEntityAccess", ("ParentId", setId), ("SetupEntityId", context.IdOf("CustomPermission", "DeveloperName", name!)));
        }
    }

    // The first record type of an object that a profile has is its default.
    private static void RecordTypesOf(SeedContext context, string setId, JToken container, bool isProfile)
    {
        var defaults = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in container["recordTypes"]?.Values<string>() ?? Enumerable.Empty<string>())
        {
            var row = RecordTypes.Find(context.Engine.Store, name!)!;
            RecordTypes.Put(context.Engine.Store, setId, row.Id, visible: true, isDefault: isProfile && defaults.Add(row.Text("SobjectType")!));
        }
    }

    private static void Field(SeedContext context, string setId, string field, bool edit) => context.Insert(
        "FieldPermissions",
        ("ParentId", setId),
        ("SobjectType", field.Substring(0, field.IndexOf('.'))),
        ("Field", field),
        ("PermissionsRead", true),
        ("PermissionsEdit", edit));

    private static (string, object?)[] Rights(string setId, string objectName, string letters) => new (string, object?)[]
    {
        ("ParentId", setId),
        ("SobjectType", objectName),
        ("PermissionsRead", letters.IndexOf('r') >= 0),
        ("PermissionsCreate", letters.IndexOf('c') >= 0),
        ("PermissionsEdit", letters.IndexOf('e') >= 0),
        ("PermissionsDelete", letters.IndexOf('d') >= 0),
        ("PermissionsViewAllRecords", letters.IndexOf('v') >= 0),
        ("PermissionsModifyAllRecords", letters.IndexOf('m') >= 0),
        ("PermissionsViewAllFields", letters.IndexOf('f') >= 0),
    };
}
