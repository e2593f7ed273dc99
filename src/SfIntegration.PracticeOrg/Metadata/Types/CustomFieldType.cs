using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Soql;

namespace SfIntegration.Practice.Metadata.Types;

/// <summary>CustomField: "Object.Field". It lies in its object's file. A new field is visible to nobody until permissions say so.</summary>
internal sealed class CustomFieldType : ObjectPartType
{
    private static readonly Regex s_name = new("^[A-Za-z](?:_?[A-Za-z0-9])*__c$", RegexOptions.CultureInvariant);

    public override string Name => "CustomField";

    public override string ListName => "fields";

    protected override bool HasNoRules => true;

    public override void Delete(MetadataScope scope, MetadataComponent component)
    {
        CustomObjectType.NeedCustomize(scope);
        var (owner, name) = Owner(scope, component.FullName);
        CustomSchema.Delete(scope, owner, owner.Field(name)!);
        Note(scope, "Deleted", component.FullName);
    }

    protected override IEnumerable<MetadataComponent> Components(MetadataScope scope) => scope.Schema.Objects
        .Where(o => !o.Setup)
        .SelectMany(o => o.Fields.Where(f => f.Custom).Select(f => new MetadataComponent(o.Name + "." + f.Name, IdOf(o, f), null)));

    protected override XElement Content(MetadataScope scope, MetadataComponent component)
    {
        var (owner, name) = Owner(scope, component.FullName);
        return CustomSchema.Xml(scope, owner.Name, name) ?? CustomFieldXml.FromSchema(owner.Field(name)!);
    }

    protected override void Put(MetadataScope scope, string fullName, XElement metadata, MetadataComponent? component)
    {
        CustomObjectType.NeedCustomize(scope);
        var (owner, name) = Owner(scope, component?.FullName ?? fullName);
        if (component is null)
        {
            Check(owner, name);
        }

        var xml = Bare(metadata);
        var field = CustomFieldXml.ToSchema(scope.Schema, name, xml);
        if (owner.Field(name) is { } old && (old.Type != field.Type || old.MasterDetail != field.MasterDetail || old.Calculated != field.Calculated)
            && scope.Store.Rows(owner.Name).Any(r => r[name] is not null))
        {
            throw MetadataFaults.Invalid($"Cannot change type due to existing data: {owner.Name}.{name}", "type");
        }

        CustomSchema.PutField(scope, owner, field, xml);
    }

    private static void Check(SObjectSchema owner, string name)
    {
        if (owner.Field(name) is { Custom: false })
        {
            throw MetadataFaults.Invalid($"Standard fields can't be changed: {owner.Name}.{name}", "fullName");
        }

        if (!s_name.IsMatch(name) || name.Length > 43)
        {
            throw MetadataFaults.Invalid($"The name of a custom field begins with a letter, holds letters, digits and single underscores, has at most 40 characters and ends in __c: {name}", "fullName");
        }
    }

    private static (SObjectSchema Owner, string Name) Owner(MetadataScope scope, string fullName)
    {
        var dot = fullName.IndexOf('.');
        var owner = dot > 0 ? scope.Schema.Find(fullName.Substring(0, dot)) : null;
        return owner is null ? throw NoSuch("fullName", "CustomObject", dot > 0 ? fullName.Substring(0, dot) : fullName) : (owner, fullName.Substring(dot + 1));
    }

    private static string IdOf(SObjectSchema owner, FieldSchema field)
    {
        var durable = DefinitionIds.Of(owner, field);
        return durable.Substring(durable.IndexOf('.') + 1);
    }
}
