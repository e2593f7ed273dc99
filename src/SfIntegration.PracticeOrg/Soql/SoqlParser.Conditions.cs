using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SfIntegration.Practice.Soql;

/// <summary>WHERE and HAVING.</summary>
internal sealed partial class SoqlParser
{
    private int _depth;

    // AND and OR may not be mixed without parentheses: what comes after is an unexpected token.
    private Condition Conditions()
    {
        var parts = new List<Condition> { Negation() };
        var word = Current.Is("AND") ? "AND" : Current.Is("OR") ? "OR" : null;
        while (word is not null && TryTake(word))
        {
            parts.Add(Negation());
        }

        return Current.Is("AND") || Current.Is("OR") ? throw Unexpected()
            : parts.Count == 1 ? parts[0]
            : word == "AND" ? new AllOf(parts) : new AnyOf(parts);
    }

    private Condition Negation()
    {
        if (!Current.Is("NOT"))
        {
            return Primary();
        }

        Advance();
        return new NotCondition(Deeper(Negation));
    }

    private Condition Primary()
    {
        if (TryTake("("))
        {
            var inner = Deeper(Conditions);
            Expect(")");
            return inner;
        }

        var left = Expression();
        var op = Current;
        if (op.Is("NOT") && Following.Is("IN"))
        {
            _at += 2;
            return In(left, true);
        }

        if (TryTake("IN"))
        {
            return In(left, false);
        }

        if (TryTake("INCLUDES") || TryTake("EXCLUDES"))
        {
            return new Membership(left, op.Text.ToUpperInvariant(), Values());
        }

        if (TryTake("LIKE"))
        {
            return new Comparison(left, "LIKE", LiteralValue());
        }

        foreach (var symbol in new[] { "=", "!=", "<>", "<=", ">=", "<", ">" })
        {
            if (TryTake(symbol))
            {
                return new Comparison(left, symbol == "<>" ? "!=" : symbol, LiteralValue());
            }
        }

        throw Unexpected();
    }

    private Condition In(Expr left, bool negated)
    {
        var position = Current.Position;
        if (Current.Is("(") && Following.Is("SELECT"))
        {
            Advance();
            var query = Deeper(Query);
            Expect(")");
            return new SemiJoin(left, negated, query, position);
        }

        return new Membership(left, negated ? "NOT IN" : "IN", Values());
    }

    private List<Literal> Values()
    {
        if (Current.Is(":"))
        {
            throw Bind();
        }

        Expect("(");
        var values = CommaList(LiteralValue);
        Expect(")");
        return values;
    }

    private Literal LiteralValue()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.String:
                Advance();
                return new Literal(LiteralKind.String, token.Text, token.Position);
            case TokenKind.Number:
                Advance();
                return decimal.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
                    || double.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
                    ? new Literal(LiteralKind.Number, token.Text, token.Position)
                    : throw SoqlFault.At(_soql, token.Position, "MALFORMED_QUERY", $"unexpected token: '{token.Text}'");
            case TokenKind.Date:
                Advance();
                return new Literal(LiteralKind.Date, token.Text, token.Position);
            case TokenKind.DateTime:
                Advance();
                return new Literal(LiteralKind.DateTime, token.Text, token.Position);
            case TokenKind.Name:
                return Word(token);
            default:
                throw token.Is(":") ? Bind() : Unexpected();
        }
    }

    private Literal Word(SoqlToken token)
    {
        if (token.Is("NULL") || token.Is("TRUE") || token.Is("FALSE"))
        {
            Advance();
            return new Literal(token.Is("NULL") ? LiteralKind.Null : LiteralKind.Boolean, token.Text.ToUpperInvariant(), token.Position);
        }

        var name = token.Text.ToUpperInvariant();
        if (IsCurrency(name))
        {
            return Currency(token);
        }

        if (!DateRanges.IsKnown(name))
        {
            throw Unexpected();
        }

        Advance();
        if (!DateRanges.TakesCount(name))
        {
            return new Literal(LiteralKind.DateRange, name, token.Position);
        }

        Expect(":");
        return new Literal(LiteralKind.DateRange, name, token.Position, Integer());
    }

    // USD5000, USD5000.01, USD-500: an amount in a currency of an org that has several.
    private static bool IsCurrency(string name) =>
        name.Length >= 3 && name.Substring(0, 3).All(char.IsLetter) && name.Skip(3).All(char.IsDigit) && !DateRanges.IsKnown(name);

    private Literal Currency(SoqlToken token)
    {
        Advance();
        var next = Current;
        var follows = next.Kind == TokenKind.Number && next.Position == token.Position + token.Text.Length;
        if (follows)
        {
            Advance();
        }
        else if (token.Text.Length == 3)
        {
            _at--;
            throw Unexpected();
        }

        Unevaluated(token.Position, "a currency literal");
        return new Literal(LiteralKind.Number, "0", token.Position);
    }

    // Deep enough for anything a person writes, and short of the stack's end.
    private T Deeper<T>(Func<T> read)
    {
        if (++_depth > 200)
        {
            throw SoqlFault.At(_soql, Current.Position, "MALFORMED_QUERY", "the query is nested too deeply");
        }

        var result = read();
        _depth--;
        return result;
    }
}
