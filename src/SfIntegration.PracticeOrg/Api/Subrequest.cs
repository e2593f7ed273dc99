using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Practice.Api;

/// <summary>One request inside a composite or a batch.</summary>
internal sealed record Subrequest(string Method, string Url, string ReferenceId, JToken? Body, IReadOnlyDictionary<string, string> Headers)
{
    private static readonly string[] s_methods = { "GET", "POST", "PATCH", "PUT", "DELETE" };

    /// <summary>The subrequests of a body; composites call the body "body" and name each, batches call it "richInput" and do not.</summary>
    public static IReadOnlyList<Subrequest> ReadAll(JObject body, string list)
    {
        if (body[list] is not JArray array || array.Count == 0)
        {
            throw new SfFault(400, "JSON_PARSER_ERROR", $"The {list} array is required and must not be empty at [line:1, column:1]");
        }

        var composite = list == "compositeRequest";
        return array.Select((token, i) => Read(token, $"{list}[{i}]", composite)).ToList();
    }

    private static Subrequest Read(JToken token, string where, bool composite)
    {
        var json = token as JObject ?? throw new SfFault(400, "JSON_PARSER_ERROR", $"{where} has to be an object at [line:1, column:1]");
        var method = Text(json, "method", where).ToUpperInvariant();
        if (!s_methods.Contains(method))
        {
            throw new SfFault(400, "INVALID_INPUT", $"{where}: method '{method}' is not one of {string.Join(", ", s_methods)}.");
        }

        var headers = (json["httpHeaders"] as JObject)?.Properties().ToDictionary(p => p.Name, p => (string?)p.Value ?? "", StringComparer.OrdinalIgnoreCase);
        return new Subrequest(
            method,
            Text(json, "url", where),
            composite ? Text(json, "referenceId", where) : "",
            json[composite ? "body" : "richInput"] is { Type: not JTokenType.Null } body ? body : null,
            headers ?? new Dictionary<string, string>());
    }

    private static string Text(JObject json, string name, string where) =>
        json[name] is JValue { Value: string { Length: > 0 } text }
            ? text
            : throw new SfFault(400, "REQUIRED_FIELD_MISSING", $"{where}: the property '{name}' is required.", name);
}
