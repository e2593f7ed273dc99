using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Net.Http;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Http;

namespace SfIntegration.Cmdlets.Session;

/// <summary>Sends one request to the org, for what no cmdlet covers. The path stays on the org's own host.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "SfApi", SupportsShouldProcess = true)]
[OutputType(typeof(PSObject), typeof(string))]
[RequiresSalesforcePermission(Needed.WhatIsAsked)]
public sealed class InvokeSfApiCommand : OrgCmdlet
{
    /// <summary>The path: "/services/data/v66.0/limits", or under the API version in use: "limits".</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The method.</summary>
    [Parameter]
    [ValidateSet("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE")]
    public string Method { get; set; } = "GET";

    /// <summary>The body: a hashtable or object that becomes JSON, or JSON text.</summary>
    [Parameter(ValueFromPipeline = true)]
    public object? Body { get; set; }

    internal override object? ErrorTarget => Path;

    internal override void ProcessItem()
    {
        var connection = Api.Connection;
        var path = PathOn(connection);
        var method = new HttpMethod(Method.ToUpperInvariant());
        if (method != HttpMethod.Get && method != HttpMethod.Head && !ShouldProcess($"{path} on {connection.Org}", Method))
        {
            return;
        }

        var request = Body is null ? new SfRequest(method, path) : SfRequest.Json(method, path, Json(Body));
        var response = Wait(token => connection.SendAsync(request, token));
        if (response.Json is { } json)
        {
            WriteObject(RecordObject.Value(json), enumerateCollection: true);
        }
        else if (response.Bytes.Length > 0)
        {
            WriteObject(Encoding.UTF8.GetString(response.Bytes));
        }
    }

    private string PathOn(SfConnection connection)
    {
        var isAddress = Path.Contains("://") || Path.StartsWith("//", System.StringComparison.Ordinal);
        if (!isAddress)
        {
            return Path.StartsWith("/", System.StringComparison.Ordinal) ? Path : SfUrls.Root(connection.ApiVersion) + "/" + Path;
        }

        try
        {
            return connection.PathOnHost(Path);
        }
        catch (SfException e)
        {
            throw new CmdletError("SfOtherHost", ErrorCategory.InvalidArgument, Path,
                $"'{Path}' is not on {connection.Org.Host}; nothing was sent, because the session must not leave the org.",
                "Give the path alone, such as /services/data or limits.", e);
        }
    }

    private static JToken Json(object body) => (body is PSObject wrapped ? wrapped.BaseObject : body) switch
    {
        string text => Parse(text),
        IDictionary map => new JObject(map.Cast<DictionaryEntry>().Select(e => new JProperty(e.Key.ToString()!, Inner(e.Value)))),
        PSCustomObject => new JObject(((PSObject)body).Properties.Select(p => new JProperty(p.Name, Inner(p.Value)))),
        IEnumerable<object> list => new JArray(list.Select(Inner)),
        var value => new JValue(value),
    };

    private static JToken Inner(object? value) => value switch
    {
        null => JValue.CreateNull(),
        string text => new JValue(text),
        PSObject { BaseObject: string text } => new JValue(text),
        _ => Json(value),
    };

    private static JToken Parse(string text)
    {
        try
        {
            return SfJson.Parse(text);
        }
        catch (JsonException e)
        {
            throw new CmdletError("SfBodyInvalid", ErrorCategory.InvalidData, text, $"The body is not JSON: {e.Message}", "Give a hashtable, or valid JSON text.", e);
        }
    }
}
