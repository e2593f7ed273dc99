using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>Finds what the names of one query stand for, as far as the caller may know them.</summary>
internal sealed class FieldBinder
{
    private const int MaximumParents = 5;

    private readonly QueryContext _context;
    private readonly SObjectSchema _root;
    private readonly string? _alias;

    public FieldBinder(QueryContext context, SObjectSchema root, string? alias)
    {
        _context = context;
        _root = root;
        _alias = alias;
    }

    /// <summary>The path as Salesforce spells it: relationship names and field, without alias.</summary>
    public FieldPath Path(FieldExpr expr)
    {
        var parts = WithoutAlias(expr);
        if (parts.Count - 1 > MaximumParents)
        {
            throw _context.Fault(expr.Position, "MALFORMED_QUERY", "a field path may lead up at most 5 relationships");
        }

        IReadOnlyList<SObjectSchema> owners = new[] { _root };
        var hops = new List<string>();
        foreach (var part in parts.Take(parts.Count - 1))
        {
            var references = owners.Select(o => _context.Rows.Relationship(o, part.Text)).Where(f => f is not null).ToList();
            owners = references
                .SelectMany(f => f!.ReferenceTo)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(_context.Visible)
                .Where(o => o is not null)
                .ToList()!;
            if (owners.Count == 0)
            {
                throw _context.Fault(part.Position, "INVALID_FIELD", SoqlFault.NoSuchRelationship(part.Text, "field path"));
            }

            hops.Add(references[0]!.RelationshipName!);
        }

        var last = parts[parts.Count - 1];
        foreach (var owner in owners)
        {
            if (owner.Field(last.Text) is { } field && _context.Caller.CanReadField(owner, field))
            {
                return new FieldPath(hops, owner, field, last.Position);
            }
        }

        throw _context.Fault(last.Position, "INVALID_FIELD", SoqlFault.NoSuchColumn(last.Text, owners.Count == 1 ? owners[0].Name : "Name"));
    }

    /// <summary>A field or date function with its value on a row.</summary>
    public Operand<Row> Bind(Expr expr) => expr switch
    {
        FieldExpr field => Read(Path(field)),
        CallExpr call => RowFunctions.Bind(_context, call, this),
        ConstantExpr constant => throw _context.Fault(constant.Position, "MALFORMED_QUERY", $"unexpected token: '{constant.Value.Text}'"),
        _ => throw new InvalidOperationException(expr.ToString()),
    };

    /// <summary>Text that is the same for two expressions that mean the same.</summary>
    public string Key(Expr expr) => expr switch
    {
        FieldExpr field => Path(field).ToString(),
        CallExpr call => call.Name + "(" + string.Join(",", call.Arguments.Select(Key)) + ")",
        ConstantExpr constant => constant.Value.Text,
        _ => throw new InvalidOperationException(expr.ToString()),
    };

    private Operand<Row> Read(FieldPath path)
    {
        var rows = _context.Rows;
        var (owner, field) = (path.Owner, path.Field);
        Func<Row, object?> read = path.Hops.Count == 0
            ? row => rows.Value(owner, row, field)
            : row => Follow(row, path.Hops) is { } parent ? rows.Value(parent, field.Name) : field.Type == "boolean" ? false : null;
        return new Operand<Row>(field.Name, field.Type, path.Position, read) { Field = field, Owner = owner, IsOwn = path.Hops.Count == 0 };
    }

    private Row? Follow(Row row, IReadOnlyList<string> hops)
    {
        Row? current = row;
        for (var i = 0; i < hops.Count && current is not null; i++)
        {
            current = _context.Rows.Parent(current, hops[i]);
        }

        return current;
    }

    private IReadOnlyList<SoqlToken> WithoutAlias(FieldExpr expr)
    {
        var first = expr.Parts[0].Text;
        var isAlias = expr.Parts.Count > 1
            && (string.Equals(first, _alias, StringComparison.OrdinalIgnoreCase)
                || (string.Equals(first, _root.Name, StringComparison.OrdinalIgnoreCase) && _context.Rows.Relationship(_root, first) is null));
        return isAlias ? expr.Parts.Skip(1).ToList() : expr.Parts;
    }
}

/// <summary>A field, and the relationships that lead to it.</summary>
internal sealed record FieldPath(IReadOnlyList<string> Hops, SObjectSchema Owner, FieldSchema Field, int Position)
{
    public override string ToString() => string.Join(".", Hops.Concat(new[] { Field.Name }));
}
