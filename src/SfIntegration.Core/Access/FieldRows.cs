using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Access;

/// <summary>
/// The FieldPermissions rows of one page, read off the wire without a document for each: an org has millions, and documents of
/// them would keep the garbage collector busier than the reading.
/// </summary>
internal sealed class FieldRows
{
    private readonly List<(string ParentId, int Name, FieldAccess Access)> _rows = new();
    private string _lastParent = "";

    public int Count => _rows.Count;

    /// <summary>The rows: container, number in <see cref="FieldNames.Shared"/>, access.</summary>
    public IReadOnlyList<(string ParentId, int Name, FieldAccess Access)> Rows => _rows;

    /// <summary>Reads a query's answer; what comes back has everything but the rows. What was read before is forgotten: an answer may be lost half way and come again.</summary>
    public JToken? ReadPage(TextReader text)
    {
        _rows.Clear();
        using var json = new JsonTextReader(text) { CloseInput = false, DateParseHandling = DateParseHandling.None, Culture = CultureInfo.InvariantCulture, MaxDepth = 64 };
        if (!json.Read() || json.TokenType != JsonToken.StartObject)
        {
            return json.TokenType == JsonToken.None ? null : JToken.ReadFrom(json);
        }

        var page = new JObject();
        while (json.Read() && json.TokenType == JsonToken.PropertyName)
        {
            var name = (string)json.Value!;
            if (!json.Read())
            {
                break;
            }

            if (name == "records" && json.TokenType == JsonToken.StartArray)
            {
                page[name] = new JArray();
                while (json.Read() && json.TokenType == JsonToken.StartObject)
                {
                    ReadRow(json);
                }
            }
            else
            {
                page[name] = JToken.ReadFrom(json);
            }
        }

        // A body that ends early is a lost answer, as it is for every other reader.
        return json.TokenType == JsonToken.EndObject ? page : throw new JsonReaderException("Unexpected end of the answer to a query.");
    }

    /// <summary>The rows as lines that read like rows of the query.</summary>
    public void Write(JsonTextWriter json, Action endLine)
    {
        foreach (var (parentId, number, access) in _rows)
        {
            var (sobjectType, field) = FieldNames.Shared[number];
            json.WriteStartObject();
            json.WritePropertyName("ParentId");
            json.WriteValue(parentId);
            json.WritePropertyName("SobjectType");
            json.WriteValue(sobjectType);
            json.WritePropertyName("Field");
            json.WriteValue(sobjectType + "." + field);
            json.WritePropertyName("PermissionsRead");
            json.WriteValue((access & FieldAccess.Read) != 0);
            json.WritePropertyName("PermissionsEdit");
            json.WriteValue((access & FieldAccess.Edit) != 0);
            json.WriteEndObject();
            endLine();
        }
    }

    private void ReadRow(JsonTextReader json)
    {
        string parent = "", sobjectType = "", field = "";
        var access = FieldAccess.None;
        while (json.Read() && json.TokenType == JsonToken.PropertyName)
        {
            switch ((string)json.Value!)
            {
                case "ParentId":
                    parent = json.ReadAsString() ?? "";
                    break;
                case "SobjectType":
                    sobjectType = json.ReadAsString() ?? "";
                    break;
                case "Field":
                    field = json.ReadAsString() ?? "";
                    break;
                case "PermissionsRead":
                    access |= json.ReadAsBoolean() == true ? FieldAccess.Read : FieldAccess.None;
                    break;
                case "PermissionsEdit":
                    access |= json.ReadAsBoolean() == true ? FieldAccess.Edit : FieldAccess.None;
                    break;
                default:
                    json.Read();
                    json.Skip();
                    break;
            }
        }

        if (json.TokenType != JsonToken.EndObject)
        {
            throw new JsonReaderException("Unexpected end of a row in the answer to a query.");
        }

        // Rows of one container mostly come together; its id is kept once.
        _lastParent = parent == _lastParent ? _lastParent : parent;
        _rows.Add((_lastParent, FieldNames.Shared.Number(sobjectType, field.Substring(field.IndexOf('.') + 1)), access));
    }
}
