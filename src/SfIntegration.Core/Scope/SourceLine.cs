namespace SfIntegration.Scope;

/// <summary>A place in a scope file.</summary>
/// <param name="File">The file as the user named it, or null for a scope that was never in one.</param>
/// <param name="Line">The line, from 1; 0 where there is none.</param>
/// <param name="Column">The column, from 1.</param>
public sealed record SourceLine(string? File, int Line, int Column)
{
    /// <summary>"orders.scope.yaml(12,7)".</summary>
    public override string ToString() => Line == 0 ? File ?? "" : $"{File}({Line},{Column})";
}
