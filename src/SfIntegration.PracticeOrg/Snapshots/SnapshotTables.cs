using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Snapshots;

/// <summary>Rows with the ids that a snapshot gives them, or with new ones, as they are: no rule is asked.</summary>
internal sealed class SnapshotTables
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private readonly OrgSchema _schema;
    private readonly DateTime _now;
    private readonly Dictionary<string, Row> _templates = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, long> _numbers;

    public SnapshotTables(OrgSchema schema, OrgStore before, DateTime now)
    {
        _schema = schema;
        _now = now;
        _numbers = before.Numbers.ToDictionary(n => n.Key, n => n.Value, StringComparer.Ordinal);
    }

    public OrgStore Store { get; } = new();

    /// <summary>How many ids each key prefix has given out, here and before: no id is given twice.</summary>
    public IReadOnlyDictionary<string, long> Numbers => _numbers;

    /// <summary>A row; an id of the file's, or none for a new one.</summary>
    public Row Put(string type, string? id, params (string Field, object? Value)[] values)
    {
        if (!_templates.TryGetValue(type, out var template))
        {
            var schema = _schema.Find(type) ?? throw new FormatException($"The practice org knows no {type}.");
            template = new Row(Store.Layout(schema.Name), "");
            RowWriter.Default(schema, template, new SystemAccess(""));
            RowWriter.Stamp(schema, template, "", _now, insert: true);
            _templates[type] = template;
        }

        var row = template.CopyAs(id is null ? NewId(_schema.Find(type)!.KeyPrefix) : Known(id));
        foreach (var (field, value) in values)
        {
            row[field] = value;
        }

        Store.Put(row);
        return row;
    }

    /// <summary>Changes a row that is there.</summary>
    public void Change(Row row, Action<Row> change)
    {
        var changed = Store.Find(row.Type, row.Id)!.Clone();
        change(changed);
        Store.Put(changed);
    }

    private string NewId(string prefix)
    {
        _numbers.TryGetValue(prefix, out var number);
        _numbers[prefix] = ++number;
        return SalesforceId.Make(prefix, number);
    }

    // An id that a practice org gave out must not be given out again.
    private string Known(string id)
    {
        var id18 = SalesforceId.Normalize(id) ?? throw new FormatException($"The snapshot has '{id}' where an id is expected.");
        if (string.CompareOrdinal(id18, 3, "Pr0", 0, 3) == 0)
        {
            var prefix = id18.Substring(0, 3);
            var number = id18.Substring(6, 9).Aggregate(0L, (n, c) => (n * 62) + Digits.IndexOf(c));
            _numbers.TryGetValue(prefix, out var last);
            _numbers[prefix] = Math.Max(last, number);
        }

        return id18;
    }
}
