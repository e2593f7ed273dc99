using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>TYPEOF in a SELECT list: the object at the other end of a polymorphic relationship decides which fields are shown.</summary>
internal sealed class TypeOf
{
    private readonly QueryContext _context;
    private readonly string _hop;
    private readonly Dictionary<string, RecordShape> _choices = new(StringComparer.OrdinalIgnoreCase);
    private readonly RecordShape? _otherwise;

    private TypeOf(QueryContext context, string hop, RecordShape? otherwise)
    {
        _context = context;
        _hop = hop;
        _otherwise = otherwise;
    }

    /// <summary>The relationship's name as Salesforce spells it.</summary>
    public string Relationship => _hop;

    public static TypeOf Bind(QueryContext context, RowQuery rows, TypeOfItem item)
    {
        var name = item.Relationship.Parts[item.Relationship.Parts.Count - 1];
        var reference = item.Relationship.Parts.Count == 1 ? context.Rows.Relationship(rows.Object, name.Text) : null;
        if (reference is null)
        {
            throw context.Fault(name.Position, "INVALID_FIELD", SoqlFault.NoSuchRelationship(item.Relationship.Text, "field path"));
        }

        if (reference.ReferenceTo.Count < 2)
        {
            throw context.Fault(item.Position, "INVALID_TYPE_FOR_OPERATION", $"TYPEOF needs a polymorphic relationship, and {reference.RelationshipName} leads to {reference.ReferenceTo.FirstOrDefault()} only");
        }

        var typeOf = new TypeOf(context, reference.RelationshipName!, item.Otherwise.Count == 0 ? null : Otherwise(context, rows, item));
        foreach (var choice in item.Choices)
        {
            var o = reference.ReferenceTo.Contains(choice.Type.Text, StringComparer.OrdinalIgnoreCase) ? context.Visible(choice.Type.Text) : null;
            if (o is null)
            {
                throw context.Fault(choice.Type.Position, "INVALID_TYPE", SoqlFault.NoSuchType(choice.Type.Text));
            }

            if (typeOf._choices.ContainsKey(o.Name))
            {
                throw context.Fault(choice.Type.Position, "MALFORMED_QUERY", $"duplicate WHEN for {o.Name}");
            }

            var binder = new FieldBinder(context, o, null);
            var shape = typeOf._choices[o.Name] = new RecordShape(context);
            foreach (var field in choice.Fields)
            {
                shape.Add(binder.Path(field));
            }
        }

        return typeOf;
    }

    /// <summary>What the row shows: null where nothing is referred to, or nothing was asked of that object.</summary>
    public JToken Write(Row row)
    {
        if (_context.Rows.Parent(row, _hop) is not { } target)
        {
            return JValue.CreateNull();
        }

        var shape = _choices.TryGetValue(target.Type, out var chosen) ? chosen : _otherwise;
        return shape is null ? JValue.CreateNull() : shape.Write(target);
    }

    // ELSE shows fields that any of the objects may have, as if they were selected through the relationship.
    private static RecordShape Otherwise(QueryContext context, RowQuery rows, TypeOfItem item)
    {
        var shape = new RecordShape(context);
        foreach (var field in item.Otherwise)
        {
            var path = rows.Binder.Path(new FieldExpr(item.Relationship.Parts.Concat(field.Parts).ToList()));
            shape.Add(path with { Hops = path.Hops.Skip(1).ToList() });
        }

        return shape;
    }
}
