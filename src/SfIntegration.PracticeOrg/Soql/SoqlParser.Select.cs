using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Soql;

/// <summary>The SELECT list.</summary>
internal sealed partial class SoqlParser
{
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
            return TypeOf();
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

    private TypeOfItem TypeOf()
    {
        var start = Current;
        Advance();
        var relationship = Path();
        var choices = new List<TypeChoice>();
        do
        {
            Expect("WHEN");
            var type = Name();
            Expect("THEN");
            choices.Add(new TypeChoice(type, CommaList(Path)));
        }
        while (Current.Is("WHEN"));

        var otherwise = TryTake("ELSE") ? CommaList(Path) : new List<FieldExpr>();
        Expect("END");
        return new TypeOfItem(relationship, choices, otherwise, start.Position);
    }

    private Expr Expression()
    {
        var name = Current;
        if (name.Kind == TokenKind.Name && Following.Is("("))
        {
            _at += 2;
            var arguments = Current.Is(")") ? Array.Empty<Expr>() : (IReadOnlyList<Expr>)Deeper(() => CommaList(Argument));
            Expect(")");
            return new CallExpr(name, arguments);
        }

        return Path();
    }

    /// <summary>What a function takes: a field, a function, or a number or text (DISTANCE, GEOLOCATION).</summary>
    private Expr Argument() => Current.Kind is TokenKind.Number or TokenKind.String ? new ConstantExpr(LiteralValue()) : Expression();

    private FieldExpr Path()
    {
        var parts = new List<SoqlToken> { Name() };
        while (TryTake("."))
        {
            parts.Add(Name());
        }

        return new FieldExpr(parts);
    }
}
