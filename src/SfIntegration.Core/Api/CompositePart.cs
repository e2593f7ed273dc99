using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;

namespace SfIntegration.Api;

/// <summary>One request inside a composite.</summary>
internal sealed class CompositePart
{
    public CompositePart(HttpMethod method, string path, string referenceId, JToken? body = null)
    {
        Method = method;
        Path = path;
        ReferenceId = referenceId;
        Body = body;
    }

    public HttpMethod Method { get; }

    public string Path { get; }

    /// <summary>Letters, digits and underscores; unique within the composite.</summary>
    public string ReferenceId { get; }

    public JToken? Body { get; }

    /// <summary>Of these, a composite takes five (RS:resources_composite_composite).</summary>
    public bool IsQueryOrCollection =>
        Contains("/query?") || Contains("/queryAll?") || Contains("/query/") || Contains("/queryAll/") || Contains("/composite/sobjects");

    public JObject ToJson()
    {
        var json = new JObject
        {
            ["method"] = Method.Method,
            ["url"] = Path,
            ["referenceId"] = ReferenceId,
        };
        if (Body is not null)
        {
            json["body"] = Body;
        }

        return json;
    }

    private bool Contains(string part) => Path.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;
}

/// <summary>What became of one request inside a composite.</summary>
internal sealed class CompositeResult
{
    public CompositeResult(CompositePart part, int status, JToken? body)
    {
        Part = part;
        Status = status;
        Body = body;
    }

    public CompositePart Part { get; }

    public int Status { get; }

    public JToken? Body { get; }

    public bool Success => Status is >= 200 and < 300;

    /// <summary>The refusal as the exception that the same request would have met alone; null where it went well.</summary>
    public SfException? Error => Success
        ? null
        : ErrorMapper.Map(
            new SfRequest(Part.Method, Part.Path), Status, Body is null ? string.Empty : SfJson.Write(Body),
            new Dictionary<string, string>(), Array.Empty<string>()).Error;

    /// <summary>The results of the rows, where the part was a collection.</summary>
    public IReadOnlyList<SaveResult> Rows =>
        Success && Body is JArray rows ? rows.OfType<JObject>().Select(SaveResult.Read).ToList() : Array.Empty<SaveResult>();
}

/// <summary>What one of many queries gave: its rows, or why there are none.</summary>
internal sealed class QueryOutcome
{
    public QueryOutcome(string soql, IReadOnlyList<JObject> records, SfException? error)
    {
        Soql = soql;
        Records = records;
        Error = error;
    }

    public string Soql { get; }

    public IReadOnlyList<JObject> Records { get; }

    public SfException? Error { get; }
}
