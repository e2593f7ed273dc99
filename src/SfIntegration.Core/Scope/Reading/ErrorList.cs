using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Scope.Reading;

/// <summary>The mistakes found so far in one file.</summary>
internal sealed class ErrorList
{
    /// <summary>Enough for anyone to mend; a hostile file must not fill the memory.</summary>
    public const int Most = 500;

    private readonly List<ScopeError> _errors = new();

    public ErrorList(string? file) => File = file;

    public string? File { get; }

    public int Count => _errors.Count;

    public IReadOnlyList<ScopeError> InOrder() => _errors.Distinct().OrderBy(e => e.Line).ThenBy(e => e.Column).ToList();

    public void Add(int line, int column, string message, string? suggestion = null)
    {
        if (_errors.Count < Most)
        {
            _errors.Add(new ScopeError(File, line, column, message, suggestion));
        }
    }

    public void Add(ScopeNode at, string message, string? suggestion = null) => Add(at.Line, at.Column, message, suggestion);

    public void Add(SourceLine at, string message, string? suggestion = null) => Add(at.Line, at.Column, message, suggestion);

    public SourceLine Place(ScopeNode node) => new(File, node.Line, node.Column);

    public SourceLine Place(NodeEntry entry) => new(File, entry.Line, entry.Column);
}
