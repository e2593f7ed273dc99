using System;
using System.IO;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SfIntegration.Scope.Reading;

/// <summary>
/// From text to nodes. Only the events of the YAML library are used: scalars stay text, keys keep their place, and what can be
/// used to hide something (anchors, tags, further documents) is refused.
/// </summary>
internal static class ScopeParser
{
    /// <summary>A scope nests seven deep; more is an attack on the reader's stack.</summary>
    private const int MaxDepth = 20;

    /// <summary>Mistakes of form that are mended to find the ones behind them.</summary>
    private const int MaxRepairs = 50;

    /// <summary>The file's one document, or null where there is none that can be read.</summary>
    public static ScopeNode? Parse(string text, ErrorList errors)
    {
        var trimmed = text.TrimStart();
        if (trimmed.Length > 0 && trimmed[0] is '{' or '[')
        {
            // JSON may be indented with tabs; a tab inside a JSON string is written \t, so every raw one is space between tokens.
            text = text.Replace('\t', ' ');
        }

        for (var repairs = 0; ; repairs++)
        {
            var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
            try
            {
                return Document(parser, errors);
            }
            catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or OverflowException)
            {
                // The scanner gives up this way, without a place, on some broken text: the last thing it understood is near it.
                var last = parser.Current?.End ?? Mark.Empty;
                errors.Add((int)last.Line, (int)last.Column, "This is not YAML from about here on", "what follows can be checked when this is mended");
                return null;
            }
            catch (YamlException e)
            {
                if (repairs == MaxRepairs || FormRepair.Mend(text, (int)e.Start.Line, (int)e.Start.Column, e.Message, errors) is not { } mended)
                {
                    errors.Add((int)e.Start.Line, (int)e.Start.Column, "This is not YAML: " + e.Message.TrimEnd('.'), "what follows can be checked when this is mended");
                    return null;
                }

                text = mended;
            }
        }
    }

    private static ScopeNode? Document(Parser parser, ErrorList errors)
    {
        var found = new ErrorList(errors.File);
        ScopeNode? root = null;
        var documents = 0;
        while (parser.MoveNext())
        {
            if (parser.Current is DocumentStart start)
            {
                documents++;
                if (documents == 2)
                {
                    found.Add((int)start.Start.Line, (int)start.Start.Column, "A second document begins here", "one file holds one scope: move it to a file of its own");
                    break;
                }
            }
            else if (parser.Current is NodeEvent or AnchorAlias)
            {
                root = Node(parser, found, 0);
                if (root is null)
                {
                    break;
                }
            }
        }

        foreach (var e in found.InOrder())
        {
            errors.Add(e.Line, e.Column, e.Message, e.Suggestion);
        }

        if (root is null && found.Count == 0)
        {
            errors.Add(0, 0, "The file is empty", "New-SfAccessScope drafts a scope");
        }

        return root;
    }

    private static ScopeNode? Node(Parser parser, ErrorList errors, int depth)
    {
        var current = parser.Current!;
        int line = (int)current.Start.Line, column = (int)current.Start.Column;
        if (depth > MaxDepth)
        {
            errors.Add(line, column, $"The file nests deeper than {MaxDepth} levels", "a scope nests seven deep at most");
            return null;
        }

        Refuse(current, line, column, errors);
        switch (current)
        {
            case MappingStart:
                return Map(parser, errors, depth, new ScopeNode { Kind = NodeKind.Map, Line = line, Column = column });
            case SequenceStart:
                var list = new ScopeNode { Kind = NodeKind.List, Line = line, Column = column };
                while (parser.MoveNext() && parser.Current is not SequenceEnd)
                {
                    if (Node(parser, errors, depth + 1) is not { } item)
                    {
                        return null;
                    }

                    list.Items.Add(item);
                }

                return list;
            case Scalar scalar:
                return new ScopeNode { Text = scalar.Value, IsPlain = scalar.Style == ScalarStyle.Plain, Line = line, Column = column };
            default:
                return new ScopeNode { IsPlain = true, Line = line, Column = column };
        }
    }

    private static ScopeNode? Map(Parser parser, ErrorList errors, int depth, ScopeNode map)
    {
        while (parser.MoveNext() && parser.Current is not MappingEnd)
        {
            if (Node(parser, errors, depth + 1) is not { } key || !parser.MoveNext() || Node(parser, errors, depth + 1) is not { } value)
            {
                return null;
            }

            if (key.Kind != NodeKind.Scalar)
            {
                errors.Add(key, "A key must be a word", "remove the brackets");
                continue;
            }

            map.Entries.Add(new NodeEntry(key.Text, key.Line, key.Column, value));
        }

        return map;
    }

    private static void Refuse(ParsingEvent current, int line, int column, ErrorList errors)
    {
        const string Why = "is not allowed: a reviewer must see what is granted where it is granted";
        if (current is AnchorAlias alias)
        {
            errors.Add(line, column, $"the alias `*{alias.Value}` {Why}", "write it out");
        }

        if (current is not NodeEvent node)
        {
            return;
        }

        if (!node.Anchor.IsEmpty)
        {
            errors.Add(line, column, $"the anchor `&{node.Anchor.Value}` {Why}", "write it out");
        }

        if (!node.Tag.IsEmpty && node.Tag.Value != "!")
        {
            errors.Add(line, column, $"the tag `{node.Tag.Value}` is not allowed", "remove it: every value of a scope is text");
        }
    }
}
