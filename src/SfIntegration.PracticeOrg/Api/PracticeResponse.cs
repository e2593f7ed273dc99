using System;
using System.Collections.Generic;
using System.Text;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Api;

namespace SfIntegration.Practice;

/// <summary>One HTTP answer, and how the transport is to deliver it.</summary>
internal sealed class PracticeResponse
{
    public PracticeResponse(int status, byte[]? body = null, string? contentType = null)
    {
        Status = status;
        Body = body ?? Array.Empty<byte>();
        if (contentType is not null)
        {
            Headers["Content-Type"] = contentType;
        }
    }

    public int Status { get; }

    /// <summary>The headers, Content-Type among them, Content-Length not.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public byte[] Body { get; set; }

    /// <summary>What <see cref="Body"/> says, where it is JSON; composites read it.</summary>
    public JToken? Json { get; private init; }

    /// <summary>A collection that was rolled back: 200 by itself, a failure to the composite around it.</summary>
    public bool RolledBack { get; set; }

    /// <summary>How the transport delivers it.</summary>
    public Delivery Delivery { get; set; }

    /// <summary>How long the transport waits first.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>An answer in JSON.</summary>
    public static PracticeResponse Of(int status, JToken body) =>
        new(status, JsonText.Write(body), "application/json;charset=UTF-8") { Json = body };

    /// <summary>An answer in plain text.</summary>
    public static PracticeResponse Plain(int status, string body) =>
        new(status, Encoding.UTF8.GetBytes(body), "text/plain;charset=UTF-8");

    /// <summary>An answer without a body.</summary>
    public static PracticeResponse Empty(int status) => new(status);

    /// <summary>The data API's error body: an array of errors, with fields only where they are relevant (RS:errorcodes).</summary>
    public static PracticeResponse Error(int status, string code, string message, IReadOnlyList<string>? fields = null)
    {
        var error = new JObject { ["message"] = message, ["errorCode"] = code };
        if (fields is { Count: > 0 })
        {
            error["fields"] = new JArray(fields);
        }

        return Of(status, new JArray(error));
    }

    /// <summary>The data API's answer to a fault.</summary>
    public static PracticeResponse Error(SfFault fault) => Error(fault.Status, fault.Code, fault.Message, fault.Fields);
}
