using System;
using System.Linq;
using System.Management.Automation;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Cmdlets.Session;

/// <summary>A record or another JSON answer as PowerShell objects: parents nested, child rows as arrays.</summary>
internal static class RecordObject
{
    /// <summary>A record; its type name is "SfIntegration.Record#Account", and it carries its org.</summary>
    public static PSObject From(JObject record, SfOrg? org)
    {
        var result = new PSObject();
        if ((string?)record.SelectToken("attributes.type") is { } type)
        {
            result.TypeNames.Insert(0, "SfIntegration.Record#" + type);
        }

        foreach (var property in record.Properties().Where(p => p.Name != "attributes"))
        {
            result.Properties.Add(new PSNoteProperty(property.Name, Value(property.Value)));
        }

        if (org is not null && result.Properties["Org"] is null)
        {
            // Hidden from the default view by being a member of its own set; there for binding by name.
            result.Properties.Add(new PSNoteProperty("Org", org));
            HideFromView(result);
        }

        return result;
    }

    /// <summary>Any JSON value.</summary>
    public static object? Value(JToken token) => token switch
    {
        JObject nested when nested["records"] is JArray rows => rows.OfType<JObject>().Select(r => From(r, null)).ToArray(),
        JObject nested => From(nested, null),
        JArray list => list.Select(Value).ToArray(),
        JValue { Value: DateTime moment } => moment,
        JValue value => value.Value,
        _ => token.ToString(),
    };

    private static void HideFromView(PSObject record)
    {
        var shown = record.Properties.Select(p => p.Name).Where(n => n != "Org").ToArray();
        record.Members.Add(new PSMemberSet("PSStandardMembers", new PSMemberInfo[] { new PSPropertySet("DefaultDisplayPropertySet", shown) }));
    }
}
