using System;
using System.Collections.Generic;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Auth;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Soql;

namespace SfIntegration.Practice.Api;

/// <summary>One request on its way through a resource: who asks, for what, and what it has written so far.</summary>
internal sealed class Exchange
{
    private IReadOnlyDictionary<string, string>? _query;
    private byte[]? _body;

    public Exchange(OrgParts org, PracticeRequest request, DmlLedger ledger)
    {
        Org = org;
        Request = request;
        Ledger = ledger;
        Method = request.Method;

        // Clients that cannot send PATCH tunnel it through POST (RS:intro_rest_resources).
        if (Method == "POST" && Query("_HttpMethod") is { } tunnelled)
        {
            Method = tunnelled.ToUpperInvariant();
        }
    }

    public OrgParts Org { get; }

    public PracticeRequest Request { get; }

    public DmlLedger Ledger { get; }

    public string Method { get; }

    /// <summary>The API version of the path, such as 66.0.</summary>
    public string Version { get; init; } = "";

    /// <summary>The caller's session; null where none is needed.</summary>
    public Session? Session { get; init; }

    /// <summary>What the caller may do.</summary>
    public ICallerAccess Caller { get; init; } = null!;

    /// <summary>The values of the route's placeholders.</summary>
    public IReadOnlyDictionary<string, string> Route { get; set; } = new Dictionary<string, string>();

    /// <summary>An enclosing composite is all-or-none, which overrides the collection's own flag.</summary>
    public bool AllOrNone { get; init; }

    /// <summary>A body that is already read, for subrequests.</summary>
    public JToken? ParsedBody { get; init; }

    /// <summary>The client's address.</summary>
    public string CallerAddress => Org.AddressOf(Request);

    /// <summary>Where this client reaches the org: the request's own host on loopback, My Domain otherwise.</summary>
    public Uri InstanceUrl => Request.Uri.IsLoopback ? new Uri(Request.Uri.GetLeftPart(UriPartial.Authority)) : Org.BaseAddress;

    /// <summary>The path before the version's resources, such as /services/data/v66.0.</summary>
    public string DataPath => "/services/data/v" + Version;

    /// <summary>Asked through the Tooling API, which shows other objects.</summary>
    public bool IsTooling { get; set; }

    /// <summary>The path before the resources of the API that was asked.</summary>
    public string ApiPath => DataPath + Soql.ApiPath;

    /// <summary>The objects of the API that was asked.</summary>
    public OrgSchema Schema => IsTooling ? Org.ToolingSchema : Org.Schema;

    /// <summary>Answers queries of the API that was asked.</summary>
    public SoqlEngine Soql => IsTooling ? Org.ToolingSoql : Org.Soql;

    /// <summary>A placeholder's value.</summary>
    public string Value(string placeholder) => Route[placeholder];

    /// <summary>A query parameter's value, or null.</summary>
    public string? Query(string name) =>
        (_query ??= FormText.Read(Request.Uri.Query.TrimStart('?'))).TryGetValue(name, out var value) ? value : null;

    /// <summary>The body, unpacked.</summary>
    public byte[] Body() => _body ??= Compression.Unpack(Request);

    /// <summary>The body as a JSON object.</summary>
    public JObject BodyObject() => ParsedBody switch
    {
        null => JsonText.ReadObject(Body()),
        JObject json => json,
        _ => throw new SfFault(400, "JSON_PARSER_ERROR", "The HTTP entity body is required to be a JSON object at [line:1, column:1]"),
    };

    /// <summary>The object of that name as the caller sees it; what is hidden does not exist.</summary>
    public SObjectSchema SeenObject(string name) =>
        Schema.Find(name) is { } schema && Caller.CanSee(schema)
            ? schema
            : throw new SfFault(404, "NOT_FOUND", "The requested resource does not exist");
}
