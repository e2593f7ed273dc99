using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Schema;

namespace SfIntegration.Practice.Soql;

/// <summary>What the definition objects refuse (Tooling API guide, reference_objects_soql_limits).</summary>
internal static class VirtualRules
{
    private const string NotYet = "The requested operation is not yet supported by this SObject storage type, contact salesforce.com support for more information.";

    public static void Check(QueryContext context, SObjectSchema o, Query query)
    {
        if (context.Rows.Table(o) is not { IsRestricted: true } table)
        {
            return;
        }

        if (query.GroupBy.Count > 0 || query.Select.OfType<ExprItem>().Any(i => i.Expr is CallExpr))
        {
            throw Refused(NotYet);
        }

        foreach (var part in Flat(query.Where))
        {
            switch (part)
            {
                case Comparison { Operator: "=" } or Membership { Operator: "IN" } or SemiJoin { Negated: false }:
                    break;
                case AnyOf:
                    throw Refused("Disjunctions not supported");
                default:
                    throw Refused("Only equals comparisons permitted");
            }
        }

        if (table.RequiredFilter is { } field && !Flat(query.Where).Any(c => Names(c, field)))
        {
            throw SoqlFault.Plain("MALFORMED_QUERY",
                $"{o.Name}: a filter on a reified column is required [EntityDefinitionId,DurableId]");
        }
    }

    private static SfFault Refused(string message) => SoqlFault.Plain("EXTERNAL_OBJECT_UNSUPPORTED_EXCEPTION", message);

    private static IEnumerable<Condition> Flat(Condition? where) => where switch
    {
        null => Enumerable.Empty<Condition>(),
        AllOf all => all.Parts.SelectMany(Flat),
        _ => new[] { where },
    };

    private static bool Names(Condition condition, string field)
    {
        var left = condition switch { Comparison c => c.Left, Membership m => m.Left, _ => null };
        return left is FieldExpr path && (path.Parts[path.Parts.Count - 1].Is("DurableId")
            || path.Parts.Any(p => p.Text.StartsWith(field, StringComparison.OrdinalIgnoreCase)));
    }
}
