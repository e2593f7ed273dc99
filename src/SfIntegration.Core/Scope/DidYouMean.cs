using System;
using System.Collections.Generic;

namespace SfIntegration.Scope;

/// <summary>The nearest known word to one that is not known.</summary>
internal static class DidYouMean
{
    /// <summary>"did you mean `access`?", or null where nothing is near.</summary>
    public static string? Text(string word, IEnumerable<string> known) =>
        Nearest(word, known) is { } nearest ? $"did you mean `{nearest}`?" : null;

    /// <summary>The known word with the fewest typing mistakes, at most one per three letters; the first of equals.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        // A longer word than any name is no typing mistake, and the distance costs the product of the lengths.
        if (word.Length > 100)
        {
            return null;
        }

        string? best = null;
        var least = Math.Max(1, word.Length / 3) + 1;
        foreach (var candidate in known)
        {
            var distance = Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance < least)
            {
                least = distance;
                best = candidate;
            }
        }

        return best;
    }

    /// <summary>Insertions, deletions, substitutions and swapped neighbours (optimal string alignment).</summary>
    public static int Distance(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            table[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            table[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var least = Math.Min(Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    least = Math.Min(least, table[i - 2, j - 2] + 1);
                }

                table[i, j] = least;
            }
        }

        return table[a.Length, b.Length];
    }
}
