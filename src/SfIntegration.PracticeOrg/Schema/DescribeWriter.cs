using System;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Schema;

/// <summary>Writes the describe answers as one caller sees the org.</summary>
internal static class DescribeWriter
{
    /// <summary>The answer of /sobjects; <paramref name="apiPath"/> is what stands between the version and it.</summary>
    public static JObject Global(OrgSchema schema, ICallerAccess caller, string apiVersion, string apiPath = "") => new()
    {
        ["encoding"] = "UTF-8",
        ["maxBatchSize"] = 200,
        ["sobjects"] = new JArray(schema.Objects
            .Where(caller.CanSee)
            .OrderBy(o => o.Name, StringComparer.OrdinalIgnoreCase)
            .Select(o => Head(o, caller, apiVersion + apiPath))),
    };

    /// <summary>The answer of /sobjects/X/describe.</summary>
    public static JObject Object(SObjectSchema sobject, OrgStore store, OrgSchema schema, ICallerAccess caller, string apiVersion, string apiPath = "")
    {
        var answer = Head(sobject, caller, apiVersion + apiPath);
        answer["actionOverrides"] = new JArray();
        answer["childRelationships"] = Children(sobject, schema, caller);
        answer["compactLayoutable"] = !sobject.Setup;
        answer["defaultImplementation"] = null;
        answer["extendedBy"] = null;
        answer["extendsInterfaces"] = null;
        answer["fields"] = new JArray(sobject.Fields
            .Where(f => caller.CanReadField(sobject, f))
            .Select(f => FieldDescribe.Of(sobject, f, schema, caller)));
        answer["implementedBy"] = null;
        answer["implementsInterfaces"] = null;
        answer["listviewable"] = null;
        answer["lookupLayoutable"] = null;
        answer["namedLayoutInfos"] = new JArray();
        answer["networkScopeFieldName"] = null;
        answer["recordTypeInfos"] = RecordTypes.Infos(store, caller, sobject, id => new JObject
        {
            ["layout"] = $"/services/data/v{apiVersion}{apiPath}/sobjects/{sobject.Name}/describe/layouts/{id}",
        });
        answer["searchLayoutable"] = !sobject.Setup;
        answer["sobjectDescribeOption"] = "FULL";
        answer["supportedScopes"] = new JArray(new JObject { ["label"] = "All " + sobject.LabelPlural, ["name"] = "everything" });
        return answer;
    }

    private static JObject Head(SObjectSchema o, ICallerAccess caller, string path)
    {
        var url = $"/services/data/v{path}/sobjects/{o.Name}";
        return new JObject
        {
            ["activateable"] = false,
            ["associateEntityType"] = null,
            ["associateParentEntity"] = null,
            ["createable"] = o.Createable && caller.CanCreate(o),
            ["custom"] = o.Custom,
            ["customSetting"] = false,
            ["deepCloneable"] = false,
            ["deletable"] = o.Deletable && caller.CanDelete(o),
            ["deprecatedAndHidden"] = false,
            ["feedEnabled"] = false,
            ["hasSubtypes"] = false,
            ["isInterface"] = false,
            ["isSubtype"] = false,
            ["keyPrefix"] = o.KeyPrefix,
            ["label"] = o.Label,
            ["labelPlural"] = o.LabelPlural,
            ["layoutable"] = !o.Setup,
            ["mergeable"] = false,
            ["mruEnabled"] = !o.Setup,
            ["name"] = o.Name,
            ["queryable"] = o.Queryable,
            ["replicateable"] = o.Queryable,
            ["retrieveable"] = o.Queryable,
            ["searchable"] = !o.Setup,
            ["triggerable"] = !o.Setup,
            ["undeletable"] = !o.Setup && o.Deletable && caller.CanDelete(o),
            ["updateable"] = o.Updateable && caller.CanEdit(o),
            ["urls"] = new JObject
            {
                ["rowTemplate"] = url + "/{ID}",
                ["describe"] = url + "/describe",
                ["sobject"] = url,
            },
        };
    }

    private static JArray Children(SObjectSchema parent, OrgSchema schema, ICallerAccess caller) => new(schema.Children(parent.Name)
        .Where(c => caller.CanSee(c.Child) && caller.CanReadField(c.Child, c.Field))
        .OrderBy(c => c.Child.Name, StringComparer.OrdinalIgnoreCase)
        .Select(c => new JObject
        {
            ["cascadeDelete"] = c.Field.MasterDetail,
            ["childSObject"] = c.Child.Name,
            ["deprecatedAndHidden"] = false,
            ["field"] = c.Field.Name,
            ["junctionIdListNames"] = new JArray(),
            ["junctionReferenceTo"] = new JArray(),
            ["relationshipName"] = c.Field.ChildRelationshipName,
            ["restrictedDelete"] = false,
        }));
}
