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
    private (int Position, string Name)? _unevaluated;

    private SoqlParser(string soql)
    {
        _soql = soql;
        _tokens = SoqlLexer.Read(soql);
    }

    private SoqlToken Current => _tokens[_at];

    private SoqlToken Following => _tokens[Math.Min(_at + 1, _tokens.Count - 1)];

    /// <summary>Reads a whole statement. What is well written but not evaluated is refused by its name, once the rest is read too.</summary>
    public static Query Parse(string soql)
    {
        var parser = new SoqlParser(soql);
        var query = parser.Query();
        return parser.Current.Kind != TokenKind.End ? throw parser.Unexpected()
            : parser._unevaluated is { } what ? throw SoqlFault.Unsupported(soql, what.Position, what.Name)
            : query;
    }

    private Query Query()
    {
        Expect("SELECT");
        var select = CommaList(SelectItem);
        Expect("FROM");
        var from = Path();
        var alias = Alias();
        while (Current.Is(","))
        {
            Unevaluated(Current.Position, "a second relationship in FROM");
            Advance();
            Path();
            Alias();
        }

        var scope = TryTake("USING") ? TakeAfter("SCOPE") : null;
        var where = TryTake("WHERE") ? Conditions() : null;
        With();
        var (grouping, groupBy) = GroupBy();
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
            Grouping = grouping,
            GroupBy = groupBy,
            Having = having,
            OrderBy = orderBy,
            Limit = limit,
            Offset = offset,
            LimitPosition = limitPosition,
        };
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

    private void Unevaluated(int position, string name) => _unevaluated ??= (position, name);

    private SfFault Bind() =>
        SoqlFault.At(_soql, Current.Position, "MALFORMED_QUERY", "Bind variables only allowed in Apex code");

    private SfFault Unexpected() =>
        SoqlFault.At(_soql, Current.Position, "MALFORMED_QUERY", $"unexpected token: '{Current.Text}'");
}
