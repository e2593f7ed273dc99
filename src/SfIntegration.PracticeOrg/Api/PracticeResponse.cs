using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Api;

namespace SfIntegration.Practice;

/// <summary>One HTTP answer, and how the transport is to deliver it.</summary>
internal sealed class PracticeResponse
{
    private byte[] _body = Array.Empty<byte>();
    private MemoryStream? _buffer;
    private JToken? _json;
    private bool _isText;

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

    /// <summary>The body: the first <see cref="Length"/> bytes of this.</summary>
    public byte[] Body
    {
        get => _body;
        set
        {
            Release();
            (_body, Length) = (value, value.Length);
        }
    }

    /// <summary>How many bytes the body has.</summary>
    public int Length { get; private set; }

    /// <summary>What <see cref="Body"/> says, where it is JSON; composites read it. Big answers become a tree only then.</summary>
    public JToken? Json
    {
        get => _json ??= _isText ? JsonText.Read(new MemoryStream(_body, 0, Length).ToArray()) : null;
        private init => _json = value;
    }

    /// <summary>The object that a query read, or null; the event log shows it.</summary>
    public string? QueriedObject { get; set; }

    /// <summary>Rows that a query read for this answer; the event log shows them.</summary>
    public int RowsProcessed { get; set; }

    /// <summary>A collection that was rolled back: 200 by itself, a failure to the composite around it.</summary>
    public bool RolledBack { get; set; }

    /// <summary>How the transport delivers it.</summary>
    public Delivery Delivery { get; set; }

    /// <summary>How long the transport waits first.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>An answer in JSON.</summary>
    public static PracticeResponse Of(int status, JToken body) =>
        new(status, JsonText.Write(body), "application/json;charset=UTF-8") { Json = body };

    /// <summary>An answer in JSON that is written without a tree.</summary>
    public static PracticeResponse Of(int status, Action<JsonWriter> write)
    {
        var response = new PracticeResponse(status, contentType: "application/json;charset=UTF-8") { _isText = true };
        var buffer = BodyBuffers.Rent();
        JsonText.Write(buffer, write);
        response.Take(buffer);
        return response;
    }

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

    /// <summary>Makes what a buffer of <see cref="BodyBuffers"/> holds the body.</summary>
    public void Take(MemoryStream buffer)
    {
        Release();
        (_buffer, _body, Length) = (buffer, buffer.GetBuffer(), (int)buffer.Length);
    }

    /// <summary>The body is delivered, or not wanted: its buffer may be used again.</summary>
    public void Release()
    {
        if (_buffer is { } buffer)
        {
            (_buffer, _body, Length) = (null, Array.Empty<byte>(), 0);
            BodyBuffers.Return(buffer);
        }
    }

    /// <summary>The data API's answer to a fault.</summary>
    public static PracticeResponse Error(SfFault fault) => Error(fault.Status, fault.Code, fault.Message, fault.Fields);
}
