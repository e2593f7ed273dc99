using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Store;

/// <summary>
/// The rows of one table by the text of one field, each key's rows in the order they came. The table keeps it true; a row may
/// only be changed by putting a clone. A key with one row costs no list.
/// </summary>
internal sealed class RowIndex
{
    private readonly string _field;
    private readonly bool _ignoreCase;
    private readonly Dictionary<string, object> _rows;

    public RowIndex(string field, bool ignoreCase)
    {
        _field = field;
        _ignoreCase = ignoreCase;
        _rows = new Dictionary<string, object>(ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
    }

    public bool Covers(string field, bool ignoreCase) =>
        _ignoreCase == ignoreCase && string.Equals(_field, field, StringComparison.OrdinalIgnoreCase);

    public IReadOnlyList<Row> Find(string? value) =>
        value is null || !_rows.TryGetValue(value, out var found) ? Array.Empty<Row>()
        : found is Row one ? new[] { one }
        : (List<Row>)found;

    /// <summary>Follows a change of the table: a row that came, went, or was replaced by another of its id.</summary>
    public void Change(Row? old, Row? row)
    {
        var (before, after) = (old?.Text(_field), row?.Text(_field));
        if (before is not null && after is not null && _rows.Comparer.Equals(before, after))
        {
            Replace(before, old!, row!);
            return;
        }

        if (before is not null)
        {
            Remove(before, old!);
        }

        if (after is not null)
        {
            Add(after, row!);
        }
    }

    private void Add(string key, Row row)
    {
        if (!_rows.TryGetValue(key, out var found))
        {
            _rows[key] = row;
        }
        else if (found is List<Row> rows)
        {
            rows.Add(row);
        }
        else
        {
            _rows[key] = new List<Row> { (Row)found, row };
        }
    }

    // From the end: what is taken back, or thrown away again, came last.
    private void Remove(string key, Row row)
    {
        if (_rows[key] is List<Row> { Count: > 1 } rows)
        {
            rows.RemoveAt(rows.LastIndexOf(row));
        }
        else
        {
            _rows.Remove(key);
        }
    }

    private void Replace(string key, Row old, Row row)
    {
        if (_rows[key] is List<Row> rows)
        {
            rows[rows.LastIndexOf(old)] = row;
        }
        else
        {
            _rows[key] = row;
        }
    }
}
