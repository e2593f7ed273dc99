using System;
using System.Collections.Generic;
using System.Globalization;

namespace SfIntegration.Practice.Soql;

/// <summary>Reads a query into its tree. Everything SOQL has is understood here; what is not evaluated is refused by name.</summary>
internal sealed partial class SoqlParser
{
    private static readonly HashSet<string> s_clauses = new(StringComparer.OrdinalIgnoreCase)
    {
        "USING", "WHERE", "WITH", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "FOR", "UPDATE", "ALL",
    };

    private readonly string _soql;
    private readonly IReadOnlyList<SoqlToken> _tokens;
    private int _at;

    private SoqlParser(string soql)
    {
        _soql = soql;
        _tokens = SoqlLexer.Read(soql);
    }

    private SoqlToken Current => _tokens[_at];

    private SoqlToken Following => _tokens[Math.Min(_at + 1, _tokens.Count - 1)];

    public static Query Parse(string soql)
    {
        var parser = new SoqlParser(soql);
        var query = parser.Query();
        return parser.Current.Kind == TokenKind.End ? query : throw parser.Unexpected();
    }

    private Query Query()
    {
        Expect("SELECT");
        var select = CommaList(SelectItem);
        Expect("FROM");
        var from = Path();
        var alias = Alias();
        if (Current.Is(","))
        {
            throw SoqlFault.Unsupported(_soql, Current.Position, "a second relationship in FROM");
        }

        var scope = TryTake("USING") ? TakeAfter("SCOPE") : null;
        var where = TryTake("WHERE") ? Conditions() : null;
        With();
        var groupBy = GroupBy();
        var having = TryTake("HAVING") ? Conditions() : null;
        var orderBy = OrderBy();
        var limitPosition = Current.Position;
        int? limit = TryTake("LIMIT") ? Integer() : null;
        var offset = TryTake("OFFSET") ? Integer() : 0;
        Trailing();
        return new Query
        {
            Select = select,
            From = from,
            Alias = alias,
            Scope = scope,
            Where = where,
            GroupBy = groupBy,
            Having = having,
            OrderBy = orderBy,
            Limit = limit,
            Offset = offset,
            LimitPosition = limitPosition,
        };
    }

    private SelectItem SelectItem()
    {
        var start = Current;
        if (start.Is("("))
        {
            Advance();
            var query = Deeper(Query);
            Expect(")");
            return new SubQueryItem(query, start.Position);
        }

        if (start.Is("FROM"))
        {
            throw Unexpected();
        }

        if (start.Is("TYPEOF"))
        {
            throw SoqlFault.Unsupported(_soql, start.Position, "TYPEOF");
        }

        if (start.Is("FIELDS") && Following.Is("("))
        {
            _at += 2;
            var which = Current.Text.ToUpperInvariant();
            if (which is not ("ALL" or "STANDARD" or "CUSTOM"))
            {
                throw Unexpected();
            }

            Advance();
            Expect(")");
            return new FieldsItem(which, start.Position);
        }

        var expr = Expression();
        SoqlToken? alias = null;
        if (Current.Kind == TokenKind.Name && !Current.Is("FROM"))
        {
            alias = Current;
            Advance();
        }

        return new ExprItem(expr, alias);
    }

    private Expr Expression()
    {
        var name = Current;
        if (name.Kind == TokenKind.Name && Following.Is("("))
        {
            _at += 2;
            var arguments = Current.Is(")") ? Array.Empty<Expr>() : (IReadOnlyList<Expr>)Deeper(() => CommaList(Expression));
            Expect(")");
            return new CallExpr(name, arguments);
        }

        return Path();
    }

    private FieldExpr Path()
    {
        var parts = new List<SoqlToken> { Name() };
        while (TryTake("."))
        {
            parts.Add(Name());
        }

        return new FieldExpr(parts);
    }

    private string? Alias()
    {
        var named = TryTake("AS");
        if (Current.Kind != TokenKind.Name || (!named && s_clauses.Contains(Current.Text)))
        {
            return named ? throw Unexpected() : null;
        }

        return Name().Text;
    }

    private void With()
    {
        if (!TryTake("WITH"))
        {
            return;
        }

        // Queries over the API always run in user mode with field-level security, so these change nothing.
        if (!TryTake("SECURITY_ENFORCED") && !TryTake("USER_MODE"))
        {
            throw SoqlFault.Unsupported(_soql, Current.Position, "WITH " + Current.Text.ToUpperInvariant());
        }
    }

    private IReadOnlyList<Expr> GroupBy()
    {
        if (!TryTake("GROUP"))
        {
            return Array.Empty<Expr>();
        }

        Expect("BY");
        return Current.Is("ROLLUP") || Current.Is("CUBE")
            ? throw SoqlFault.Unsupported(_soql, Current.Position, "GROUP BY " + Current.Text.ToUpperInvariant())
            : CommaList(Expression);
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

    private int Integer()
    {
        var token = Current;
        if (token.Is(":"))
        {
            throw Bind();
        }

        if (token.Kind != TokenKind.Number || !int.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw Unexpected();
        }

        Advance();
        return number;
    }

    private List<T> CommaList<T>(Func<T> item)
    {
        var items = new List<T>();
        do
        {
            items.Add(item());
        }
        while (TryTake(","));
        return items;
    }

    private SoqlToken TakeAfter(string word)
    {
        Expect(word);
        return Name();
    }

    private SoqlToken Name()
    {
        var token = Current;
        if (token.Kind != TokenKind.Name)
        {
            throw token.Is(":") ? Bind() : Unexpected();
        }

        Advance();
        return token;
    }

    private bool TryTake(string word)
    {
        if (!Current.Is(word))
        {
            return false;
        }

        Advance();
        return true;
    }

    private void Expect(string word)
    {
        if (!TryTake(word))
        {
            throw Unexpected();
        }
    }

    private void Advance() => _at++;

    private SfFault Bind() =>
        SoqlFault.At(_soql, Current.Position, "MALFORMED_QUERY", "Bind variables only allowed in Apex code");

    private SfFault Unexpected() =>
        SoqlFault.At(_soql, Current.Position, "MALFORMED_QUERY", $"unexpected token: '{Current.Text}'");
}
