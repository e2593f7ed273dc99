using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Security;
using System.Text;
using System.Threading.Tasks;
using System.Xml.Linq;
using SfIntegration.Tests.Api;
using Xunit;

namespace SfIntegration.Tests.Metadata;

/// <summary>The Metadata API over SOAP, spoken by hand.</summary>
internal sealed class MetadataClient : IDisposable
{
    public static readonly XNamespace Ns = "http://soap.sforce.com/2006/04/metadata";

    private const string Soap = "http://schemas.xmlsoap.org/soap/envelope/";

    public MetadataClient(Practice.PracticeOrg? org = null) => Http = new PracticeClient(org);

    public PracticeClient Http { get; }

    public Practice.PracticeOrg Org => Http.Org;

    /// <summary>The version of the endpoint, and of the packages.</summary>
    public string Version { get; set; } = "66.0";

    public void Dispose() => Http.Dispose();

    public static string Xml(string type, string content) => $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{type} xmlns=\"{Ns}\">{content}</{type}>";

    /// <summary>A zip of files by path.</summary>
    public static byte[] Zip(params (string Path, string Text)[] files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in files)
            {
                using var entry = archive.CreateEntry(path).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return stream.ToArray();
    }

    public static Dictionary<string, string> Unzip(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        return archive.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var reader = new StreamReader(e.Open(), Encoding.UTF8);
            return reader.ReadToEnd();
        });
    }

    /// <summary>package.xml; each entry is "Type: member, member".</summary>
    public string Package(params string[] types) => Xml("Package", string.Concat(types.Select(t =>
    {
        var parts = t.Split(':', 2);
        return "<types>" + string.Concat(parts[1].Split(',', StringSplitOptions.TrimEntries).Select(m => $"<members>{SecurityElement.Escape(m)}</members>")) + $"<name>{parts[0]}</name></types>";
    })) + $"<version>{Version}</version>");

    /// <summary>Calls an operation and answers whatever came.</summary>
    public Task<Answer> SendAsync(string operation, string arguments, string headers = "", string? token = null) => Http.SendAsync(
        "POST",
        "/services/Soap/m/" + Version,
        new StringContent(
            $"<?xml version=\"1.0\"?><e:Envelope xmlns:e=\"{Soap}\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><e:Header xmlns=\"{Ns}\"><SessionHeader><sessionId>{token ?? Http.Token}</sessionId></SessionHeader>{headers}</e:Header><e:Body xmlns=\"{Ns}\"><{operation}>{arguments}</{operation}></e:Body></e:Envelope>",
            Encoding.UTF8,
            "text/xml"),
        [("SOAPAction", "\"\"")]);

    /// <summary>Calls an operation, expects it to succeed, and answers its results.</summary>
    public async Task<List<XElement>> CallAsync(string operation, string arguments, string headers = "")
    {
        var answer = (await SendAsync(operation, arguments, headers)).Expect(HttpStatusCode.OK);
        var body = XDocument.Parse(answer.Text).Root!.Element((XNamespace)Soap + "Body")!;
        return body.Element(Ns + (operation + "Response"))!.Elements(Ns + "result").ToList();
    }

    /// <summary>Calls an operation, expects a fault, and answers its code and text.</summary>
    public async Task<(string Code, string Text)> FaultAsync(string operation, string arguments, string? token = null)
    {
        var answer = (await SendAsync(operation, arguments, token: token)).Expect(HttpStatusCode.InternalServerError);
        var fault = XDocument.Parse(answer.Text).Descendants((XNamespace)Soap + "Fault").Single();
        return (fault.Element("faultcode")!.Value, fault.Element("faultstring")!.Value);
    }

    /// <summary>One component as readMetadata tells it, or null.</summary>
    public async Task<XElement?> ReadAsync(string type, string fullName)
    {
        var result = (await CallAsync("readMetadata", $"<type>{type}</type><fullNames>{SecurityElement.Escape(fullName)}</fullNames>")).Single();
        var record = result.Element(Ns + "records")!;
        return record.HasElements ? record : null;
    }

    /// <summary>Creates or changes one component; answers the result.</summary>
    public async Task<XElement> UpsertAsync(string type, string fullName, string content) =>
        (await CallAsync("upsertMetadata", $"<metadata xsi:type=\"{type}\"><fullName>{fullName}</fullName>{content}</metadata>")).Single();

    /// <summary>Deploys files and answers the finished result.</summary>
    public async Task<XElement> DeployAsync(string options, params (string Path, string Text)[] files)
    {
        var begun = (await CallAsync("deploy", $"<ZipFile>{Convert.ToBase64String(Zip(files))}</ZipFile><DeployOptions>{options}</DeployOptions>")).Single();
        Assert.Equal("false", Value(begun, "done"));
        return await CheckAsync(Value(begun, "id"));
    }

    public async Task<XElement> CheckAsync(string id) =>
        (await CallAsync("checkDeployStatus", $"<asyncProcessId>{id}</asyncProcessId><includeDetails>true</includeDetails>")).Single();

    /// <summary>Retrieves what is named ("Type: member, member"); answers the files, and the result.</summary>
    public async Task<(Dictionary<string, string> Files, XElement Result)> RetrieveAsync(params string[] types)
    {
        var package = XElement.Parse(Package(types));
        var begun = (await CallAsync("retrieve", $"<request><apiVersion>{Version}</apiVersion><unpackaged>{string.Concat(package.Elements())}</unpackaged></request>")).Single();
        var result = (await CallAsync("checkRetrieveStatus", $"<asyncProcessId>{Value(begun, "id")}</asyncProcessId>")).Single();
        Assert.Equal("Succeeded", Value(result, "status"));
        return (Unzip(Convert.FromBase64String(Value(result, "zipFile"))), result);
    }

    public static string Value(XElement element, params string[] path) =>
        path.Aggregate((XElement?)element, (e, name) => e?.Element(Ns + name))?.Value ?? throw new Xunit.Sdk.XunitException($"No {string.Join('/', path)} in {element}");

    /// <summary>The problems of a deployment: "Type Name: problem".</summary>
    public static List<string> Problems(XElement deployed) => deployed.Descendants(Ns + "componentFailures")
        .Select(f => $"{Value(f, "componentType")} {Value(f, "fullName")}: {Value(f, "problem")}").ToList();

    /// <summary>What a deployment says of its components: "Type Name" and created, changed, deleted or unchanged.</summary>
    public static Dictionary<string, string> Successes(XElement deployed) => deployed.Descendants(Ns + "componentSuccesses")
        .Where(s => Value(s, "componentType").Length > 0)
        .ToDictionary(
            s => $"{Value(s, "componentType")} {Value(s, "fullName")}",
            s => Value(s, "deleted") == "true" ? "deleted" : Value(s, "created") == "true" ? "created" : Value(s, "changed") == "true" ? "changed" : "unchanged");
}
