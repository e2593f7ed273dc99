using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Practice.Schema;

/// <summary>The file of all standard objects: indexed once, each object parsed only when it is asked for.</summary>
internal sealed class StandardObjects
{
    private static readonly Lazy<StandardObjects> s_shared = new(() => new StandardObjects(DataFile.Read("standard-objects.txt")));

    private readonly string _text;
    private readonly Dictionary<string, int> _starts = new(StringComparer.OrdinalIgnoreCase);

    private StandardObjects(string text)
    {
        _text = text;
        for (var at = text.IndexOf("\n@", StringComparison.Ordinal); at >= 0; at = text.IndexOf("\n@", at + 1, StringComparison.Ordinal))
        {
            var bar = text.IndexOf('|', at);
            _starts[text.Substring(at + 2, bar - at - 2)] = at + 1;
        }

        Names = _starts.Keys.OrderBy(n => n, StringComparer.OrdinalIgnoreCase).ToList();
    }

    /// <summary>The one copy of the process.</summary>
    public static StandardObjects Shared => s_shared.Value;

    /// <summary>The names of all objects, sorted.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>A new copy of the object with the fields every org has, or null.</summary>
    public SObjectSchema? Load(string name)
    {
        SObjectSchema? schema = null;
        foreach (var line in Lines(name))
        {
            if (schema is null)
            {
                schema = SchemaText.Object(line);
            }
            else if (!SchemaText.IsOptional(line))
            {
                schema.Add(SchemaText.Field(line));
            }
        }

        if (schema is not null)
        {
            PermissionColumns.AddTo(schema);
        }

        return schema;
    }

    /// <summary>A field of the object's that exists only where a feature is enabled, as it is where it takes permission rows; or null.</summary>
    public FieldSchema? OptionalField(string name, string field)
    {
        var line = Lines(name).Skip(1)
            .FirstOrDefault(l => string.Equals(SchemaText.FieldName(l), field, StringComparison.OrdinalIgnoreCase));
        if (line is null)
        {
            return null;
        }

        var parts = line.Split('|');
        parts[2] += "PN";
        return SchemaText.Field(string.Join("|", parts));
    }

    private IEnumerable<string> Lines(string name)
    {
        if (!_starts.TryGetValue(name, out var at))
        {
            yield break;
        }

        do
        {
            var end = _text.IndexOf('\n', at);
            yield return _text.Substring(at, end - at);
            at = end + 1;
        }
        while (at < _text.Length && _text[at] == ' ');
    }
}
