using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>A child sub-select: its rows are read once and dealt out to their parents; computed rows are computed parent by parent.</summary>
internal sealed class ChildQuery
{
    private readonly RecordQuery _query;
    private readonly Func<string, IEnumerable<Row>> _children;

    private ChildQuery(string relationship, RecordQuery query, Func<string, IEnumerable<Row>> children)
    {
        Relationship = relationship;
        _query = query;
        _children = children;
    }

    /// <summary>The relationship's name as Salesforce spells it.</summary>
    public string Relationship { get; }

    public static ChildQuery Bind(QueryContext context, SObjectSchema parent, SubQueryItem item)
    {
        var query = item.Query;
        if (query.GroupBy.Count > 0 || query.Select.Any(i => i is ExprItem { Expr: CallExpr call } && AggregateFunctions.IsKnown(call.Name)))
        {
            throw context.Fault(item.Position, "MALFORMED_QUERY", "aggregate expressions are not allowed in a sub-select of SELECT");
        }

        var (field, child) = Find(context, parent, item);
        var rows = new RowQuery(context, query, child, under: field);
        var stored = new Lazy<ILookup<string, Row>>(() => rows.Matching()
            .Where(r => r.Text(field.Name) is { Length: > 0 })
            .ToLookup(r => r.Text(field.Name)!, StringComparer.Ordinal));
        return new ChildQuery(field.ChildRelationshipName!, new RecordQuery(context, query, rows),
            context.Rows.IsVirtual(child) ? id => rows.Matching(field, id) : id => stored.Value[id]);
    }

    /// <summary>The reference that a sub-select goes down, and the object it leads to.</summary>
    public static (FieldSchema Reference, SObjectSchema Child) Find(QueryContext context, SObjectSchema parent, SubQueryItem item)
    {
        // "FROM Account.Contacts" and "FROM Contacts" mean the same.
        var from = item.Query.From;
        var name = from.Parts[from.Parts.Count - 1].Text;
        foreach (var (child, field) in context.Schema.Children(parent.Name))
        {
            if (string.Equals(field.ChildRelationshipName, name, StringComparison.OrdinalIgnoreCase)
                && child.Queryable && context.Caller.CanSee(child) && context.Caller.CanReadField(child, field))
            {
                return (field, child);
            }
        }

        throw context.Fault(from.Position, "INVALID_TYPE", SoqlFault.NoSuchRelationship(name, "FROM part of query call"));
    }

    /// <summary>The answer under one parent: null where there are no children.</summary>
    public JToken Write(Row parent)
    {
        var records = _query.Records(_children(parent.Id));
        return records.Count == 0 ? JValue.CreateNull() : new JObject
        {
            ["totalSize"] = records.Count,
            ["done"] = true,
            ["records"] = new JArray(records),
        };
    }
}
