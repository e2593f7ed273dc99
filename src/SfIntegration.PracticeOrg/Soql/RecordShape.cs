using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>
/// How a record of the answer is written: its fields, parents and children in the order they were selected. Records go straight to
/// the answer's text; a tree of tokens is made only where somebody needs one.
/// </summary>
internal sealed class RecordShape
{
    private readonly QueryContext _context;
    private readonly Dictionary<string, RecordShape> _parents = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Name, Action<JsonWriter, Row> Write)> _columns = new();
    private (string Type, string Prefix) _address = ("", "");

    public RecordShape(QueryContext context) => _context = context;

    /// <summary>Adds a field, through as many parents as the path has.</summary>
    public void Add(FieldPath path, string? alias = null)
    {
        var shape = this;
        foreach (var hop in path.Hops)
        {
            if (!shape._parents.TryGetValue(hop, out var parent))
            {
                shape._parents[hop] = parent = new RecordShape(_context);
                shape._columns.Add((hop, (json, row) => WriteParent(json, row, hop, parent)));
            }

            shape = parent;
        }

        shape.Add(alias ?? path.Field.Name, (json, row) => shape.WriteField(json, row, path));
    }

    /// <summary>Adds anything else under a name.</summary>
    public void Add(string name, Func<Row, JToken> write) => Add(name, (json, row) => write(row).WriteTo(json));

    private void Add(string name, Action<JsonWriter, Row> write)
    {
        if (_columns.Any(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            throw SoqlFault.Plain("INVALID_FIELD", $"duplicate field selected: {name}");
        }

        _columns.Add((name, write));
    }

    /// <summary>One record as tokens.</summary>
    public JObject Write(Row row)
    {
        using var tokens = new JTokenWriter();
        Write(tokens, row);
        return (JObject)tokens.Token!;
    }

    /// <summary>One record.</summary>
    public void Write(JsonWriter json, Row row)
    {
        json.WriteStartObject();
        json.WritePropertyName("attributes", escape: false);
        json.WriteStartObject();
        json.WritePropertyName("type", escape: false);
        json.WriteValue(row.Type);
        json.WritePropertyName("url", escape: false);
        json.WriteValue(AddressOf(row.Type) + row.Id);
        json.WriteEndObject();
        foreach (var (name, write) in _columns)
        {
            json.WritePropertyName(name, escape: false);
            write(json, row);
        }

        json.WriteEndObject();
    }

    private string AddressOf(string type)
    {
        if (!ReferenceEquals(_address.Type, type))
        {
            _address = (type, _context.RowPath(type) + "/");
        }

        return _address.Prefix;
    }

    private void WriteParent(JsonWriter json, Row row, string hop, RecordShape parent)
    {
        if (_context.Rows.Parent(row, hop) is { } up)
        {
            parent.Write(json, up);
        }
        else
        {
            json.WriteNull();
        }
    }

    // A polymorphic parent is known only with the row: what its object lacks reads as null.
    private void WriteField(JsonWriter json, Row row, FieldPath path)
    {
        if (row.Type == path.Owner.Name)
        {
            ValueWriter.Write(json, _context, path.Owner, row, path.Field);
        }
        else if (_context.Schema.Find(row.Type) is { } o && o.Field(path.Field.Name) is { } field && _context.Caller.CanReadField(o, field))
        {
            ValueWriter.Write(json, _context, o, row, field);
        }
        else
        {
            json.WriteNull();
        }
    }
}
