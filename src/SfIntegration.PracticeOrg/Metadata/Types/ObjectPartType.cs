using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace SfIntegration.Practice.Metadata.Types;

/// <summary>A component that lies in its object's file and is named "Object.Name": a field, a record type.</summary>
internal abstract class ObjectPartType : MetadataType
{
    /// <summary>The list of the object's file that holds it.</summary>
    public abstract string ListName { get; }

    public override string Directory => "objects";

    public override string Suffix => "object";

    // Fields have to be named (MD:customfield), and so have record types of standard objects.
    public override IEnumerable<MetadataComponent> Wildcard(MetadataScope scope) => Enumerable.Empty<MetadataComponent>();

    /// <summary>The component as a file of its own would hold it: the name is the component's.</summary>
    public XElement Bare(XElement part) => MetadataXml.El(Name, part.Elements().Where(e => e.Name.LocalName != "fullName"));

    /// <summary>The parts of an object, as its file lists them.</summary>
    public IEnumerable<XElement> InFile(MetadataScope scope, string objectName) => List(scope)
        .Where(c => c.FullName.StartsWith(objectName + ".", System.StringComparison.OrdinalIgnoreCase))
        .Select(c => InFile(scope, c))
        .ToList();

    /// <summary>One part, as its object's file lists it.</summary>
    public XElement InFile(MetadataScope scope, MetadataComponent component) => MetadataXml.El(
        ListName,
        MetadataXml.El("fullName", component.FullName.Substring(component.FullName.IndexOf('.') + 1)),
        Read(scope, component.FullName)!.Elements());
}
