using System;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace SfIntegration.Http;

/// <summary>A refusal as SOAP APIs word it: HTTP 500 with a fault, whose code is Salesforce's own ("sf:INVALID_SESSION_ID").</summary>
internal static class SoapFault
{
    /// <summary>The session has ended, or is of a kind that SOAP does not take.</summary>
    public const string NoSession = "INVALID_SESSION_ID";

    /// <summary>The org broke off by itself, and may have done something before.</summary>
    public const string Unexpected = "UNKNOWN_EXCEPTION";

    private const string Envelope = "http://schemas.xmlsoap.org/soap/envelope/";

    /// <summary>The fault in an answer; null where it is anything else.</summary>
    public static SfErrorItem? TryRead(string body)
    {
        if (!body.TrimStart('\uFEFF', ' ', '\t', '\r', '\n').StartsWith("<", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            using var text = new StringReader(body);
            using var reader = XmlReader.Create(text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var root = XElement.Load(reader);
            var fault = root.Name == XName.Get("Envelope", Envelope) ? root.Element(XName.Get("Body", Envelope))?.Element(XName.Get("Fault", Envelope)) : null;
            return fault is null ? null : Read(fault);
        }
        catch (XmlException)
        {
            // A page of a proxy is an answer too; it goes into the message as it is.
            return null;
        }
    }

    private static SfErrorItem Read(XElement fault)
    {
        string Of(string name) => fault.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value.Trim() ?? string.Empty;
        var code = Of("faultcode");
        code = code.Substring(code.IndexOf(':') + 1);
        var message = Of("faultstring");
        return new SfErrorItem(code, message.StartsWith(code + ": ", StringComparison.Ordinal) ? message.Substring(code.Length + 2) : message);
    }
}
