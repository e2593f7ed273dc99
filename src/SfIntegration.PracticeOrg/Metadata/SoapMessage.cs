using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace SfIntegration.Practice.Metadata;

/// <summary>A SOAP 1.1 request of the Metadata API, and its answers.</summary>
internal sealed class SoapMessage
{
    private const string EnvelopeNs = "http://schemas.xmlsoap.org/soap/envelope/";

    private static readonly XNamespace s_soap = EnvelopeNs;

    // For the counters, before anything is read in earnest.
    private static readonly Regex s_operation = new(@"<(?:[\w.-]+:)?Body\b[^>]*>\s*<(?:[\w.-]+:)?(\w+)", RegexOptions.CultureInvariant);

    private SoapMessage(XElement operation, XElement? header)
    {
        Operation = operation;
        SessionId = Header(header, "SessionHeader", "sessionId");
        Client = Header(header, "CallOptions", "client");
        AllOrNone = Header(header, "AllOrNoneHeader", "allOrNone") == "true";
    }

    /// <summary>What is called, with its arguments.</summary>
    public XElement Operation { get; }

    /// <summary>The access token, or null.</summary>
    public string? SessionId { get; }

    /// <summary>The client's name for itself, or null.</summary>
    public string? Client { get; }

    /// <summary>One component that fails takes the others with it.</summary>
    public bool AllOrNone { get; }

    /// <summary>Reads an envelope; null when it is none.</summary>
    public static SoapMessage? Read(byte[] body)
    {
        try
        {
            var envelope = MetadataXml.Parse(body);
            return envelope.Name == s_soap + "Envelope" && envelope.Element(s_soap + "Body")?.Elements().FirstOrDefault() is { } operation
                ? new SoapMessage(operation, envelope.Element(s_soap + "Header"))
                : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The name of the called operation, from the first bytes of a body that may be no XML at all.</summary>
    public static string OperationOf(byte[] body)
    {
        var match = s_operation.Match(Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 8192)));
        return match.Success ? match.Groups[1].Value : "unknown";
    }

    /// <summary>An answer with its result elements.</summary>
    public static PracticeResponse Answer(string operation, IEnumerable<XElement> results) =>
        Envelope(200, MetadataXml.El(operation + "Response", results));

    /// <summary>A fault with one of Salesforce's codes, or with one of SOAP's ("soapenv:Client").</summary>
    public static PracticeResponse Fault(string code, string message)
    {
        var qualified = code.IndexOf(':') > 0 ? code : "sf:" + code;
        return Envelope(500, new XElement(
            s_soap + "Fault",
            new XElement("faultcode", qualified),
            new XElement("faultstring", code.IndexOf(':') > 0 ? message : code + ": " + message)));
    }

    private static PracticeResponse Envelope(int status, XElement content)
    {
        var envelope = new XElement(
            s_soap + "Envelope",
            new XAttribute(XNamespace.Xmlns + "soapenv", EnvelopeNs),
            new XAttribute(XNamespace.Xmlns + "sf", MetadataXml.Ns.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "xsi", MetadataXml.Xsi.NamespaceName),
            new XElement(s_soap + "Body", content));

        // The elements of the Metadata API stand in the default namespace, as Salesforce writes them.
        if (content.Name.Namespace == MetadataXml.Ns)
        {
            content.SetAttributeValue("xmlns", MetadataXml.Ns.NamespaceName);
        }

        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + envelope.ToString(SaveOptions.DisableFormatting);
        return new PracticeResponse(status, Encoding.UTF8.GetBytes(text), "text/xml;charset=utf-8");
    }

    private static string? Header(XElement? header, string name, string field) =>
        header?.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Elements().FirstOrDefault(e => e.Name.LocalName == field)?.Value.Trim() is { Length: > 0 } text ? text : null;
}
