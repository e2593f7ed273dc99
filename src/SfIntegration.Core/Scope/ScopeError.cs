namespace SfIntegration.Scope;

/// <summary>One mistake in a scope file: where, what, and what would be right.</summary>
/// <param name="File">The file as the user named it, or null for text without a file.</param>
/// <param name="Line">The line, from 1; 0 where the whole file is meant.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Suggestion">What would be right, or null.</param>
public sealed record ScopeError(string? File, int Line, int Column, string Message, string? Suggestion = null)
{
    /// <summary>"orders.scope.yaml(12,7): unknown key `acces`; did you mean `access`?".</summary>
    public override string ToString()
    {
        var place = Line == 0 ? File ?? "scope" : $"{File ?? "scope"}({Line},{Column})";
        return Suggestion is null ? $"{place}: {Message}" : $"{place}: {Message}; {Suggestion}";
    }
}
