using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>What the definition objects refuse (Tooling API guide, reference_objects_soql_limits).</summary>
internal static class VirtualRules
{
    /// <summary>Rows of one batch: the definition objects have no queryMore.</summary>
    public const int Batch = 2000;

    private const string NotYet = "The requested operation is not yet supported by this SObject storage type, contact salesforce.com support for more information.";

    /// <summary>Refuses what the object's storage cannot do; <paramref name="filter"/> is what the query fixes.</summary>
    public static void Check(VirtualLimits limits, SObjectSchema o, Query query, VirtualFilter filter)
    {
        if (limits.EqualsOnly)
        {
            CheckOperations(query);
        }

        foreach (var columns in limits.Required)
        {
            if (!columns.Any(filter.Names))
            {
                throw SoqlFault.Plain("MALFORMED_QUERY", $"{o.Name}: a filter on a reified column is required [{string.Join(",", columns)}]");
            }
        }
    }

    /// <summary>What LIMIT and OFFSET leave of the rows of a query.</summary>
    public static IReadOnlyList<Row> Cut(VirtualLimits limits, SObjectSchema o, Query query, IEnumerable<Row> rows)
    {
        if (limits == VirtualLimits.None)
        {
            return rows.Skip(query.Offset).Take(Math.Min(query.Limit ?? int.MaxValue, LogLimits.RecordsOf(o))).ToList();
        }

        // Where the rows are more than a batch, LIMIT is heard all the same: the refusal itself proposes it.
        var all = rows.ToList();
        var tooMany = limits.EqualsOnly && all.Count > Batch;
        if (!limits.IgnoresLimit || tooMany)
        {
            all = all.Skip(query.Offset).Take(query.Limit ?? int.MaxValue).ToList();
        }

        return tooMany && all.Count > Batch
            ? throw SoqlFault.Plain("EXCEEDED_ID_LIMIT", $"{o.Name} does not support queryMore(), use LIMIT to restrict the results to a single batch")
            : all;
    }

    private static void CheckOperations(Query query)
    {
        if (query.GroupBy.Count > 0 || query.Select.OfType<ExprItem>().Any(i => i.Expr is CallExpr))
        {
            throw Refused(NotYet);
        }

        foreach (var part in VirtualFilter.AndedParts(query.Where))
        {
            switch (part)
            {
                case Comparison { Operator: "=" } or Membership { Operator: "IN" } or SemiJoin { Negated: false }:
                    break;
                case AnyOf:
                    throw Refused("Disjunctions not supported");
                case Membership { Operator: "INCLUDES" or "EXCLUDES" }:
                    throw Refused("Unsupported filter type");
                default:
                    throw Refused("Only equals comparisons permitted");
            }
        }
    }

    private static SfFault Refused(string message) => SoqlFault.Plain("EXTERNAL_OBJECT_UNSUPPORTED_EXCEPTION", message);
}
