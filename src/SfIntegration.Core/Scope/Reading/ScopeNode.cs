using System;
using System.Collections.Generic;

namespace SfIntegration.Scope.Reading;

internal enum NodeKind
{
    Scalar,
    Map,
    List,
}

/// <summary>A key of a map with its place.</summary>
internal sealed record NodeEntry(string Key, int Line, int Column, ScopeNode Value);

/// <summary>What stands in the file: scalars as text, maps in the file's order with repeated keys kept, and where each begins.</summary>
internal sealed class ScopeNode
{
    public NodeKind Kind { get; init; }

    public int Line { get; init; }

    public int Column { get; init; }

    public string Text { get; init; } = "";

    /// <summary>Written without quotes: only then does null mean nothing.</summary>
    public bool IsPlain { get; init; }

    public List<NodeEntry> Entries { get; } = new();

    public List<ScopeNode> Items { get; } = new();

    /// <summary>`key:`, `key: null` and `key: ~` say that there is nothing; "null" in quotes is a text.</summary>
    public bool IsNothing => Kind == NodeKind.Scalar && IsPlain && (Text.Length == 0 || Text == "~" || string.Equals(Text, "null", StringComparison.Ordinal));
}
