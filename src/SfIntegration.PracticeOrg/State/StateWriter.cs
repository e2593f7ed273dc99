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

/// <summary>
/// Writes a state: gzip, JSON lines (docs/practice-org.md). First the settings, then one line per object of the schema, then
/// each table: a line with its name, fields and number of rows, and a line per row. The same org gives the same bytes.
/// </summary>
internal static class StateWriter
{
    /// <summary>What the first line says of the format.</summary>
    public const string Format = "practice org state";

    /// <summary>The version of the format.</summary>
    public const int Version = 1;

    public static void Write(Stream stream, JObject settings, OrgSchema schema, OrgStore store)
    {
        using var packed = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
        using var text = new StreamWriter(packed, new UTF8Encoding(false), 64 * 1024) { NewLine = "\n" };
        using var json = new JsonTextWriter(text) { Formatting = Formatting.None, Culture = CultureInfo.InvariantCulture, AutoCompleteOnClose = false };
        Line(text, json, new JObject
        {
            ["format"] = Format,
            ["version"] = Version,
            ["settings"] = settings,
            ["numbers"] = new JObject(store.Numbers.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => new JProperty(n.Key, n.Value))),
        });
        foreach (var o in schema.Objects)
        {
            Line(text, json, new JObject { ["object"] = StateProperties<SObjectSchema>.Write(o), ["fields"] = new JArray(o.Fields.Select(StateProperties<FieldSchema>.Write)) });
        }

        foreach (var table in store.Tables.Where(t => t.Rows.Count > 0).OrderBy(t => t.Layout.Type, StringComparer.Ordinal))
        {
            Table(text, json, table);
        }
    }

    private static void Table(StreamWriter text, JsonTextWriter json, RowTable table)
    {
        var fields = table.Layout.Names;
        Line(text, json, new JObject { ["table"] = table.Layout.Type, ["fields"] = new JArray(fields), ["rows"] = table.Rows.Count });
        foreach (var row in table.Rows)
        {
            json.WriteStartArray();
            json.WriteValue(row.Id);
            json.WriteValue(row.IsDeleted);
            for (var slot = 0; slot < fields.Count; slot++)
            {
                StateValues.Write(json, row.At(slot));
            }

            json.WriteEndArray();
            text.WriteLine();
        }
    }

    private static void Line(StreamWriter text, JsonTextWriter json, JObject line)
    {
        line.WriteTo(json);
        text.WriteLine();
    }
}
