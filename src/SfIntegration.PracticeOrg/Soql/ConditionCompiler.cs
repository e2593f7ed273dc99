using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Practice.Soql;

/// <summary>A condition ready to be asked; where it says so, only rows with one of some keys can pass.</summary>
internal sealed record Test<T>(Func<T, bool> Passes, RowKeys? Keys = null);

/// <summary>Turns WHERE and HAVING into functions.</summary>
internal sealed class ConditionCompiler<T>
{
    private readonly QueryContext _context;
    private readonly Func<Expr, Operand<T>> _bind;
    private readonly Func<SemiJoin, Operand<T>, HashSet<string>> _semiJoin;

    public ConditionCompiler(QueryContext context, Func<Expr, Operand<T>> bind, Func<SemiJoin, Operand<T>, HashSet<string>> semiJoin)
    {
        _context = context;
        _bind = bind;
        _semiJoin = semiJoin;
    }

    public Test<T> Compile(Condition condition)
    {
        switch (condition)
        {
            case AllOf all:
                var parts = all.Parts.Select(Compile).ToArray();
                return new Test<T>(x => Array.TrueForAll(parts, p => p.Passes(x)), RowKeys.Best(parts.Select(p => p.Keys)));
            case AnyOf any:
                RefuseSemiJoins(any, "Semi join sub-selects are not allowed with the 'OR' operator");
                var options = any.Parts.Select(Compile).ToArray();
                return new Test<T>(x => Array.Exists(options, p => p.Passes(x)));
            case NotCondition not:
                RefuseSemiJoins(not, "Semi join sub-selects are only allowed at the top level WHERE expressions and not in nested WHERE expressions.");
                var inner = Compile(not.Inner);
                return new Test<T>(x => !inner.Passes(x));
            case Comparison comparison:
                return Compare(comparison);
            case Membership membership:
                return membership.Operator is "IN" or "NOT IN" ? In(membership) : Includes(membership);
            case SemiJoin semiJoin:
                return Join(semiJoin);
            default:
                throw new InvalidOperationException(condition.ToString());
        }
    }

    private Operand<T> Left(Expr expr)
    {
        var left = _bind(expr);
        return left.Field is null or { Filterable: true }
            ? left
            : throw _context.Fault(left.Position, "INVALID_FIELD", $"field '{left.Name}' can not be filtered in a query call");
    }

    private Test<T> Compare(Comparison comparison)
    {
        var left = Left(comparison.Left);
        var read = left.Read;
        if (comparison.Operator == "LIKE")
        {
            return Like(left, comparison.Right);
        }

        if (comparison.Operator is not ("=" or "!=") && left.Kind is (ValueKind.Boolean or ValueKind.MultiPicklist))
        {
            throw InvalidOperator(left);
        }

        var right = LiteralReader.Read(_context, left, comparison.Right);
        if (right is null)
        {
            return comparison.Operator switch
            {
                "=" => new Test<T>(x => read(x) is null),
                "!=" => new Test<T>(x => read(x) is not null),
                _ => new Test<T>(_ => false),
            };
        }

        if (right is MomentRange range)
        {
            return Within(read, comparison.Operator, range);
        }

        var kind = left.Kind;
        bool Is(T x, Func<int, bool> fits) => read(x) is { } value && fits(ValueKinds.Compare(kind, value, right));
        return comparison.Operator switch
        {
            "=" => new Test<T>(x => Is(x, c => c == 0), right is string key ? Keys(left, new[] { key }) : null),
            "!=" => new Test<T>(x => !Is(x, c => c == 0)),
            "<" => new Test<T>(x => Is(x, c => c < 0)),
            "<=" => new Test<T>(x => Is(x, c => c <= 0)),
            ">" => new Test<T>(x => Is(x, c => c > 0)),
            _ => new Test<T>(x => Is(x, c => c >= 0)),
        };
    }

    private Test<T> Within(Func<T, object?> read, string op, MomentRange range)
    {
        bool Is(T x, Func<DateTime, bool> fits) => read(x) is DateTime value && fits(value);
        return op switch
        {
            "=" => new Test<T>(x => Is(x, v => v >= range.Start && v < range.End)),
            "!=" => new Test<T>(x => !Is(x, v => v >= range.Start && v < range.End)),
            "<" => new Test<T>(x => Is(x, v => v < range.Start)),
            "<=" => new Test<T>(x => Is(x, v => v < range.End)),
            ">" => new Test<T>(x => Is(x, v => v >= range.End)),
            _ => new Test<T>(x => Is(x, v => v >= range.Start)),
        };
    }

    private Test<T> Like(Operand<T> left, Literal right)
    {
        if (left.Kind != ValueKind.Text)
        {
            throw left.Kind == ValueKind.Id
                ? _context.Fault(left.Position, "INVALID_QUERY_FILTER_OPERATOR", "invalid operator on id field")
                : InvalidOperator(left);
        }

        if (right.Kind != LiteralKind.String)
        {
            LiteralReader.Read(_context, left, right);
            return new Test<T>(x => left.Read(x) is null);
        }

        var like = SoqlString.Like(right.Text);
        return new Test<T>(x => left.Read(x) is { } value && like(ValueKinds.Text(value)));
    }

    private Test<T> In(Membership membership)
    {
        var left = Left(membership.Left);
        var values = membership.Values.Select(v => LiteralReader.Read(_context, left, v)).ToList();
        var ranges = values.OfType<MomentRange>().ToList();
        var single = values.Where(v => v is not MomentRange).ToList();
        var keys = new HashSet<object>(single.Select(v => RowGroup.KeyOf(left.Kind, v)));
        bool Has(T x)
        {
            var value = left.Read(x);
            return keys.Contains(RowGroup.KeyOf(left.Kind, value))
                || (value is DateTime moment && ranges.Exists(r => moment >= r.Start && moment < r.End));
        }

        return membership.Operator == "NOT IN"
            ? new Test<T>(x => !Has(x))
            : new Test<T>(Has, ranges.Count == 0 && single.TrueForAll(v => v is string) ? Keys(left, single.Cast<string>().ToList()) : null);
    }

    // 'a;b' asks for both at once, several literals for any of them.
    private Test<T> Includes(Membership membership)
    {
        var left = Left(membership.Left);
        if (left.Kind != ValueKind.MultiPicklist)
        {
            throw InvalidOperator(left);
        }

        var wanted = membership.Values
            .Select(v => LiteralReader.Read(_context, left, v) as string)
            .Select(v => v?.Split(';') ?? Array.Empty<string>())
            .ToList();
        bool Has(T x)
        {
            var held = new HashSet<string>((left.Read(x) as string)?.Split(';') ?? Array.Empty<string>(), StringComparer.OrdinalIgnoreCase);
            return wanted.Exists(all => all.Length == 0 ? held.Count == 0 : Array.TrueForAll(all, held.Contains));
        }

        return membership.Operator == "INCLUDES" ? new Test<T>(Has) : new Test<T>(x => !Has(x));
    }

    private Test<T> Join(SemiJoin join)
    {
        var left = Left(join.Left);
        var ids = _semiJoin(join, left);
        return join.Negated
            ? new Test<T>(x => left.Read(x) is not string id || !ids.Contains(id))
            : new Test<T>(x => left.Read(x) is string id && ids.Contains(id), Keys(left, ids));
    }

    private SfFault InvalidOperator(Operand<T> left) =>
        _context.Fault(left.Position, "INVALID_QUERY_FILTER_OPERATOR", $"invalid operator on {left.Kind.Name()} field '{left.Name}'");

    private static RowKeys? Keys(Operand<T> left, IReadOnlyCollection<string> values) =>
        left is { IsOwn: true, Field: { } field, Owner: { } owner } && RowKeys.CanFind(owner, field) ? new RowKeys(field, values) : null;

    private static void RefuseSemiJoins(Condition condition, string message)
    {
        if (SemiJoins.In(condition).Any())
        {
            throw SoqlFault.Plain("MALFORMED_QUERY", message);
        }
    }
}
