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
        var groups = new List<RowGroup>();
        var byKey = new Dictionary<GroupKeyText, RowGroup>();
        if (_keys.Count == 0)
        {
            return new[] { new RowGroup(Array.Empty<object?>(), _rows.Matching().ToList()) };
        }

        foreach (var row in _rows.Matching())
        {
            var values = _keys.Select(k => k.Read(row)).ToList();
            var key = new GroupKeyText(values.Select((v, i) => RowGroup.KeyOf(_keys[i].Kind, v)).ToArray());
            if (!byKey.TryGetValue(key, out var group))
            {
                byKey[key] = group = new RowGroup(values, new List<Row>());
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

        var at = _keyTexts.IndexOf(_rows.Binder.Key(expr));
        if (at < 0)
        {
            var text = expr is FieldExpr field ? field.Text : ((CallExpr)expr).Function.Text;
            throw _context.Fault(expr.Position, "MALFORMED_QUERY", $"{what} must be grouped or aggregated: {text}");
        }

        var key = _keys[at];
        return new Operand<RowGroup>(key.Name, key.Type, expr.Position, group => group.Values[at]) { Field = key.Field, Owner = key.Owner };
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
