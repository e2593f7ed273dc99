using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Schema;

namespace SfIntegration.Practice.Soql;

/// <summary>Sub-selects in WHERE: their rules, and the ids they answer.</summary>
internal static class SemiJoins
{
    private const int Maximum = 2;

    /// <summary>The semi and anti joins of a condition.</summary>
    public static IEnumerable<SemiJoin> In(Condition? condition) => condition switch
    {
        SemiJoin join => new[] { join },
        AllOf all => all.Parts.SelectMany(In),
        AnyOf any => any.Parts.SelectMany(In),
        NotCondition not => In(not.Inner),
        _ => Enumerable.Empty<SemiJoin>(),
    };

    /// <summary>Refuses more sub-selects than Salesforce allows.</summary>
    public static void Check(Condition? where)
    {
        if (In(where).Count() > Maximum)
        {
            throw SoqlFault.Plain("MALFORMED_QUERY", "Maximum 2 semi join sub-selects are allowed.");
        }
    }

    /// <summary>The ids the sub-select answers, each once; nulls are not among them.</summary>
    public static HashSet<string> Ids<T>(QueryContext context, SObjectSchema outer, SemiJoin join, Operand<T> left)
    {
        var query = join.Query;
        if (In(query.Where).Any())
        {
            throw context.Fault(join.Position, "MALFORMED_QUERY", "Nesting of semi join sub-selects is not supported");
        }

        if (query.Select.Count != 1 || query.Select[0] is not ExprItem { Expr: FieldExpr field })
        {
            throw context.Fault(join.Position, "MALFORMED_QUERY", "a semi join sub-select selects exactly one field");
        }

        if (query.OrderBy.Count > 0 || query.Limit is not null || query.GroupBy.Count > 0)
        {
            throw context.Fault(join.Position, "MALFORMED_QUERY", "ORDER BY, LIMIT and GROUP BY are not allowed in a semi join sub-select");
        }

        var inner = RowQuery.From(context, query);
        if (inner.Object == outer)
        {
            throw context.Fault(query.From.Position, "MALFORMED_QUERY", "The inner and outer selects should not be on the same object type");
        }

        var selected = inner.Binder.Bind(field);
        CheckTypes(context, left, selected);
        return new HashSet<string>(inner.Matching().Select(selected.Read).OfType<string>(), StringComparer.Ordinal);
    }

    private static void CheckTypes<T>(QueryContext context, Operand<T> left, Operand<Store.Row> selected)
    {
        if (left.Kind != ValueKind.Id)
        {
            throw context.Fault(left.Position, "MALFORMED_QUERY",
                $"The left operand field in the where expression for outer query should be an id field, cannot use: '{left.Name}'");
        }

        if (!Targets(left.Field!, left.Owner!).Intersect(Targets(selected.Field!, selected.Owner!), StringComparer.OrdinalIgnoreCase).Any())
        {
            throw context.Fault(left.Position, "MALFORMED_QUERY",
                $"The selected field '{selected.Name}' in the subquery and the left operand field in the where expression in the outer query '{left.Name}' should point to the same object type");
        }
    }

    private static IEnumerable<string> Targets(FieldSchema field, SObjectSchema owner) =>
        field.Type == "id" ? new[] { owner.Name } : field.ReferenceTo;
}
