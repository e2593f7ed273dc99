using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Http;

/// <summary>An answer, read to its end.</summary>
internal sealed class SfResponse
{
    public required int Status { get; init; }

    /// <summary>The media type, in lower case, without parameters; empty where there is no body.</summary>
    public required string ContentType { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body, if it is JSON.</summary>
    public JToken? Json { get; init; }

    /// <summary>The body, if it is anything else.</summary>
    public byte[] Bytes { get; init; } = System.Array.Empty<byte>();

    /// <summary>The body as an object; an error that names the path where it is something else.</summary>
    public JObject Object(string path) => Json as JObject ?? throw Unexpected("an object", path);

    /// <summary>The body as an array; an error that names the path where it is something else.</summary>
    public JArray Array(string path) => Json as JArray ?? throw Unexpected("an array", path);

    private SfApiException Unexpected(string wanted, string path) =>
        new($"The answer to {path} is not {wanted} of JSON but {(Json is null ? ContentType.Length == 0 ? "empty" : ContentType : Json.Type.ToString())}.",
            "Check that the address is a Salesforce org and not a proxy or a login page.")
        { HttpStatus = Status };
}
