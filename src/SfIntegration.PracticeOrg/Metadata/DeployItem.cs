using System.Xml.Linq;

namespace SfIntegration.Practice.Metadata;

/// <summary>One component of a deployment: what to do with it, or why nothing can be done.</summary>
internal sealed record DeployItem(string TypeName, string FullName, string File)
{
    /// <summary>The type; null where the org has none of that name.</summary>
    public MetadataType? Type { get; init; }

    /// <summary>What the component is to be; null where it is to go.</summary>
    public XElement? Xml { get; init; }

    /// <summary>Why the component fails before anything is tried.</summary>
    public string? Problem { get; init; }
}
