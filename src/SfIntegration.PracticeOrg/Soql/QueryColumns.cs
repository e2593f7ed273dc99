using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Practice.Soql;

/// <summary>Works out the columns of a query from its SELECT list.</summary>
internal sealed class QueryColumns
{
    private readonly QueryContext _context;
    private readonly Query _query;
    private readonly RowQuery _rows;
    private readonly List<QueryColumn> _columns = new();
    private int _unnamed;

    private QueryColumns(QueryContext context, Query query, RowQuery rows)
    {
        _context = context;
        _query = query;
        _rows = rows;
    }

    /// <summary>The columns in the order they were selected; a parent stands where its first field does.</summary>
    public static QueryShape Of(QueryContext context, Query query, RowQuery rows)
    {
        var columns = new QueryColumns(context, query, rows);
        foreach (var item in query.Select)
        {
            columns.Add(item);
        }

        return new QueryShape(rows.Object, query.GroupBy.Count > 0, query.Offset > 0, columns._columns);
    }

    private void Add(SelectItem item)
    {
        switch (item)
        {
            case SubQueryItem sub:
                var (relationship, child) = ChildQuery.Find(_context, _rows.Object, sub);
                var children = new QueryColumn(relationship.ChildRelationshipName!, relationship.ChildRelationshipName!, null) { Aggregate = true };
                children.Joined.AddRange(Of(_context, sub.Query, new RowQuery(_context, sub.Query, child, under: relationship)).Columns);
                _columns.Add(children);
                break;
            case TypeOfItem choice:
                var polymorphic = TypeOf.Bind(_context, _rows, choice).Relationship;
                _columns.Add(new QueryColumn(polymorphic, polymorphic, null) { ForeignKey = _context.Rows.Relationship(_rows.Object, polymorphic)?.Name });
                break;
            case FieldsItem fields:
                _columns.AddRange(RecordQuery.Expand(_context, _query, _rows.Object, fields).Select(Column));
                break;
            case ExprItem { Expr: FieldExpr field, Alias: null }:
                AddPath(_rows.Binder.Path(field));
                break;
            case ExprItem { Expr: FieldExpr field, Alias: { } alias }:
                var path = _rows.Binder.Path(field);
                _columns.Add(new QueryColumn(alias.Text, path.ToString(), path.Field.Type) { Aggregate = true, Field = path.Field });
                break;
            case ExprItem { Expr: CallExpr call } function:
                _columns.Add(Function(call, function.Alias?.Text));
                break;
        }
    }

    private static QueryColumn Column(Schema.FieldSchema field) => new(field.Name, field.Name, field.Type) { Field = field };

    private void AddPath(FieldPath path)
    {
        var level = _columns;
        var owner = _rows.Object;
        foreach (var hop in path.Hops)
        {
            var reference = _context.Rows.Relationship(owner, hop);
            var parent = level.Find(c => c.Joined.Count > 0 && !c.Aggregate && string.Equals(c.Name, hop, StringComparison.OrdinalIgnoreCase));
            if (parent is null)
            {
                parent = new QueryColumn(hop, hop, null) { ForeignKey = reference?.Name };
                level.Add(parent);
            }

            level = parent.Joined;
            owner = reference?.ReferenceTo.Select(_context.Visible).FirstOrDefault(o => o is not null) ?? path.Owner;
        }

        level.Add(Column(path.Field));
    }

    private QueryColumn Function(CallExpr call, string? alias)
    {
        var display = call.Function.Text.ToLowerInvariant() + "(" + string.Join(", ", call.Arguments.Select(Text)) + ")";
        if (!GroupQuery.Applies(_query))
        {
            var value = _rows.Binder.Bind(call);
            return new QueryColumn(alias ?? value.Name, display, value.Type);
        }

        var type = call.Name == "GROUPING" ? "int"
            : AggregateFunctions.IsKnown(call.Name) ? AggregateFunctions.Bind(_context, call, _rows.Binder).Type
            : _rows.Binder.Bind(call).Type;
        return new QueryColumn(alias ?? "expr" + _unnamed++, display, type) { Aggregate = true };
    }

    private static string Text(Expr expr) => expr switch
    {
        FieldExpr field => field.Text,
        CallExpr call => call.Function.Text.ToLowerInvariant() + "(" + string.Join(", ", call.Arguments.Select(Text)) + ")",
        ConstantExpr constant => constant.Value.Text,
        _ => throw new System.InvalidOperationException(expr.ToString()),
    };
}
