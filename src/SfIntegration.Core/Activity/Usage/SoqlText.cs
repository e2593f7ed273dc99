using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Activity.Usage;

/// <summary>
/// Reads which objects and fields the text of a query names. It reads plain SOQL: SELECT of fields, paths, functions and queries within; what else it meets
/// (TYPEOF, several objects after FROM, SOSL, a text that was cut off) it does not guess at. Pure.
/// </summary>
internal static class SoqlText
{
    private static readonly HashSet<string> s_afterFrom = new(StringComparer.OrdinalIgnoreCase)
    {
        "WHERE", "USING", "WITH", "GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET", "FOR", "UPDATE", "ALL",
    };

    /// <summary>What it names; null for a text that cannot be read.</summary>
    public static SoqlUse? Read(string text)
    {
        if (Tokens(text) is not { Count: > 0 } tokens || !Is(tokens[0], "SELECT"))
        {
            return null;
        }

        var use = new SoqlUse();
        var at = 0;
        return ReadQuery(tokens, ref at, isChild: false, use) && at == tokens.Count ? use : null;
    }

    /// <summary>Reads a query from its SELECT up to its end or the parenthesis that closes it.</summary>
    private static bool ReadQuery(List<string> tokens, ref int at, bool isChild, SoqlUse use)
    {
        var names = new List<string>();
        var (source, alias, allFields, depth) = ((string?)null, (string?)null, false, 0);
        for (at++; at < tokens.Count; at++)
        {
            var token = tokens[at];
            if (token == "(" && at + 1 < tokens.Count && Is(tokens[at + 1], "SELECT"))
            {
                // Before FROM it is a relationship to children, after it a condition on another object.
                at++;
                if (!ReadQuery(tokens, ref at, isChild: source is null, use) || at >= tokens.Count)
                {
                    return false;
                }
            }
            else if (token == "(")
            {
                depth++;
            }
            else if (token == ")" && depth-- == 0)
            {
                break;
            }
            else if (Is(token, "TYPEOF"))
            {
                return false;
            }
            else if (source is null && depth == 0 && Is(token, "FROM"))
            {
                if (!ReadSource(tokens, ref at, out source, out alias))
                {
                    return false;
                }
            }
            else if (Is(token, "FIELDS") && Next(tokens, at) == "(")
            {
                allFields = true;
            }
            else if (IsName(token) && Next(tokens, at) != "(")
            {
                names.Add(token);
            }
        }

        if (source is null || depth > 0)
        {
            return false;
        }

        Note(source, alias, names, allFields, isChild, use);
        return true;
    }

    private static bool ReadSource(List<string> tokens, ref int at, out string? source, out string? alias)
    {
        (source, alias) = (Next(tokens, at), null);
        if (source is null || !IsName(source) || source.Contains('.'))
        {
            return false;
        }

        at++;
        if (Is(Next(tokens, at), "AS"))
        {
            at++;
        }

        if (Next(tokens, at) is { } next && IsName(next) && !s_afterFrom.Contains(next))
        {
            alias = next;
            at++;
        }

        return Next(tokens, at) != ",";
    }

    private static void Note(string source, string? alias, List<string> names, bool allFields, bool isChild, SoqlUse use)
    {
        (isChild ? use.Relationships : use.Objects).Add(source);
        if (allFields && isChild)
        {
            use.HasLooseAllFields = true;
        }
        else if (allFields)
        {
            use.AllFieldsOf.Add(source);
        }

        foreach (var name in names)
        {
            var path = name.Split('.').ToList();
            if (path.Count > 1 && (Is(path[0], alias) || Is(path[0], source)))
            {
                // Account.Name FROM Account; but a relationship may bear the object's name, too.
                use.LooseFields.Add(path[path.Count - 1]);
                path.RemoveAt(0);
            }

            use.Relationships.UnionWith(path.Take(path.Count - 1));
            if (path.Count == 1 && !isChild)
            {
                use.Add(source, path[0]);
            }
            else
            {
                use.LooseFields.Add(path[path.Count - 1]);
            }
        }
    }

    private static string? Next(List<string> tokens, int at) => at + 1 < tokens.Count ? tokens[at + 1] : null;

    private static bool Is(string? token, string? word) => token is not null && word is not null && string.Equals(token, word, StringComparison.OrdinalIgnoreCase);

    private static bool IsName(string token) => char.IsLetter(token[0]);

    /// <summary>Names with their dots, parentheses and commas; values are left out. Null for a text that ends within a value.</summary>
    private static List<string>? Tokens(string text)
    {
        var tokens = new List<string>();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\'')
            {
                for (i++; i < text.Length && text[i] != '\''; i++)
                {
                    i += text[i] == '\\' ? 1 : 0;
                }

                if (i >= text.Length)
                {
                    return null;
                }
            }
            else if (c is '(' or ')' or ',')
            {
                tokens.Add(c.ToString());
            }
            else if (char.IsLetterOrDigit(c) || c is '_' or ':')
            {
                var start = i;
                while (i + 1 < text.Length && (char.IsLetterOrDigit(text[i + 1]) || text[i + 1] is '_' or '.' or ':'))
                {
                    i++;
                }

                // A number, a date or a variable is a value; LAST_N_DAYS:30 a name with one.
                tokens.Add(text.Substring(start, i - start + 1).Split(':')[0]);
                if (tokens[tokens.Count - 1].Length == 0 || !char.IsLetter(c))
                {
                    tokens.RemoveAt(tokens.Count - 1);
                }
            }
        }

        return tokens;
    }
}
