using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Practice.Store;

/// <summary>
/// All records of one org, by object and id, in insertion order. It knows no rules; those are the engine's.
/// A transaction is a list of undo steps, so that a rolled-back composite costs no copy of the org.
/// </summary>
internal sealed class OrgStore
{
    private readonly Dictionary<string, Dictionary<string, Row>> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);
    private readonly List<RowIndex> _indexes = new();
    private List<Action>? _undo;

    /// <summary>Raised after a row was added, replaced or removed; the argument is the object's name. For caches.</summary>
    public event Action<string>? Changed;

    /// <summary>The rows of an object in insertion order, the deleted ones among them.</summary>
    public IEnumerable<Row> Rows(string type) =>
        _tables.TryGetValue(type, out var table) ? table.Values : Enumerable.Empty<Row>();

    /// <summary>The rows whose field holds that text (its case counts), found without looking at the others. In no promised order.</summary>
    public IReadOnlyCollection<Row> Rows(string type, string field, string? value)
    {
        foreach (var known in _indexes)
        {
            if (known.Covers(type, field))
            {
                return known.Find(value);
            }
        }

        var index = new RowIndex(type, field);
        foreach (var row in Rows(type))
        {
            index.Add(row);
        }

        _indexes.Add(index);
        return index.Find(value);
    }

    /// <summary>The row with that 18-character id, or null.</summary>
    public Row? Find(string type, string? id) =>
        id is not null && _tables.TryGetValue(type, out var table) && table.TryGetValue(id, out var row) ? row : null;

    /// <summary>A new id for a key prefix.</summary>
    public string NewId(string keyPrefix)
    {
        _numbers.TryGetValue(keyPrefix, out var number);
        _numbers[keyPrefix] = ++number;
        return SalesforceId.Make(keyPrefix, number);
    }

    /// <summary>Adds a row, or replaces the one with its id. Change a <see cref="Row.Clone"/>, then put it.</summary>
    public void Put(Row row)
    {
        if (!_tables.TryGetValue(row.Type, out var table))
        {
            _tables[row.Type] = table = new Dictionary<string, Row>(StringComparer.Ordinal);
        }

        table.TryGetValue(row.Id, out var old);
        Set(table, row.Id, row);
        _undo?.Add(() => Set(table, row.Id, old));
        Changed?.Invoke(row.Type);
    }

    /// <summary>Removes a row for good (setup objects have no recycle bin).</summary>
    public void Remove(Row row)
    {
        if (_tables.TryGetValue(row.Type, out var table) && table.TryGetValue(row.Id, out var old))
        {
            Set(table, row.Id, null);
            _undo?.Add(() => Set(table, row.Id, old));
            Changed?.Invoke(row.Type);
        }
    }

    /// <summary>Runs the work; when it answers false or throws, every change it made is taken back.</summary>
    public bool Transaction(Func<bool> work)
    {
        var outer = _undo;
        var mine = _undo = new List<Action>();
        var kept = false;
        try
        {
            kept = work();
            return kept;
        }
        finally
        {
            _undo = outer;
            if (kept)
            {
                outer?.AddRange(mine);
            }
            else
            {
                for (var i = mine.Count - 1; i >= 0; i--)
                {
                    mine[i]();
                }

                Changed?.Invoke("*");
            }
        }
    }

    private void Set(Dictionary<string, Row> table, string id, Row? row)
    {
        table.TryGetValue(id, out var old);
        if (row is null)
        {
            table.Remove(id);
        }
        else
        {
            table[id] = row;
        }

        foreach (var index in _indexes)
        {
            index.Remove(old);
            index.Add(row);
        }
    }
}
