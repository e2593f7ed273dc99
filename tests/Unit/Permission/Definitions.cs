using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using SfIntegration.Access;
using SfIntegration.Permission;
using SfIntegration.Permission.Metadata;
using SfIntegration.Scope;

namespace SfIntegration.Unit.Tests.Permission;

/// <summary>Definitions a line each: "Account:Read+Edit", "Account.Name:Edit".</summary>
internal static class Definitions
{
    public const string Ns = "http://soap.sforce.com/2006/04/metadata";

    public static PermissionSetDefinition Of(
        string name = "Test", string objects = "", string fields = "", string system = "", string entities = "", string tabs = "", string? recordTypes = "", string? license = null, string description = "", string label = "") => new()
    {
        PermissionSet = name,
        Label = label.Length > 0 ? label : name.Replace('_', ' '),
        Description = description,
        License = license,
        Source = "set " + name,
        Objects = Words(objects).Select(w => w.Split(':')).Select(p => new ObjectGrant(p[0], Enum.Parse<ObjectAccess>(p[1].Replace('+', ',')), null)).ToList(),
        Fields = Words(fields).Select(w => w.Split(':')).Select(p => new FieldGrant(p[0].Split('.')[0], p[0].Split('.')[1], Enum.Parse<FieldAccess>(p[1].Replace('+', ',')), null)).ToList(),
        SystemPermissions = Words(system),
        SetupEntities = Words(entities).Select(w => w.Split(':')).Select(p => new SetupEntityGrant(p[0], "", p[1], null)).ToList(),
        Tabs = Words(tabs).Select(w => w.Split(':')).Select(p => new TabGrant(p[0], Enum.Parse<TabVisibility>(p[1]), null)).ToList(),
        RecordTypes = recordTypes is null ? null : Words(recordTypes).Select(w => RecordTypeVisibilities.Parse(w)!).ToList(),
    };

    public static PermissionSetDefinition Read(string content, string type = "PermissionSet", string? ns = null, string file = "Test.permissionset-meta.xml") =>
        DefinitionReader.Read(new MemoryStream(Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{type} xmlns=\"{Ns}\">{content}</{type}>")), ns, file);

    public static PermissionSetDefinition ReadText(string xml, string file = "Test.permissionset-meta.xml") =>
        DefinitionReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(xml)), null, file);

    /// <summary>Everything a definition grants, a line each, so that two can be compared as text.</summary>
    public static IReadOnlyList<string> Lines(PermissionSetDefinition d) => new[] { $"{d.PermissionSet}|{d.Label}|{d.Description}|{d.License}|{d.HasActivationRequired}" }
        .Concat(Grants(d)).ToList();

    public static IEnumerable<string> Grants(PermissionSetDefinition d) => d.Objects.Select(o => $"object {o.SobjectType} {o.Access}")
        .Concat(d.Fields.Select(f => $"field {f.SobjectType}.{f.Field} {f.Access}"))
        .Concat(d.SystemPermissions.Select(p => "permission " + p))
        .Concat(d.SetupEntities.Select(e => $"{e.EntityType} {e.Name}"))
        .Concat(d.Tabs.Select(t => $"tab {t.Name} {t.Visibility}"))
        .Concat((d.RecordTypes ?? Array.Empty<RecordTypeGrant>()).Select(r => $"record type {r.SobjectType}.{r.RecordType}"))
        .Order(StringComparer.Ordinal);

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
