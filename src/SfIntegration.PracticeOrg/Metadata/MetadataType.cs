using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Metadata;

/// <summary>What a write did.</summary>
internal enum WriteOutcome
{
    /// <summary>Nothing: the org says so already.</summary>
    Unchanged,

    /// <summary>The component was there and is another now.</summary>
    Changed,

    /// <summary>The component was not there.</summary>
    Created,
}

/// <summary>One component of the org. The row carries who and when; objects and fields have none.</summary>
internal sealed record MetadataComponent(string FullName, string Id, Row? Row);

/// <summary>One type of the Metadata API: where its files lie, what there is of it, and how it is read and written.</summary>
internal abstract class MetadataType
{
    /// <summary>The name in package.xml.</summary>
    public abstract string Name { get; }

    /// <summary>The folder of its files.</summary>
    public abstract string Directory { get; }

    /// <summary>The ending of its files, without the dot.</summary>
    public abstract string Suffix { get; }

    /// <summary>The types of the components that lie in its files.</summary>
    public virtual IReadOnlyList<string> ChildNames => Array.Empty<string>();

    /// <summary>The root element of a component's file, which is the type's name for nearly all.</summary>
    public virtual string ElementOf(string fullName) => Name;

    /// <summary>No rules of an object stand behind the type, so that its changes have to be noted in SetupAuditTrail here.</summary>
    protected virtual bool HasNoRules => false;

    /// <summary>Root elements that are not the type's own name.</summary>
    public virtual IReadOnlyList<string> OwnElements => Array.Empty<string>();

    /// <summary>All components, in the order of their names.</summary>
    public IEnumerable<MetadataComponent> List(MetadataScope scope) =>
        Components(scope).OrderBy(c => c.FullName, StringComparer.OrdinalIgnoreCase);

    /// <summary>What "*" stands for in package.xml.</summary>
    public virtual IEnumerable<MetadataComponent> Wildcard(MetadataScope scope) => List(scope);

    /// <summary>The component of that name, or null. Names compare without case.</summary>
    public MetadataComponent? Find(MetadataScope scope, string fullName) =>
        Components(scope).FirstOrDefault(c => string.Equals(c.FullName, fullName, StringComparison.OrdinalIgnoreCase));

    /// <summary>The component as XML, sorted as Salesforce sorts it, or null where there is none.</summary>
    public XElement? Read(MetadataScope scope, string fullName) =>
        Find(scope, fullName) is { } component ? MetadataShapes.Sorted(Content(scope, component), ElementOf(fullName)) : null;

    /// <summary>Makes the org say what the XML says.</summary>
    public WriteOutcome Write(MetadataScope scope, string fullName, XElement metadata)
    {
        MetadataShapes.Check(metadata, ElementOf(fullName));
        var component = Find(scope, fullName);
        var before = component is null ? null : Read(scope, fullName);
        if (before is not null && XNode.DeepEquals(before, Bare(MetadataShapes.Sorted(metadata, ElementOf(fullName)))))
        {
            return WriteOutcome.Unchanged;
        }

        Put(scope, fullName, metadata, component);
        var outcome = before is null ? WriteOutcome.Created
            : XNode.DeepEquals(before, Read(scope, fullName)) ? WriteOutcome.Unchanged
            : WriteOutcome.Changed;
        if (HasNoRules && outcome != WriteOutcome.Unchanged)
        {
            Note(scope, outcome.ToString(), fullName);
        }

        return outcome;
    }

    /// <summary>Deletes a component.</summary>
    public virtual void Delete(MetadataScope scope, MetadataComponent component) =>
        scope.Engine.Delete(scope.Caller, component.Row!.Type, component.Row.Id);

    /// <summary>Gives a component another name.</summary>
    public virtual void Rename(MetadataScope scope, MetadataComponent component, string newName) =>
        throw new SfFault(400, "INVALID_TYPE_FOR_OPERATION", $"{Name} can't be renamed");

    /// <summary>The components there are, in any order.</summary>
    protected abstract IEnumerable<MetadataComponent> Components(MetadataScope scope);

    /// <summary>A component's XML, in any order.</summary>
    protected abstract XElement Content(MetadataScope scope, MetadataComponent component);

    /// <summary>Writes a component: the XML has the right shape and differs from what is there (null where nothing is).</summary>
    protected abstract void Put(MetadataScope scope, string fullName, XElement metadata, MetadataComponent? component);

    /// <summary>Notes a change in SetupAuditTrail: Created, Changed or Deleted.</summary>
    protected void Note(MetadataScope scope, string what, string fullName) =>
        AuditTrail.Note(scope.Engine, scope.Caller, $"{Name}.{what.ToLowerInvariant()}", $"{what} {Name} {fullName}");

    /// <summary>The full name of a row: its namespace, two underscores, its name.</summary>
    protected static string FullNameOf(Row row, string field) =>
        row.Text("NamespacePrefix") is { } ns ? ns + "__" + row.Text(field) : row.Text(field)!;

    /// <summary>The components that are rows of an object.</summary>
    protected static IEnumerable<MetadataComponent> Rows(MetadataScope scope, string type, string nameField) =>
        scope.Store.Rows(type).Select(r => new MetadataComponent(FullNameOf(r, nameField), r.Id, r));

    /// <summary>The refusal of a name that stands for nothing, as deployments say it.</summary>
    protected static SfFault NoSuch(string element, string type, string name) => MetadataFaults.NoSuch(element, type, name);

    /// <summary>The object that rows of a type live in; refuses a caller who may not write it.</summary>
    protected static SObjectSchema Writable(MetadataScope scope, string type)
    {
        var schema = scope.Schema.Find(type)!;
        return scope.Caller.CanCreate(schema) ? schema : throw MetadataFaults.NoAccess();
    }

    // The name is the file's, not the content's.
    private static XElement Bare(XElement element)
    {
        element.Elements(MetadataXml.Ns + "fullName").Remove();
        return element;
    }
}
