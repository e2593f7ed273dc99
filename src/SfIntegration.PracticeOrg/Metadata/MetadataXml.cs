using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Practice.Metadata;

/// <summary>Reads and writes the XML of the Metadata API.</summary>
internal static class MetadataXml
{
    /// <summary>The namespace of every element (facts §8.3).</summary>
    public static readonly XNamespace Ns = "http://soap.sforce.com/2006/04/metadata";

    public static readonly XNamespace Xsi = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>An element of the Metadata API. Characters that XML cannot hold are left out of its text.</summary>
    public static XElement El(string name, params object?[] content) =>
        new(Ns + name, content.Select(c => c is string text && !text.All(Fits) ? new string(text.Where(Fits).ToArray()) : c));

    /// <summary>An element that holds true or false.</summary>
    public static XElement Flag(string name, bool value) => El(name, value ? "true" : "false");

    /// <summary>An element that holds a text; null where there is none, which an XElement leaves out.</summary>
    public static XElement? Text(string name, string? value) => value is null ? null : El(name, value);

    /// <summary>The text of a child, or null where it is missing or empty.</summary>
    public static string? TextOf(XElement parent, string name) =>
        parent.Element(Ns + name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Whether a child says true; null where there is none.</summary>
    public static bool? FlagOf(XElement parent, string name) => TextOf(parent, name) switch
    {
        null => null,
        "true" or "1" => true,
        _ => false,
    };

    /// <summary>The children of a name.</summary>
    public static XElement[] All(XElement parent, string name) => parent.Elements(Ns + name).ToArray();

    /// <summary>Reads XML that a stranger sent: no document type, nothing from outside.</summary>
    public static XElement Parse(Stream stream)
    {
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        return XDocument.Load(reader, LoadOptions.None).Root!;
    }

    /// <summary>Reads XML that a stranger sent.</summary>
    public static XElement Parse(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return Parse(stream);
    }

    /// <summary>A file of a package, laid out as Salesforce lays it out: four spaces, a line feed at the end.</summary>
    public static byte[] File(XElement root)
    {
        using var stream = new MemoryStream();
        var header = Encoding.ASCII.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        stream.Write(header, 0, header.Length);
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, IndentChars = "    ", NewLineChars = "\n", OmitXmlDeclaration = true };
        using (var writer = XmlWriter.Create(stream, settings))
        {
            new XDocument(root).Save(writer);
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>An answer that is also JSON, as XML: a list repeats its element, what is null is left out.</summary>
    public static XElement FromJson(string name, JObject json)
    {
        var element = El(name);
        foreach (var property in json.Properties())
        {
            foreach (var item in property.Value is JArray list ? list.ToArray() : new[] { property.Value })
            {
                if (item is JObject inner)
                {
                    element.Add(FromJson(property.Name, inner));
                }
                else if (item is JValue { Value: { } value })
                {
                    element.Add(El(property.Name, value is bool flag ? flag ? "true" : "false" : System.Convert.ToString(value, CultureInfo.InvariantCulture)));
                }
            }
        }

        return element;
    }

    private static bool Fits(char c) => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c);
}
