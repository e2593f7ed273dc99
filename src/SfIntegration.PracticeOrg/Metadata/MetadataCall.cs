using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Practice.Api;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Metadata;

/// <summary>One call of the Metadata API, past the door: what is called, by whom.</summary>
internal sealed class MetadataCall
{
    public MetadataCall(Exchange exchange, SoapMessage message)
    {
        Exchange = exchange;
        AllOrNone = message.AllOrNone;
        Operation = message.Operation;
    }

    public Exchange Exchange { get; }

    public OrgEngine Engine => Exchange.Org.Engine;

    public XElement Operation { get; }

    public bool AllOrNone { get; }

    /// <summary>A look at the org in the endpoint's version.</summary>
    public MetadataScope Scope() => new(Engine, Exchange.Caller, Exchange.Version);

    /// <summary>An argument's text, or null.</summary>
    public string? Text(string name) => MetadataXml.TextOf(Operation, name);

    /// <summary>An argument that is an id; refused where it is missing.</summary>
    public string Required(string name) => Text(name) ?? throw new SfFault(500, "INVALID_OPERATION", $"{name} is required");

    /// <summary>The texts of an argument that may stand several times.</summary>
    public IReadOnlyList<string> Texts(string name) => MetadataXml.All(Operation, name).Select(e => e.Value.Trim()).ToList();
}
