using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace SfIntegration.Scope.Drafting;

/// <summary>
/// Names in metadata files whose namespace is filled in at deployment. The tokens are those of CumulusCI
/// (cumulusci.core.dependencies, inject_namespace), which packages such as NPSP are built with.
/// </summary>
internal sealed class MetadataText
{
    /// <summary>Enough to see what is meant; a wide set repeats the same mistake a thousand times.</summary>
    private const int MostErrors = 10;

    private static readonly Regex s_token = new("%%%[A-Za-z_]*%%%", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private readonly IReadOnlyDictionary<string, string>? _values;
    private readonly string? _file;
    private readonly List<ScopeError> _errors = new();
    private int _untold;

    /// <summary>Null leaves templated names in error; an empty namespace removes the tokens, as an unmanaged deployment does.</summary>
    public MetadataText(string? namespacePrefix, string? file)
    {
        _file = file;
        if (namespacePrefix is not null)
        {
            var prefix = namespacePrefix.EndsWith("__", StringComparison.Ordinal) ? namespacePrefix.Substring(0, namespacePrefix.Length - 2) : namespacePrefix;
            var (names, dot, orC) = prefix.Length == 0 ? ("", "", "c") : (prefix + "__", prefix + ".", prefix);
            _values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["%%%NAMESPACE%%%"] = names,
                ["%%%NAMESPACED_ORG%%%"] = names,
                ["%%%NAMESPACE_DOT%%%"] = dot,
                ["%%%NAMESPACE_OR_C%%%"] = orC,
                ["%%%NAMESPACED_ORG_OR_C%%%"] = orC,
            };
        }
    }

    /// <summary>Every mistake so far; the last one counts those that were not listed.</summary>
    public IReadOnlyList<ScopeError> Errors => _untold == 0
        ? _errors
        : new List<ScopeError>(_errors) { new(_file, 0, 0, $"{_untold} more names like these") };

    /// <summary>The text with its namespace filled in as far as that can be done; for words that only a person reads.</summary>
    public string Fill(string text) => s_token.Replace(text.Trim(), m => _values is not null && _values.TryGetValue(m.Value, out var value) ? value : m.Value);

    /// <summary>The name with its namespace filled in; null, with an error, where that cannot be done.</summary>
    public string? Name(string text, int line, int column)
    {
        var name = Fill(text);
        if (name.IndexOf("%%%", StringComparison.Ordinal) < 0)
        {
            return name;
        }

        if (_values is null)
        {
            Add(line, column, $"`{text.Trim()}` waits for a namespace", "name the package's namespace with -Namespace; -Namespace \"\" where it is not packaged");
        }
        else
        {
            Add(line, column, $"`{text.Trim()}` holds a token this module does not know", $"the known ones are {string.Join(", ", _values.Keys)}");
        }

        return null;
    }

    public void Add(int line, int column, string message, string? cure = null)
    {
        if (_errors.Count < MostErrors)
        {
            _errors.Add(new ScopeError(_file, line, column, message, cure));
        }
        else
        {
            _untold++;
        }
    }
}
