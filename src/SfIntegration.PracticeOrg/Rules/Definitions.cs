using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>The rows of EntityDefinition and FieldDefinition: the schema as the caller sees it.</summary>
internal static class Definitions
{
    public static IEnumerable<Row> Entities(OrgEngine engine, ICallerAccess caller)
    {
        var schema = engine.Schema.Find("EntityDefinition")!;
        return engine.Schema.Objects.Where(caller.CanSee).Select(o => new Row(schema.Name, QueryRows.IdFor(schema.KeyPrefix, o.Name))
        {
            ["DurableId"] = o.Name,
            ["QualifiedApiName"] = o.Name,
            ["DeveloperName"] = DeveloperName(o.Name),
            ["NamespacePrefix"] = NamespaceOf(o.Name),
            ["Label"] = o.Label,
            ["MasterLabel"] = o.Label,
            ["PluralLabel"] = o.LabelPlural,
            ["KeyPrefix"] = o.KeyPrefix,
            ["IsCustomizable"] = !o.Setup,
            ["IsCustomSetting"] = false,
            ["IsQueryable"] = o.Queryable,
            ["IsFlsEnabled"] = o.Fields.Any(f => f.Permissionable),
            ["InternalSharingModel"] = o.InternalSharingModel,
            ["ExternalSharingModel"] = o.Setup ? "" : "Private",
            ["IsEverCreatable"] = o.Createable,
            ["IsEverUpdatable"] = o.Updateable,
            ["IsEverDeletable"] = o.Deletable,
        });
    }

    public static IEnumerable<Row> Fields(OrgEngine engine, ICallerAccess caller)
    {
        var schema = engine.Schema.Find("FieldDefinition")!;
        return
            from o in engine.Schema.Objects
            where caller.CanSee(o)
            from f in o.Fields
            where caller.CanReadField(o, f)
            select new Row(schema.Name, QueryRows.IdFor(schema.KeyPrefix, o.Name + "." + f.Name))
            {
                ["DurableId"] = o.Name + "." + f.Name,
                ["EntityDefinitionId"] = o.Name,
                ["QualifiedApiName"] = f.Name,
                ["DeveloperName"] = DeveloperName(f.Name),
                ["NamespacePrefix"] = NamespaceOf(f.Name),
                ["Label"] = f.Label,
                ["MasterLabel"] = f.Label,
                ["DataType"] = f.Type,
                ["Length"] = f.Length,
                ["IsCalculated"] = f.Calculated,
                ["IsNillable"] = f.Nillable,
                ["IsNameField"] = f.NameField,
                ["IsFlsEnabled"] = FieldSecurity.TakesRows(o, f),
            };
    }

    private static string? NamespaceOf(string name)
    {
        var parts = name.Split(new[] { "__" }, System.StringSplitOptions.None);
        return parts.Length == 3 ? parts[0] : null;
    }

    private static string DeveloperName(string name)
    {
        var parts = name.Split(new[] { "__" }, System.StringSplitOptions.None);
        return parts.Length == 3 ? parts[1] : parts[0];
    }
}
