namespace SfIntegration.Practice.Soql;

internal enum TokenKind
{
    Name,
    String,
    Number,
    Date,
    DateTime,
    Symbol,
    End,
}

/// <summary>One token and where it begins. The text of a string is what stands between the quotes, escapes and all.</summary>
internal sealed record SoqlToken(TokenKind Kind, string Text, int Position)
{
    /// <summary>Whether the token is that word or symbol, in any case.</summary>
    public bool Is(string text) =>
        Kind is TokenKind.Name or TokenKind.Symbol && string.Equals(Text, text, System.StringComparison.OrdinalIgnoreCase);
}
