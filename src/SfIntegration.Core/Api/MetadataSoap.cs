using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace SfIntegration.Api;

/// <summary>Requests and answers of the Metadata API as SOAP 1.1 has them (facts §8.3). Pure.</summary>
internal static class MetadataSoap
{
    public static readonly XNamespace Ns = "http://soap.sforce.com/2006/04/metadata";

    public static readonly XNamespace Xsi = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>An answer holds ten profiles at most, and each has some megabytes at most.</summary>
    private const long MaxCharacters = 512L * 1024 * 1024;

    private static readonly XNamespace s_soap = "http://schemas.xmlsoap.org/soap/envelope/";

    /// <summary>A request. The session stands in it and nowhere else: never log these bytes.</summary>
    public static byte[] Request(string sessionId, string operation, IEnumerable<XElement> arguments)
    {
        var envelope = new XElement(
            s_soap + "Envelope",
            new XAttribute(XNamespace.Xmlns + "soapenv", s_soap.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "met", Ns.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "xsi", Xsi.NamespaceName),
            new XElement(
                s_soap + "Header",
                new XElement(Ns + "SessionHeader", new XElement(Ns + "sessionId", sessionId)),
                new XElement(Ns + "CallOptions", new XElement(Ns + "client", Http.HttpWire.ClientName))),
            new XElement(s_soap + "Body", new XElement(Ns + operation, arguments)));
        return new UTF8Encoding(false).GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + envelope.ToString(SaveOptions.DisableFormatting));
    }

    /// <summary>The result elements of an answer; an error where it is no answer to this operation.</summary>
    public static IReadOnlyList<XElement> Results(byte[] answer, string operation)
    {
        try
        {
            using var stream = new MemoryStream(answer);
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxCharacters });
            var response = XElement.Load(reader).Element(s_soap + "Body")?.Element(Ns + (operation + "Response"));
            return response?.Elements(Ns + "result").ToList() ?? throw Unexpected(operation, null);
        }
        catch (XmlException e)
        {
            throw Unexpected(operation, e);
        }
    }

    /// <summary>A component as create and update want it: its type as xsi:type, its name first.</summary>
    public static XElement Component(string type, XElement component)
    {
        var name = component.Element(Ns + "fullName")?.Value;
        return string.IsNullOrEmpty(name)
            ? throw new ArgumentException($"A component of type {type} has no fullName.", nameof(component))
            : new XElement(
                Ns + "metadata",
                new XAttribute(Xsi + "type", "met:" + type),
                new XElement(Ns + "fullName", name),
                component.Elements().Where(e => e.Name != Ns + "fullName"));
    }

    /// <summary>The text of an element, or null where it has none.</summary>
    public static string? Text(XElement of, string name) => of.Element(Ns + name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Metadata booleans are xsd:boolean: true or 1.</summary>
    public static bool Flag(XElement of, string name) => Text(of, name) is "true" or "1";

    private static SfApiException Unexpected(string operation, Exception? inner) => new(
        $"The answer to {operation} is no answer of the Metadata API.", "Check that the address is a Salesforce org and not a proxy or a login page.", inner);
}
