using System.Collections.Generic;

namespace SfIntegration.Practice.Soql;

/// <summary>A query or sub-select as written.</summary>
internal sealed record Query
{
    public required IReadOnlyList<SelectItem> Select { get; init; }

    /// <summary>The object, or the relationship path of a sub-select.</summary>
    public required FieldExpr From { get; init; }

    public string? Alias { get; init; }

    public SoqlToken? Scope { get; init; }

    public Condition? Where { get; init; }

    /// <summary>Whether GROUP BY asks for subtotals too.</summary>
    public Grouping Grouping { get; init; }

    public IReadOnlyList<Expr> GroupBy { get; init; } = System.Array.Empty<Expr>();

    public Condition? Having { get; init; }

    public IReadOnlyList<OrderItem> OrderBy { get; init; } = System.Array.Empty<OrderItem>();

    public int? Limit { get; init; }

    public int Offset { get; init; }

    /// <summary>Where LIMIT's or OFFSET's number stands, for messages.</summary>
    public int LimitPosition { get; init; }
}

/// <summary>GROUP BY a, b; GROUP BY ROLLUP(a, b) with subtotals from the right; GROUP BY CUBE(a, b) with every subtotal.</summary>
internal enum Grouping
{
    Plain,
    Rollup,
    Cube,
}

/// <summary>A field path, a function call or a constant.</summary>
internal abstract record Expr(int Position);

/// <summary>A dotted name.</summary>
internal sealed record FieldExpr(IReadOnlyList<SoqlToken> Parts) : Expr(Parts[0].Position)
{
    public string Text => string.Join(".", System.Linq.Enumerable.Select(Parts, p => p.Text));
}

/// <summary>COUNT(x), CALENDAR_YEAR(x), toLabel(x) ... COUNT() has no argument.</summary>
internal sealed record CallExpr(SoqlToken Function, IReadOnlyList<Expr> Arguments) : Expr(Function.Position)
{
    public string Name => Function.Text.ToUpperInvariant();
}

/// <summary>A number or text as an argument of a function.</summary>
internal sealed record ConstantExpr(Literal Value) : Expr(Value.Position);

internal abstract record SelectItem(int Position);

/// <summary>A field or function, with its alias.</summary>
internal sealed record ExprItem(Expr Expr, SoqlToken? Alias) : SelectItem(Expr.Position);

/// <summary>A child sub-select.</summary>
internal sealed record SubQueryItem(Query Query, int Position) : SelectItem(Position);

/// <summary>FIELDS(ALL), FIELDS(STANDARD), FIELDS(CUSTOM).</summary>
internal sealed record FieldsItem(string Which, int Position) : SelectItem(Position);

/// <summary>TYPEOF What WHEN Account THEN Phone ELSE Name END: what is selected depends on the object a relationship leads to.</summary>
internal sealed record TypeOfItem(FieldExpr Relationship, IReadOnlyList<TypeChoice> Choices, IReadOnlyList<FieldExpr> Otherwise, int Position) : SelectItem(Position);

/// <summary>One WHEN ... THEN ... of a TYPEOF.</summary>
internal sealed record TypeChoice(SoqlToken Type, IReadOnlyList<FieldExpr> Fields);

internal sealed record OrderItem(Expr Expr, bool Descending, bool NullsLast);

internal abstract record Condition;

internal sealed record AllOf(IReadOnlyList<Condition> Parts) : Condition;

internal sealed record AnyOf(IReadOnlyList<Condition> Parts) : Condition;

internal sealed record NotCondition(Condition Inner) : Condition;

/// <summary>= != &lt; &lt;= &gt; &gt;= LIKE against one literal.</summary>
internal sealed record Comparison(Expr Left, string Operator, Literal Right) : Condition;

/// <summary>IN, NOT IN, INCLUDES, EXCLUDES against a list.</summary>
internal sealed record Membership(Expr Left, string Operator, IReadOnlyList<Literal> Values) : Condition;

/// <summary>IN or NOT IN against a sub-select.</summary>
internal sealed record SemiJoin(Expr Left, bool Negated, Query Query, int Position) : Condition;

internal enum LiteralKind
{
    Null,
    Boolean,
    Number,
    String,
    Date,
    DateTime,

    /// <summary>TODAY, LAST_N_DAYS:3 ...; the number is in Count.</summary>
    DateRange,
}

internal sealed record Literal(LiteralKind Kind, string Text, int Position, int Count = 0);
