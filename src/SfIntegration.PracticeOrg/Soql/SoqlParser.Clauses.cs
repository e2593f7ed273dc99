using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Soql;

/// <summary>The clauses behind WHERE.</summary>
internal sealed partial class SoqlParser
{
    private const int MaximumGroupingFields = 3;

    // WITH may stand several times.
    private void With()
    {
        while (Current.Is("WITH"))
        {
            Advance();
            var start = Current;
            if (TryTake("DATA"))
            {
                Expect("CATEGORY");
                DataCategories();
                Unevaluated(start.Position, "WITH DATA CATEGORY");
            }
            else if (TryTake("SYSTEM_MODE"))
            {
                Unevaluated(start.Position, "WITH SYSTEM_MODE");
            }
            else if (TryTake("RECORDVISIBILITYCONTEXT"))
            {
                Expect("(");
                CommaList(() =>
                {
                    Name();
                    Expect("=");
                    return LiteralValue();
                });
                Expect(")");
                Unevaluated(start.Position, "WITH RecordVisibilityContext");
            }
            else if (!TryTake("SECURITY_ENFORCED") && !TryTake("USER_MODE"))
            {
                // Queries over the API always run in user mode with field-level security, so those two change nothing.
                throw Unexpected();
            }
        }
    }

    // Geography__c AT (usa__c, uk__c) AND Product__c ABOVE dsl__c
    private void DataCategories()
    {
        do
        {
            Name();
            if (!(TryTake("AT") || TryTake("ABOVE") || TryTake("BELOW") || TryTake("ABOVE_OR_BELOW")))
            {
                throw Unexpected();
            }

            if (TryTake("("))
            {
                CommaList(Name);
                Expect(")");
            }
            else
            {
                Name();
            }
        }
        while (TryTake("AND"));
    }

    private (Grouping Kind, IReadOnlyList<Expr> Keys) GroupBy()
    {
        if (!TryTake("GROUP"))
        {
            return (Grouping.Plain, Array.Empty<Expr>());
        }

        Expect("BY");
        if (!(Current.Is("ROLLUP") || Current.Is("CUBE")) || !Following.Is("("))
        {
            return (Grouping.Plain, CommaList(Expression));
        }

        var start = Current;
        _at += 2;
        var keys = CommaList(Expression);
        Expect(")");
        return keys.Count > MaximumGroupingFields
            ? throw SoqlFault.At(_soql, start.Position, "MALFORMED_QUERY", $"{start.Text.ToUpperInvariant()} takes at most {MaximumGroupingFields} fields")
            : (start.Is("CUBE") ? Grouping.Cube : Grouping.Rollup, keys);
    }

    private IReadOnlyList<OrderItem> OrderBy()
    {
        if (!TryTake("ORDER"))
        {
            return Array.Empty<OrderItem>();
        }

        Expect("BY");
        return CommaList(() =>
        {
            var expr = Expression();
            var descending = TryTake("DESC");
            if (!descending)
            {
                TryTake("ASC");
            }

            var last = false;
            if (TryTake("NULLS"))
            {
                last = TryTake("LAST");
                if (!last)
                {
                    Expect("FIRST");
                }
            }

            return new OrderItem(expr, descending, last);
        });
    }

    // FOR VIEW, FOR REFERENCE, FOR UPDATE, UPDATE TRACKING, UPDATE VIEWSTAT: marks for other services, no change of the answer.
    private void Trailing()
    {
        while (Current.Is("FOR") || Current.Is("UPDATE"))
        {
            var isFor = Current.Is("FOR");
            do
            {
                Advance();
                if (!(isFor ? TryTake("VIEW") || TryTake("REFERENCE") || TryTake("UPDATE") : TryTake("TRACKING") || TryTake("VIEWSTAT")))
                {
                    throw Unexpected();
                }
            }
            while (Current.Is(","));
        }
    }
}
