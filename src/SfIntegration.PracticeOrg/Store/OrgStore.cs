using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Store;

/// <summary>
/// All records of one org, by object and id. It knows no rules; those are the engine's.
/// A transaction is a list of what to take back, so that a rolled-back composite costs no copy of the org.
/// </summary>
internal sealed class OrgStore
{
    private readonly Dictionary<string, RowTable> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);
    private List<Undo>? _undo;

    /// <summary>Raised after a row was added, replaced or removed; the argument is the object's name. For caches.</summary>
    public event Action<string>? Changed;

    /// <summary>The rows of an object, the deleted ones among them; in insertion order as long as none is removed for good.</summary>
    public IReadOnlyCollection<Row> Rows(string type) =>
        _tables.TryGetValue(type, out var table) ? table.Rows : Array.Empty<Row>();

    /// <summary>
    /// The rows whose field holds that text, found without looking at the others. Case counts unless it is told not to.
    /// It is no copy: who changes the rows makes one.
    /// </summary>
    public IReadOnlyList<Row> Rows(string type, string field, string? value, bool ignoreCase = false) =>
        _tables.TryGetValue(type, out var table) ? table.Find(field, value, ignoreCase) : Array.Empty<Row>();

    /// <summary>The row with that 18-character id, or null.</summary>
    public Row? Find(string type, string? id) =>
        id is not null && _tables.TryGetValue(type, out var table) ? table.Find(id) : null;

    /// <summary>The layout of an object's rows, for whoever makes many of them.</summary>
    public RowLayout Layout(string type) => Table(type).Layout;

    /// <summary>A new id for a key prefix.</summary>
    public string NewId(string keyPrefix)
    {
        _numbers.TryGetValue(keyPrefix, out var number);
        _numbers[keyPrefix] = ++number;
        return SalesforceId.Make(keyPrefix, number);
    }

    /// <summary>All tables.</summary>
    public IEnumerable<RowTable> Tables => _tables.Values;

    /// <summary>How many ids each key prefix has given out.</summary>
    public IReadOnlyDictionary<string, long> Numbers => _numbers;

    /// <summary>Puts other tables in the place of all.</summary>
    public void Replace(IEnumerable<RowTable> tables, IReadOnlyDictionary<string, long> numbers)
    {
        _tables.Clear();
        _numbers.Clear();
        foreach (var table in tables)
        {
            _tables.Add(table.Layout.Type, table);
        }

        foreach (var number in numbers)
        {
            _numbers.Add(number.Key, number.Value);
        }

        Changed?.Invoke("*");
    }

    /// <summary>Adds a row, or replaces the one with its id. Change a <see cref="Row.Clone"/>, then put it.</summary>
    public void Put(Row row) => Set(Table(row.Type), row.Id, row);

    /// <summary>Removes a row for good (setup objects have no recycle bin).</summary>
    public void Remove(Row row)
    {
        if (_tables.TryGetValue(row.Type, out var table) && table.Find(row.Id) is not null)
        {
            Set(table, row.Id, null);
        }
    }

    /// <summary>Runs the work; when it answers false or throws, every change it made is taken back.</summary>
    public bool Transaction(Func<bool> work)
    {
        var outer = _undo;
        var mine = _undo = new List<Undo>();
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
                    mine[i].Table.Set(mine[i].Id, mine[i].Old);
                }

                Changed?.Invoke("*");
            }
        }
    }

    private void Set(RowTable table, string id, Row? row)
    {
        var old = table.Set(id, row);
        _undo?.Add(new Undo(table, id, old));
        Changed?.Invoke(table.Layout.Type);
    }

    private RowTable Table(string type)
    {
        if (!_tables.TryGetValue(type, out var table))
        {
            _tables[type] = table = new RowTable(type);
        }

        return table;
    }

    /// <summary>What an id stood for before a change.</summary>
    private readonly struct Undo
    {
        public Undo(RowTable table, string id, Row? old)
        {
            Table = table;
            Id = id;
            Old = old;
        }

        public RowTable Table { get; }

        public string Id { get; }

        public Row? Old { get; }
    }
}
