using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace SfIntegration.Practice.Metadata.Grants;

/// <summary>A list whose components this org has none of: whatever it names is not found.</summary>
internal sealed class AbsentPart : IGrantPart
{
    private readonly string _list;
    private readonly string _key;
    private readonly string _component;

    public AbsentPart(string list, string key, string component)
    {
        _list = list;
        _key = key;
        _component = component;
    }

    public IEnumerable<XElement> Read(Holder holder) => Enumerable.Empty<XElement>();

    public void Write(Holder holder, XElement metadata)
    {
        if (MetadataXml.All(metadata, _list).FirstOrDefault() is { } entry)
        {
            throw MetadataFaults.NoSuch(_key, _component, MetadataXml.TextOf(entry, _key) ?? "");
        }
    }
}
