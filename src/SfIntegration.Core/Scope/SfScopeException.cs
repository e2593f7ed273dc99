using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Scope;

/// <summary>A scope file or a metadata file that cannot be used. It lists every mistake, not only the first.</summary>
public sealed class SfScopeException : SfException
{
    internal SfScopeException(IReadOnlyList<ScopeError> errors, string? cure = null)
        : base(Text(errors), cure ?? errors.Select(e => e.Suggestion).FirstOrDefault(s => s is not null))
    {
        ScopeErrors = errors;
        Code = "SfScope";
    }

    /// <summary>Every mistake, in the order of the file.</summary>
    public IReadOnlyList<ScopeError> ScopeErrors { get; }

    private static string Text(IReadOnlyList<ScopeError> errors) => errors.Count == 1
        ? errors[0].ToString()
        : $"{errors.Count} mistakes:{Environment.NewLine}" + string.Join(Environment.NewLine, errors);
}
