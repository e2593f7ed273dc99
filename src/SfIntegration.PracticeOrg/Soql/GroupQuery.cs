using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>A query that answers AggregateResult records.</summary>
internal sealed class GroupQuery
{
    private readonly QueryContext _context;
    private readonly Query _query;
    private readonly RowQuery _rows;
    private readonly List<Operand<Row>> _keys;
    private readonly List<string> _keyTexts;
    private readonly List<(string Name, Operand<RowGroup> Value)> _columns = new();
    private int _unnamed;

    public GroupQuery(QueryContext context, Query query, RowQuery rows)
    {
        _context = context;
        _query = query;
        _rows = rows;
        _keys = query.GroupBy.Select(GroupKey).ToList();
        _keyTexts = query.GroupBy.Select(rows.Binder.Key).ToList();
        foreach (var item in query.Select)
        {
            Select(item);
        }
    }

    /// <summary>Whether a query answers groups instead of records.</summary>
    public static bool Applies(Query query) => query.GroupBy.Count > 0
        || query.Select.OfType<ExprItem>().Any(i => i.Expr is CallExpr call && AggregateFunctions.IsKnown(call.Name));

    /// <summary>The groups as records.</summary>
    public List<JObject> Records()
    {
        var having = _query.Having is null ? null : new ConditionCompiler<RowGroup>(_context, e => Bind(e, "HAVING"),
            (join, _) => throw _context.Fault(join.Position, "MALFORMED_QUERY", "semi joins are not allowed in HAVING")).Compile(_query.Having);
        var order = Sorting.By(_query.OrderBy.Select(item => (item, Bind(item.Expr, "Ordered field"))).ToList());
        var groups = Groups().Where(g => having is null || having.Passes(g));
        return order(groups)
            .Skip(_query.Offset)
            .Take(_query.Limit ?? int.MaxValue)
            .Select(Write)
            .ToList();
    }

    private IEnumerable<RowGroup> Groups()
    {
        var rows = _rows.Matching();
        if (_keys.Count == 0)
        {
            return new[] { new RowGroup(Array.Empty<object?>(), rows.ToList()) };
        }

        var details = Gather(rows.Select(row => (Row: row, Values: (IReadOnlyList<object?>)_keys.Select(k => k.Read(row)).ToList())), leftOut: 0);
        if (_query.Grouping == Grouping.Plain)
        {
            return details;
        }

        // Subtotals stand behind what they add up, as in the guide's examples.
        var everyRow = details.SelectMany(g => g.Rows.Select(row => (row, g.Values))).ToList();
        var first = details.SelectMany(g => g.Values.Select((value, i) => (Key: (i, RowGroup.KeyOf(_keys[i].Kind, value)), Group: details.IndexOf(g))))
            .GroupBy(x => x.Key)
            .ToDictionary(x => x.Key, x => x.Min(y => y.Group));
        int Place(RowGroup group, int key) => (group.LeftOut & (1 << key)) != 0 ? int.MaxValue : first[(key, RowGroup.KeyOf(_keys[key].Kind, group.Values[key]))];
        var all = details.Concat(Subtotals().SelectMany(leftOut => Gather(everyRow, leftOut))).OrderBy(g => Place(g, 0));
        for (var key = 1; key < _keys.Count; key++)
        {
            var at = key;
            all = all.ThenBy(g => Place(g, at));
        }

        return all;
    }

    /// <summary>Which keys each kind of subtotal leaves out, as bits.</summary>
    private IEnumerable<int> Subtotals()
    {
        var all = (1 << _keys.Count) - 1;
        return _query.Grouping == Grouping.Cube
            ? Enumerable.Range(1, all)
            : Enumerable.Range(1, _keys.Count).Select(count => all & ~((1 << (_keys.Count - count)) - 1));
    }

    private List<RowGroup> Gather(IEnumerable<(Row Row, IReadOnlyList<object?> Values)> rows, int leftOut)
    {
        var groups = new List<RowGroup>();
        var byKey = new Dictionary<GroupKeyText, RowGroup>();
        foreach (var (row, read) in rows)
        {
            var values = leftOut == 0 ? read : read.Select((v, i) => (leftOut & (1 << i)) != 0 ? null : v).ToList();
            var key = new GroupKeyText(values.Select((v, i) => RowGroup.KeyOf(_keys[i].Kind, v)).ToArray());
            if (!byKey.TryGetValue(key, out var group))
            {
                byKey[key] = group = new RowGroup(values, new List<Row>(), leftOut);
                groups.Add(group);
            }

            group.Rows.Add(row);
        }

        return groups;
    }

    private void Select(SelectItem item)
    {
        if (item is not ExprItem { Expr: var expr, Alias: var alias })
        {
            throw _context.Fault(item.Position, "MALFORMED_QUERY", "only fields and aggregate functions can be selected with GROUP BY");
        }

        var value = Bind(expr, "Field");
        var name = alias?.Text ?? (expr is CallExpr ? "expr" + _unnamed++ : value.Name);
        if (_columns.Any(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            throw _context.Fault(item.Position, "MALFORMED_QUERY", $"duplicate alias: {name}");
        }

        _columns.Add((name, value));
    }

    private Operand<Row> GroupKey(Expr expr)
    {
        var key = _rows.Binder.Bind(expr);
        return expr is CallExpr || key.Field is null or { Groupable: true }
            ? key
            : throw _context.Fault(key.Position, "INVALID_FIELD", $"field '{key.Name}' can not be grouped in a query call");
    }

    private Operand<RowGroup> Bind(Expr expr, string what)
    {
        if (expr is CallExpr call && AggregateFunctions.IsKnown(call.Name))
        {
            return AggregateFunctions.Bind(_context, call, _rows.Binder);
        }

        if (expr is CallExpr { Name: "GROUPING" } grouping)
        {
            return Subtotal(grouping);
        }

        var at = _keyTexts.IndexOf(_rows.Binder.Key(expr));
        if (at < 0)
        {
            var text = expr is FieldExpr field ? field.Text : ((CallExpr)expr).Function.Text;
            throw _context.Fault(expr.Position, "MALFORMED_QUERY", $"{what} must be grouped or aggregated: {text}");
        }

        var key = _keys[at];
        return new Operand<RowGroup>(key.Name, key.Type, expr.Position, group => group.Values[at]) { Field = key.Field, Owner = key.Owner };
    }

    // GROUPING(field): 1 in the rows that are subtotals over it.
    private Operand<RowGroup> Subtotal(CallExpr call)
    {
        var at = call.Arguments.Count == 1 ? _keyTexts.IndexOf(_rows.Binder.Key(call.Arguments[0])) : -1;
        return at >= 0 && _query.Grouping != Grouping.Plain
            ? new Operand<RowGroup>("GROUPING", "int", call.Position, group => (group.LeftOut >> at) & 1)
            : throw _context.Fault(call.Position, "MALFORMED_QUERY", "GROUPING takes one of the fields of GROUP BY ROLLUP or GROUP BY CUBE");
    }

    private JObject Write(RowGroup group)
    {
        var record = new JObject { ["attributes"] = new JObject { ["type"] = "AggregateResult" } };
        foreach (var (name, value) in _columns)
        {
            record[name] = ValueWriter.Write(value.Type, value.Read(group));
        }

        return record;
    }

    /// <summary>The values that make a group, comparable as one.</summary>
    private readonly struct GroupKeyText : IEquatable<GroupKeyText>
    {
        private readonly object[] _parts;

        public GroupKeyText(object[] parts) => _parts = parts;

        public bool Equals(GroupKeyText other) => _parts.SequenceEqual(other._parts);

        public override bool Equals(object? obj) => obj is GroupKeyText other && Equals(other);

        public override int GetHashCode() => _parts.Aggregate(17, (hash, part) => unchecked((hash * 31) + part.GetHashCode()));
    }
}
