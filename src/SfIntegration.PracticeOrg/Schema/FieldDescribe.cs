using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Schema;

/// <summary>Writes one field of an object's describe.</summary>
internal static class FieldDescribe
{
    public static JObject Of(SObjectSchema o, FieldSchema f, OrgSchema schema, ICallerAccess caller)
    {
        var writable = caller.CanEditField(o, f);
        var text = f.Type is "string" or "textarea" or "picklist" or "multipicklist" or "url" or "email" or "phone" or "combobox" or "encryptedstring";
        return new JObject
        {
            ["aggregatable"] = f.Filterable && f.Type is not ("boolean" or "multipicklist"),
            ["aiPredictionField"] = false,
            ["autoNumber"] = f.AutoNumber,
            ["byteLength"] = f.Length * (text ? 3 : 1),
            ["calculated"] = f.Calculated,
            ["calculatedFormula"] = f.Formula,
            ["cascadeDelete"] = f.MasterDetail,
            ["caseSensitive"] = false,
            ["compoundFieldName"] = f.CompoundFieldName,
            ["controllerName"] = null,
            ["createable"] = f.Createable && writable && o.Createable && caller.CanCreate(o),
            ["custom"] = f.Custom,
            ["defaultValue"] = f.DefaultValue is bool flag ? new JValue(flag) : JValue.CreateNull(),
            ["defaultValueFormula"] = null,
            ["defaultedOnCreate"] = f.DefaultedOnCreate,
            ["dependentPicklist"] = false,
            ["deprecatedAndHidden"] = false,
            ["digits"] = f.Type == "int" ? 8 : 0,
            ["displayLocationInDecimal"] = false,
            ["encrypted"] = f.Type == "encryptedstring",
            ["externalId"] = f.ExternalId,
            ["extraTypeInfo"] = null,
            ["filterable"] = f.Filterable,
            ["filteredLookupInfo"] = null,
            ["formulaTreatNullNumberAsZero"] = false,
            ["groupable"] = f.Groupable,
            ["highScaleNumber"] = false,
            ["htmlFormatted"] = false,
            ["idLookup"] = f.IdLookup,
            ["inlineHelpText"] = null,
            ["label"] = f.Label,
            ["length"] = f.Length,
            ["mask"] = null,
            ["maskType"] = null,
            ["name"] = f.Name,
            ["nameField"] = f.NameField,
            ["namePointing"] = f.ReferenceTo.Count > 1,
            ["nillable"] = f.Nillable,
            ["permissionable"] = f.Permissionable || IsAddressPart(o, f),
            ["picklistValues"] = Picklist(o, f, schema),
            ["polymorphicForeignKey"] = f.ReferenceTo.Count > 1,
            ["precision"] = f.Type is "double" or "currency" or "percent" ? 18 : 0,
            ["queryByDistance"] = f.Type == "location",
            ["referenceTargetField"] = null,
            ["referenceTo"] = new JArray(f.ReferenceTo),
            ["relationshipName"] = f.RelationshipName,
            ["relationshipOrder"] = f.MasterDetail ? 0 : null,
            ["restrictedDelete"] = false,
            ["restrictedPicklist"] = f.RestrictedPicklist,
            ["scale"] = f.Type is "currency" or "percent" ? 2 : 0,
            ["searchPrefilterable"] = false,
            ["soapType"] = SoapType(f.Type),
            ["sortable"] = f.Sortable,
            ["type"] = f.Type,
            ["unique"] = f.Unique,
            ["updateable"] = f.Updateable && writable && o.Updateable && caller.CanEdit(o),
            ["writeRequiresMasterRead"] = false,
        };
    }

    // Describe says permissionable of address parts, although only the compound takes rows (SE:97912).
    private static bool IsAddressPart(SObjectSchema o, FieldSchema f) =>
        f.CompoundFieldName is { } compound && o.Field(compound) is { Type: "address", Permissionable: true };

    private static JArray Picklist(SObjectSchema o, FieldSchema f, OrgSchema schema) =>
        new(Values(o, f, schema).Select(v => new JObject
        {
            ["active"] = true,
            ["defaultValue"] = f.DefaultValue is string chosen && chosen == v.Key,
            ["label"] = v.Value,
            ["validFor"] = null,
            ["value"] = v.Key,
        }));

    private static IEnumerable<KeyValuePair<string, string>> Values(SObjectSchema o, FieldSchema f, OrgSchema schema) => (o.Name, f.Name) switch
    {
        ("ObjectPermissions", "SobjectType") => AllowLists.Objects(schema)
            .Select(x => new KeyValuePair<string, string>(x.Name, x.Label)),
        ("FieldPermissions", "SobjectType") => AllowLists.Fields(schema)
            .Select(x => x.Object)
            .Distinct()
            .Select(x => new KeyValuePair<string, string>(x.Name, x.Label)),
        ("FieldPermissions", "Field") => AllowLists.Fields(schema)
            .Select(x => new KeyValuePair<string, string>(x.Object.Name + "." + x.Field.Name, x.Field.Label)),
        _ => f.PicklistValues.Select(v => new KeyValuePair<string, string>(v, v)),
    };

    private static string SoapType(string type) => type switch
    {
        "id" or "reference" => "tns:ID",
        "boolean" => "xsd:boolean",
        "int" => "xsd:int",
        "double" or "currency" or "percent" => "xsd:double",
        "date" => "xsd:date",
        "datetime" => "xsd:dateTime",
        "time" => "xsd:time",
        "base64" => "xsd:base64Binary",
        "address" => "urn:address",
        "location" => "urn:location",
        "anyType" => "xsd:anyType",
        _ => "xsd:string",
    };
}
