using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Store;

/// <summary>The rows of one object by the text of one field. The store keeps it true; a row may only be changed by putting a clone.</summary>
internal sealed class RowIndex
{
    private readonly string _type;
    private readonly string _field;
    private readonly Dictionary<string, HashSet<Row>> _rows = new(StringComparer.Ordinal);

    public RowIndex(string type, string field)
    {
        _type = type;
        _field = field;
    }

    public bool Covers(string type, string field) =>
        string.Equals(_type, type, StringComparison.OrdinalIgnoreCase) && string.Equals(_field, field, StringComparison.OrdinalIgnoreCase);

    public IReadOnlyCollection<Row> Find(string? value) =>
        value is not null && _rows.TryGetValue(value, out var found) ? found : Array.Empty<Row>();

    public void Add(Row? row)
    {
        if (Key(row) is not { } key)
        {
            return;
        }

        if (!_rows.TryGetValue(key, out var rows))
        {
            _rows[key] = rows = new HashSet<Row>();
        }

        rows.Add(row!);
    }

    public void Remove(Row? row)
    {
        if (Key(row) is { } key && _rows.TryGetValue(key, out var rows))
        {
            rows.Remove(row!);
        }
    }

    private string? Key(Row? row) =>
        row is not null && string.Equals(row.Type, _type, StringComparison.OrdinalIgnoreCase) ? row.Text(_field) : null;
}
