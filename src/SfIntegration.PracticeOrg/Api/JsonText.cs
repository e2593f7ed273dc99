using System;
using System.Globalization;
using System.IO;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Practice.Api;

/// <summary>Reading and writing JSON with settings of our own: dates stay text, numbers stay exact.</summary>
internal static class JsonText
{
    /// <summary>Reads a request's body; what is no JSON is the client's fault.</summary>
    public static JToken Read(byte[] body)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(new UTF8Encoding(false, true).GetString(body)))
            {
                DateParseHandling = DateParseHandling.None,
                FloatParseHandling = FloatParseHandling.Decimal,
                MaxDepth = 64,
                Culture = CultureInfo.InvariantCulture,
            };
            var token = JToken.ReadFrom(reader, new JsonLoadSettings { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error });
            while (reader.Read())
            {
                if (reader.TokenType != JsonToken.Comment)
                {
                    throw new JsonReaderException("Unexpected text after the JSON value.", reader.Path, reader.LineNumber, reader.LinePosition, null);
                }
            }

            return token;
        }
        catch (JsonReaderException e)
        {
            throw new SfFault(400, "JSON_PARSER_ERROR", $"{e.Message.TrimEnd('.')} at [line:{e.LineNumber}, column:{e.LinePosition}]");
        }
        catch (DecoderFallbackException)
        {
            throw new SfFault(400, "JSON_PARSER_ERROR", "Invalid UTF-8 in the body at [line:1, column:1]");
        }
    }

    /// <summary>Reads a request's body that has to be an object.</summary>
    public static JObject ReadObject(byte[] body) => Read(body) as JObject
        ?? throw new SfFault(400, "JSON_PARSER_ERROR", "The HTTP entity body is required to be a JSON object at [line:1, column:1]");

    /// <summary>JSON as bytes, without white space.</summary>
    public static byte[] Write(JToken token)
    {
        using var memory = new MemoryStream();
        Write(memory, json => token.WriteTo(json));
        return memory.ToArray();
    }

    /// <summary>What somebody writes, without white space, behind what the stream holds.</summary>
    public static void Write(Stream stream, Action<JsonWriter> write)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), 16 * 1024, leaveOpen: true);
        using var writer = new JsonTextWriter(text) { Formatting = Formatting.None, Culture = CultureInfo.InvariantCulture };
        write(writer);
    }
}
