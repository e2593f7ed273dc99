using System;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.State;

/// <summary>Reads what <see cref="StateWriter"/> wrote. Nothing of an org is touched until all of it is read.</summary>
internal static class StateReader
{
    private static readonly JsonLoadSettings s_load = new() { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error };

    /// <exception cref="FormatException">The stream holds no state, or a broken one.</exception>
    public static OrgSnapshot Read(Stream stream)
    {
        try
        {
            using var plain = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
            using var text = new StreamReader(plain, new UTF8Encoding(false, true), false, 64 * 1024);
            using var json = new JsonTextReader(text)
            {
                SupportMultipleContent = true,
                DateParseHandling = DateParseHandling.None,
                Culture = CultureInfo.InvariantCulture,
                MaxDepth = 64,
            };
            return Read(json);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or DecoderFallbackException or InvalidCastException or OverflowException or ArgumentException)
        {
            throw new FormatException($"This is no state of a practice org: {e.Message}", e);
        }
    }

    private static OrgSnapshot Read(JsonTextReader json)
    {
        var state = new OrgSnapshot();
        var values = new StateValues();
        ReadHead(Next(json) ?? throw new FormatException("The state is empty."), state);
        while (Next(json) is { } line)
        {
            if (line["object"] is JObject o)
            {
                var schema = StateProperties<SObjectSchema>.Read(o);
                foreach (var field in Part<JArray>(line, "fields").Cast<JObject>())
                {
                    schema.Add(StateProperties<FieldSchema>.Read(field));
                }

                state.Objects.Add(schema);
            }
            else if ((string?)line["table"] is { } type)
            {
                if (state.Tables.Exists(t => string.Equals(t.Layout.Type, type, StringComparison.OrdinalIgnoreCase)))
                {
                    throw new FormatException($"The state has two tables {type}.");
                }

                state.Tables.Add(ReadTable(json, values, type, line));
            }
            else
            {
                throw new FormatException($"The state has a line that is neither object nor table: {line.ToString(Formatting.None)}");
            }
        }

        return state;
    }

    private static void ReadHead(JObject head, OrgSnapshot state)
    {
        if ((string?)head["format"] != StateWriter.Format || (int?)head["version"] != StateWriter.Version)
        {
            throw new FormatException($"This is no state of a practice org in version {StateWriter.Version.ToString(CultureInfo.InvariantCulture)}.");
        }

        state.Settings = Part<JObject>(head, "settings");
        foreach (var number in Part<JObject>(head, "numbers").Properties())
        {
            state.Numbers[number.Name] = (long)number.Value;
        }
    }

    private static RowTable ReadTable(JsonTextReader json, StateValues values, string type, JObject line)
    {
        var table = new RowTable(type);
        foreach (var field in Part<JArray>(line, "fields").Values<string>())
        {
            table.Layout.FindOrAdd(field!);
        }

        for (var left = (int)Part<JValue>(line, "rows"); left > 0; left--)
        {
            if (!json.Read() || json.TokenType != JsonToken.StartArray)
            {
                throw new FormatException($"The state ends within the rows of {type}.");
            }

            var id = json.ReadAsString() ?? throw new FormatException($"A row of {type} has no id.");
            var row = new Row(table.Layout, id) { IsDeleted = json.ReadAsBoolean() == true };
            for (var slot = 0; json.Read() && json.TokenType != JsonToken.EndArray; slot++)
            {
                row[table.Layout.Names[slot]] = values.Read(json);
            }

            table.Set(id, row);
        }

        return table;
    }

    private static T Part<T>(JObject line, string name)
        where T : JToken =>
        line[name] as T ?? throw new FormatException($"A line of the state lacks '{name}'.");

    private static JObject? Next(JsonTextReader json) =>
        json.Read() ? json.TokenType == JsonToken.StartObject ? JObject.Load(json, s_load) : throw new FormatException("A line of the state is no JSON object.") : null;
}
