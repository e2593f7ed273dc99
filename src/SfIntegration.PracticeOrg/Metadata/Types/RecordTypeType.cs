using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Metadata.Types;

/// <summary>RecordType: "Object.Developer_Name". It lies in its object's file. A new one is visible to nobody until permissions say so.</summary>
internal sealed class RecordTypeType : ObjectPartType
{
    private static readonly Regex s_name = new("^[A-Za-z](?:_?[A-Za-z0-9])*$", RegexOptions.CultureInvariant);

    public override string Name => RecordTypes.Type;

    public override string ListName => "recordTypes";

    protected override bool HasNoRules => true;

    public override void Delete(MetadataScope scope, MetadataComponent component)
    {
        // What admins report of every release they tried; a newer one may be kinder (UNVERIFIED). An object that goes takes its own along.
        throw MetadataFaults.Invalid("Cannot delete record type through API");
    }

    protected override IEnumerable<MetadataComponent> Components(MetadataScope scope) =>
        scope.Store.Rows(Name).Select(r => new MetadataComponent(RecordTypes.FullName(r), r.Id, r));

    protected override XElement Content(MetadataScope scope, MetadataComponent component)
    {
        var row = component.Row!;
        var kept = SideRows.Of(scope.Store, SideTables.RecordTypeXml, row.Id)?.Text("Xml") is { } text
            ? MetadataXml.Parse(Encoding.UTF8.GetBytes(text)).Elements()
            : Enumerable.Empty<XElement>();
        return MetadataXml.El(
            Name,
            MetadataXml.Flag("active", row.Flag("IsActive")),
            MetadataXml.Text("description", row.Text("Description")),
            MetadataXml.El("label", row.Text("Name")),
            kept);
    }

    protected override void Put(MetadataScope scope, string fullName, XElement metadata, MetadataComponent? component)
    {
        CustomObjectType.NeedCustomize(scope);
        var row = component?.Row?.Clone() ?? New(scope, fullName);
        row["Name"] = MetadataXml.TextOf(metadata, "label");
        row["Description"] = MetadataXml.TextOf(metadata, "description");
        row["IsActive"] = MetadataXml.FlagOf(metadata, "active") ?? false;
        RowWriter.Stamp(scope.Schema.Find(Name)!, row, scope.Caller.UserId, scope.Engine.Clock.UtcNow, insert: component is null);
        scope.Store.Put(row);

        // Which picklist values a record type offers has no row behind it; the file is told back as it was written.
        var rest = MetadataXml.El(Name, metadata.Elements().Where(e => e.Name.LocalName is not ("fullName" or "active" or "description" or "label")));
        SideRows.Set(scope.Store, SideTables.RecordTypeXml, row.Id, ("Xml", rest.HasElements ? rest.ToString(SaveOptions.DisableFormatting) : null));
    }

    private static Row New(MetadataScope scope, string fullName)
    {
        var dot = fullName.IndexOf('.');
        var owner = dot > 0 ? scope.Schema.Find(fullName.Substring(0, dot)) : null;
        if (owner is null or { Setup: true })
        {
            throw NoSuch("fullName", "CustomObject", dot > 0 ? fullName.Substring(0, dot) : fullName);
        }

        var name = fullName.Substring(dot + 1);
        if (!s_name.IsMatch(name) || name.Length > 80 || string.Equals(name, "Master", StringComparison.OrdinalIgnoreCase))
        {
            throw MetadataFaults.Invalid($"The name of a record type begins with a letter, holds letters, digits and single underscores, and has at most 80 characters: {name}", "fullName");
        }

        return new Row(RecordTypes.Type, scope.Store.NewId(scope.Schema.Find(RecordTypes.Type)!.KeyPrefix))
        {
            ["SobjectType"] = owner.Name,
            ["DeveloperName"] = name,
            ["IsPersonType"] = false,
        };
    }
}
