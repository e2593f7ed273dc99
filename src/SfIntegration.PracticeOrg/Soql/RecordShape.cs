using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>How a record of the answer is written: its fields, parents and children in the order they were selected.</summary>
internal sealed class RecordShape
{
    private readonly QueryContext _context;
    private readonly Dictionary<string, RecordShape> _parents = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Name, Func<Row, JToken> Write)> _columns = new();

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
                shape._columns.Add((hop, row => _context.Rows.Parent(row, hop) is { } up ? parent.Write(up) : JValue.CreateNull()));
            }

            shape = parent;
        }

        shape.Add(alias ?? path.Field.Name, shape.Column(path));
    }

    /// <summary>Adds anything else under a name.</summary>
    public void Add(string name, Func<Row, JToken> write)
    {
        if (_columns.Any(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            throw SoqlFault.Plain("INVALID_FIELD", $"duplicate field selected: {name}");
        }

        _columns.Add((name, write));
    }

    /// <summary>One record.</summary>
    public JObject Write(Row row)
    {
        var record = new JObject
        {
            ["attributes"] = new JObject
            {
                ["type"] = row.Type,
                ["url"] = $"/services/data/v{_context.ApiVersion}/sobjects/{row.Type}/{row.Id}",
            },
        };
        foreach (var (name, write) in _columns)
        {
            record[name] = write(row);
        }

        return record;
    }

    // A polymorphic parent is known only with the row: what its object lacks reads as null.
    private Func<Row, JToken> Column(FieldPath path) => row =>
    {
        if (row.Type == path.Owner.Name)
        {
            return ValueWriter.Write(_context, path.Owner, row, path.Field);
        }

        return _context.Schema.Find(row.Type) is { } o && o.Field(path.Field.Name) is { } field && _context.Caller.CanReadField(o, field)
            ? ValueWriter.Write(_context, o, row, field)
            : JValue.CreateNull();
    };
}
