using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>A query that answers records: fields, parents, child sub-selects; order, limit, offset.</summary>
internal sealed class RecordQuery
{
    private const int FieldsLimit = 200;

    /// <summary>Sub-selects of children in one query (SOQL guide, relationship query limits).</summary>
    private const int MaximumChildren = 20;

    private readonly QueryContext _context;
    private readonly Query _query;
    private readonly RowQuery _rows;
    private readonly RecordShape _shape;
    private readonly HashSet<string> _selected = new(StringComparer.OrdinalIgnoreCase);
    private readonly Func<IEnumerable<Row>, IEnumerable<Row>> _order;

    public RecordQuery(QueryContext context, Query query, RowQuery rows)
    {
        _context = context;
        _query = query;
        _rows = rows;
        _shape = new RecordShape(context);
        if (query.Offset > LogLimits.OffsetOf(rows.Object))
        {
            throw SoqlFault.Plain("NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is 2000");
        }

        if (query.Select.Count(i => i is SubQueryItem) > MaximumChildren)
        {
            throw SoqlFault.Plain("MALFORMED_QUERY", $"a query can have at most {MaximumChildren} sub-selects of children");
        }

        foreach (var item in query.Select)
        {
            Select(item);
        }

        RequireBothNames();
        _order = rows.Ordering();
    }

    /// <summary>The rows that pass the WHERE clause, unordered.</summary>
    public IEnumerable<Row> Matching() => _rows.Matching();

    /// <summary>The records of those rows, ordered and cut.</summary>
    public IReadOnlyList<JObject> Records(IEnumerable<Row> rows) =>
        new LazyRecords(VirtualRules.Cut(_context.Rows.Limits(_rows.Object), _rows.Object, _query, _order(rows)), _shape);

    private void Select(SelectItem item)
    {
        switch (item)
        {
            case SubQueryItem sub:
                var children = ChildQuery.Bind(_context, _rows.Object, sub);
                _shape.Add(children.Relationship, children.Write);
                break;
            case TypeOfItem choice:
                var typeOf = TypeOf.Bind(_context, _rows, choice);
                _shape.Add(typeOf.Relationship, typeOf.Write);
                break;
            case FieldsItem fields:
                foreach (var field in Expand(_context, _query, _rows.Object, fields))
                {
                    _selected.Add(field.Name);
                    _shape.Add(new FieldPath(Array.Empty<string>(), _rows.Object, field, fields.Position));
                }

                break;
            case ExprItem { Expr: FieldExpr expr } plain:
                if (plain.Alias is { } alias)
                {
                    throw _context.Fault(alias.Position, "MALFORMED_QUERY", "only aggregate expressions use field aliasing");
                }

                var path = _rows.Binder.Path(expr);
                _selected.Add(path.ToString());
                _shape.Add(path);
                break;
            case ExprItem { Expr: CallExpr { Name: "TOLABEL" } call } label:
                var value = _rows.Binder.Bind(call);
                _shape.Add(label.Alias?.Text ?? value.Name, row => ValueWriter.Write(value.Type, value.Read(row)));
                break;
            case ExprItem { Expr: CallExpr call }:
                _rows.Binder.Bind(call);
                throw _context.Fault(call.Position, "MALFORMED_QUERY", $"{call.Function.Text} needs GROUP BY");
        }
    }

    /// <summary>The fields that FIELDS() stands for.</summary>
    public static IEnumerable<FieldSchema> Expand(QueryContext context, Query query, SObjectSchema o, FieldsItem item)
    {
        if (item.Which != "STANDARD" && (query.Limit is null || query.Limit > FieldsLimit))
        {
            throw context.Fault(item.Position, "MALFORMED_QUERY", "The SOQL FIELDS function must have a LIMIT of at most 200");
        }

        return o.Fields.Where(f => context.Caller.CanReadField(o, f)
            && (item.Which == "ALL" || f.Custom == (item.Which == "CUSTOM")));
    }

    // OR:fieldpermissions: SobjectType and Field must both be selected.
    private void RequireBothNames()
    {
        if (_rows.Object.Name == "FieldPermissions" && !(_selected.Contains("SobjectType") && _selected.Contains("Field")))
        {
            throw SoqlFault.Plain("MALFORMED_QUERY", "Queries of FieldPermissions must select both SobjectType and Field");
        }
    }
}
