using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;

namespace SfIntegration.Plan;

/// <summary>
/// Rows of a plan that are components of the Metadata API: apps, and what a profile restricts. The component's type is the row's
/// SobjectType behind a prefix, its fullName is the row's id, and its values are elements: text and booleans as they are, an array for an
/// element that repeats, an object for one with elements of its own, null for one that goes. Pure.
/// </summary>
internal static class MetadataRows
{
    private const string Prefix = "Metadata:";

    /// <summary>"Metadata:Profile".</summary>
    public static string TypeOf(string component) => Prefix + component;

    /// <summary>True for a row that <see cref="MetadataRowWriter"/> carries out.</summary>
    public static bool Is(string sobjectType) => sobjectType.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>"Profile" of "Metadata:Profile".</summary>
    public static string ComponentOf(string sobjectType) => sobjectType.Substring(Prefix.Length);

    /// <summary>
    /// The component with these elements in place of those of the same names. Elements stand by name, as the WSDL has them, whatever the
    /// order they were given in.
    /// </summary>
    /// <param name="fullName">The component's name.</param>
    /// <param name="existing">The component as it stands; null for a new one, or where a file is laid over what is there.</param>
    /// <param name="values">The elements to set.</param>
    public static XElement Merge(string fullName, XElement? existing, JObject values)
    {
        var set = new HashSet<string>(values.Properties().Select(p => p.Name), StringComparer.Ordinal);
        var elements = (existing?.Elements() ?? Enumerable.Empty<XElement>())
            .Where(e => e.Name != MetadataSoap.Ns + "fullName" && !set.Contains(e.Name.LocalName))
            .Concat(values.Properties().SelectMany(p => Elements(p.Name, p.Value)))
            .OrderBy(e => e.Name.LocalName, StringComparer.Ordinal);
        return new XElement(MetadataSoap.Ns + "metadata", new XElement(MetadataSoap.Ns + "fullName", fullName), elements);
    }

    private static IEnumerable<XElement> Elements(string name, JToken value)
    {
        switch (value)
        {
            case JArray items:
                return items.SelectMany(i => Elements(name, i));
            case JObject inner:
                return new[] { new XElement(MetadataSoap.Ns + name, inner.Properties().OrderBy(p => p.Name, StringComparer.Ordinal).SelectMany(p => Elements(p.Name, p.Value))) };
            case JValue { Value: null }:
                return Enumerable.Empty<XElement>();
            case JValue { Value: bool flag }:
                return new[] { new XElement(MetadataSoap.Ns + name, flag ? "true" : "false") };
            default:
                return new[] { new XElement(MetadataSoap.Ns + name, (string?)value) };
        }
    }
}
