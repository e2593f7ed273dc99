using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>The rows of one object that pass a query's WHERE, and their order.</summary>
internal sealed class RowQuery
{
    private readonly QueryContext _context;
    private readonly Query _query;
    private readonly Test<Row>? _where;
    private readonly VirtualFilter _filter = VirtualFilter.None;

    /// <summary>A query of an object; <paramref name="under"/> is the reference by which a sub-select hangs on its parents.</summary>
    public RowQuery(QueryContext context, Query query, SObjectSchema o, FieldSchema? under = null)
    {
        _context = context;
        _query = query;
        Object = o;
        Binder = new FieldBinder(context, o, query.Alias);
        SemiJoins.Check(query.Where);
        LogLimits.Check(context, o, query);
        if (context.Rows.IsVirtual(o))
        {
            _filter = VirtualFilter.Of(Binder, query.Where);
            VirtualRules.Check(context.Rows.Limits(o), o, query, under is null ? _filter : _filter.With(under.Name, ""));
        }

        if (query.Where is not null)
        {
            _where = new ConditionCompiler<Row>(context, Binder.Bind, (join, left) => SemiJoins.Ids(context, o, join, left)).Compile(query.Where);
        }
    }

    public SObjectSchema Object { get; }

    public FieldBinder Binder { get; }

    /// <summary>The query of an object named in FROM.</summary>
    public static RowQuery From(QueryContext context, Query query)
    {
        var name = query.From.Text;
        var o = context.Visible(name)
            ?? throw context.Fault(query.From.Position, "INVALID_TYPE", SoqlFault.NoSuchType(name));
        return o.Queryable
            ? new RowQuery(context, query, o)
            : throw context.Fault(query.From.Position, "INVALID_TYPE_FOR_OPERATION", $"entity type {o.Name} does not support query");
    }

    /// <summary>The rows that pass and that the caller sees, in the store's order.</summary>
    public IEnumerable<Row> Matching() => Matching(_filter);

    /// <summary>Those of the rows that refer to one parent.</summary>
    public IEnumerable<Row> Matching(FieldSchema reference, string parentId) =>
        Matching(_filter.With(reference.Name, parentId)).Where(r => r.Text(reference.Name) == parentId);

    /// <summary>Puts rows in the order asked for.</summary>
    public Func<IEnumerable<Row>, IEnumerable<Row>> Ordering() => Sorting.By(_query.OrderBy.Select(item =>
    {
        var key = Binder.Bind(item.Expr);
        return key.Field is null or { Sortable: true }
            ? (item, key)
            : throw _context.Fault(key.Position, "INVALID_FIELD", $"field '{key.Name}' can not be sorted in a query call");
    }).ToList());

    private IEnumerable<Row> Matching(VirtualFilter filter)
    {
        var rows = _where?.Keys is { } keys && !_context.Rows.IsVirtual(Object) ? _context.Rows.ByKeys(Object, keys) : _context.Rows.All(Object, filter);
        rows = _where is null ? rows : rows.Where(_where.Passes);
        rows = IsMine() ? rows.Where(r => r.Text("OwnerId") == _context.Caller.UserId) : rows;
        return rows.Where(r => _context.Rows.IsSeen(Object, r));
    }

    private bool IsMine()
    {
        var scope = _query.Scope;
        return scope is not null && !scope.Is("everything")
            && (scope.Is("mine") ? true : throw SoqlFault.Unsupported(_context.Soql, scope.Position, "USING SCOPE " + scope.Text));
    }
}
