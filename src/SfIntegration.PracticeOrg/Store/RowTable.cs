using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Store;

/// <summary>The rows of one object by id, their common layout, and the indexes that somebody asked for.</summary>
internal sealed class RowTable
{
    private readonly Dictionary<string, Row> _rows = new(StringComparer.Ordinal);
    private readonly List<RowIndex> _indexes = new();

    public RowTable(string type) => Layout = new RowLayout(type);

    /// <summary>Where the fields of these rows are kept.</summary>
    public RowLayout Layout { get; }

    /// <summary>The rows, in insertion order as long as none is removed.</summary>
    public IReadOnlyCollection<Row> Rows => _rows.Values;

    /// <summary>The row with that id, or null.</summary>
    public Row? Find(string id) => _rows.TryGetValue(id, out var row) ? row : null;

    /// <summary>The rows whose field holds that text. The index is built when it is first asked for.</summary>
    public IReadOnlyList<Row> Find(string field, string? value, bool ignoreCase)
    {
        foreach (var known in _indexes)
        {
            if (known.Covers(field, ignoreCase))
            {
                return known.Find(value);
            }
        }

        var index = new RowIndex(field, ignoreCase);
        foreach (var row in _rows.Values)
        {
            index.Change(null, row);
        }

        _indexes.Add(index);
        return index.Find(value);
    }

    /// <summary>Adds, replaces (row) or removes (null) what has that id, and answers what was there.</summary>
    public Row? Set(string id, Row? row)
    {
        _rows.TryGetValue(id, out var old);
        if (row is null)
        {
            _rows.Remove(id);
        }
        else
        {
            row.Share(Layout);
            _rows[id] = row;
        }

        foreach (var index in _indexes)
        {
            index.Change(old, row);
        }

        return old;
    }
}
