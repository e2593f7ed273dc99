using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace SfIntegration.Activity.Usage;

/// <summary>The difference of two short texts, as `diff -u` writes it. Pure.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>The difference; "" for none.</summary>
    /// <param name="from">The text before, lines ending with LF.</param>
    /// <param name="to">The text after.</param>
    /// <param name="fromName">What the text before is called.</param>
    /// <param name="toName">What the text after is called.</param>
    public static string Of(string from, string to, string fromName, string toName)
    {
        var lines = Lines(Split(from), Split(to));
        if (lines.All(l => l.Mark == ' '))
        {
            return "";
        }

        var text = new StringBuilder().Append("--- ").Append(fromName).Append('\n').Append("+++ ").Append(toName).Append('\n');
        var shown = lines.Select((_, i) => lines.Skip(Math.Max(0, i - Context)).Take(Math.Min(i, Context) + Context + 1).Any(l => l.Mark != ' ')).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            if (!shown[i])
            {
                continue;
            }

            var end = i;
            while (end < lines.Count && shown[end])
            {
                end++;
            }

            Hunk(text, lines, i, end);
            i = end - 1;
        }

        return text.ToString();
    }

    private static void Hunk(StringBuilder text, List<(char Mark, string Line)> lines, int start, int end)
    {
        int Count(int from, int to, char other) => lines.Skip(from).Take(to - from).Count(l => l.Mark != other);
        string Range(char other)
        {
            var (before, here) = (Count(0, start, other), Count(start, end, other));
            return $"{(here == 0 ? before : before + 1)},{here}";
        }

        text.Append($"@@ -{Range('+')} +{Range('-')} @@\n");
        foreach (var (mark, line) in lines.Skip(start).Take(end - start))
        {
            text.Append(mark).Append(line).Append('\n');
        }
    }

    /// <summary>Longest common subsequence: a scope file has hundreds of lines, not thousands.</summary>
    private static List<(char Mark, string Line)> Lines(string[] a, string[] b)
    {
        var common = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
            {
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var lines = new List<(char, string)>();
        for (int i = 0, j = 0; i < a.Length || j < b.Length;)
        {
            if (i < a.Length && j < b.Length && a[i] == b[j])
            {
                lines.Add((' ', a[i]));
                (i, j) = (i + 1, j + 1);
            }
            else if (i < a.Length && (j >= b.Length || common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add(('-', a[i++]));
            }
            else
            {
                lines.Add(('+', b[j++]));
            }
        }

        return lines;
    }

    private static string[] Split(string text) => text.Length == 0 ? Array.Empty<string>() : (text.EndsWith("\n", StringComparison.Ordinal) ? text.Substring(0, text.Length - 1) : text).Split('\n');
}
