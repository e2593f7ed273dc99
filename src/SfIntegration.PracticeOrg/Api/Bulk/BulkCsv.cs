using System;
using System.Collections.Generic;
using System.Text;

namespace SfIntegration.Practice.Api.Bulk;

/// <summary>The CSV of the Bulk API: RFC 4180 with a choice of delimiters and line endings (BK:datafiles).</summary>
internal static class BulkCsv
{
    /// <summary>The delimiters by the names the API gives them.</summary>
    public static readonly IReadOnlyDictionary<string, char> Delimiters = new Dictionary<string, char>(StringComparer.Ordinal)
    {
        ["COMMA"] = ',',
        ["TAB"] = '\t',
        ["SEMICOLON"] = ';',
        ["PIPE"] = '|',
        ["CARET"] = '^',
        ["BACKQUOTE"] = '`',
    };

    /// <summary>The records of a text, each as its values. Empty lines are no records.</summary>
    /// <exception cref="FormatException">A quoted value does not end.</exception>
    public static IEnumerable<IReadOnlyList<string>> Read(string text, char delimiter)
    {
        foreach (var (start, end) in Spans(text))
        {
            if (end > start)
            {
                yield return Values(text.Substring(start, end - start), delimiter);
            }
        }
    }

    /// <summary>One record with its line ending; every value in quotes, as Salesforce writes results.</summary>
    public static void Write(StringBuilder text, IEnumerable<string> values, char delimiter, string lineEnding)
    {
        var first = true;
        foreach (var value in values)
        {
            if (!first)
            {
                text.Append(delimiter);
            }

            first = false;
            text.Append('"').Append(value.Replace("\"", "\"\"")).Append('"');
        }

        text.Append(lineEnding);
    }

    /// <summary>The header and a part of the records behind it, as they stand.</summary>
    public static (string Text, int Records, bool AtEnd) Slice(string text, int skip, int take)
    {
        var part = new StringBuilder();
        var at = -1;
        var taken = 0;
        var next = 0;
        foreach (var (start, end) in Spans(text))
        {
            if (taken == take)
            {
                return (part.ToString(), taken, false);
            }

            next = end < text.Length && text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2 : Math.Min(end + 1, text.Length);
            if (at < 0 || at >= skip)
            {
                part.Append(text, start, next - start);
                taken += at < 0 ? 0 : 1;
            }

            at++;
        }

        return (part.ToString(), taken, true);
    }

    /// <summary>Where records begin and end, line endings left out. A line break inside quotes is part of a value.</summary>
    private static IEnumerable<(int Start, int End)> Spans(string text)
    {
        var start = 0;
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"':
                    quoted = !quoted;
                    break;
                case '\n' when !quoted:
                    yield return (start, i > start && text[i - 1] == '\r' ? i - 1 : i);
                    start = i + 1;
                    break;
            }
        }

        if (quoted)
        {
            throw new FormatException("A quoted value does not end.");
        }

        if (start < text.Length)
        {
            yield return (start, text.Length);
        }
    }

    private static IReadOnlyList<string> Values(string record, char delimiter)
    {
        var values = new List<string>();
        var value = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < record.Length; i++)
        {
            var c = record[i];
            if (c == '"')
            {
                if (quoted && i + 1 < record.Length && record[i + 1] == '"')
                {
                    value.Append(c);
                    i++;
                }
                else
                {
                    quoted = !quoted;
                }
            }
            else if (c == delimiter && !quoted)
            {
                values.Add(value.ToString());
                value.Clear();
            }
            else
            {
                value.Append(c);
            }
        }

        values.Add(value.ToString());
        return values;
    }
}
