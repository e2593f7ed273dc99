using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Scope.Reading;

/// <summary>
/// A map of the file read as one section: unknown, repeated and missing keys are reported when it is opened; afterwards its keys
/// are asked for by name.
/// </summary>
internal sealed class Section
{
    private readonly Dictionary<string, NodeEntry> _entries = new(StringComparer.Ordinal);

    private Section(ScopeNode node, ErrorList errors)
    {
        Node = node;
        Errors = errors;
    }

    public ScopeNode Node { get; }

    public ErrorList Errors { get; }

    public SourceLine Source => Errors.Place(Node);

    /// <summary>The section, or null with an error where the node is no map.</summary>
    public static Section? Open(ScopeNode node, string kind, ErrorList errors, SourceLine? at = null) =>
        Open(node, ScopeKeys.Sections[kind], ScopeKeys.Required.TryGetValue(kind, out var required) ? required : Array.Empty<string>(), errors, at);

    /// <summary>The same for a section with these keys, of which some are required.</summary>
    public static Section? Open(ScopeNode node, string[] keys, string[] required, ErrorList errors, SourceLine? at = null)
    {
        var place = at ?? errors.Place(node);
        if (node.Kind != NodeKind.Map)
        {
            errors.Add(place, $"Keys are expected here, not {(node.Kind == NodeKind.List ? "a list" : node.IsNothing ? "nothing" : "a text")}", $"the keys are {string.Join(", ", keys)}");
            return null;
        }

        var section = new Section(node, errors);
        foreach (var entry in node.Entries)
        {
            if (!keys.Contains(entry.Key, StringComparer.Ordinal))
            {
                errors.Add(entry.Line, entry.Column, $"unknown key `{Texts.Shorten(entry.Key)}`", DidYouMean.Text(entry.Key, keys) ?? $"the keys here are {string.Join(", ", keys)}");
            }
            else if (section._entries.TryGetValue(entry.Key, out var first))
            {
                errors.Add(entry.Line, entry.Column, $"the key `{entry.Key}` stands here a second time (first in line {first.Line})", "keep one of them");
            }
            else
            {
                section._entries.Add(entry.Key, entry);
            }
        }

        foreach (var key in required)
        {
            if (section.Entry(key) is null && !section.HasMisspelled(key))
            {
                errors.Add(place, $"`{key}` is missing", $"add `{key}:`");
            }
        }

        return section;
    }

    /// <summary>The key's entry, or null where it is absent or says nothing.</summary>
    public NodeEntry? Entry(string key) => _entries.TryGetValue(key, out var entry) && !entry.Value.IsNothing ? entry : null;

    /// <summary>The place of a key's value, or of the section where the key is absent.</summary>
    public SourceLine Place(string key) => Entry(key) is { } entry ? Errors.Place(entry.Value) : Source;

    public string? Text(string key, int most = Texts.MaxText)
    {
        if (Entry(key) is not { } entry)
        {
            return null;
        }

        return Texts.Of(entry.Value, key, most, Errors);
    }

    /// <summary>A text of one line, 80 characters at most: what Salesforce allows for a name.</summary>
    public string? Name(string key) => Text(key, PermissionSetNames.MaxLength);

    public DateTime? Date(string key)
    {
        if (Entry(key) is not { } entry || Texts.Of(entry.Value, key, Texts.MaxText, Errors) is not { } text)
        {
            return null;
        }

        var date = ScopeValues.Date(text);
        if (date is null)
        {
            Errors.Add(entry.Value, $"`{Texts.Shorten(text)}` is no date", "write year-month-day, like 2027-06-30");
        }

        return date;
    }

    public string? Word(string key, string[] allowed)
    {
        if (Entry(key) is not { } entry || Texts.Of(entry.Value, key, Texts.MaxText, Errors) is not { } text)
        {
            return null;
        }

        return ScopeValues.Word(entry.Value, text, key, allowed, Errors) ? text : null;
    }

    /// <summary>A list of names; a single name is taken for a list of one. Repeated names are errors.</summary>
    public IReadOnlyList<ScopeName> Names(string key, Func<string, string?>? mistake = null) =>
        Entry(key) is { } entry ? ScopeValues.Names(entry.Value, key, mistake, Errors) : Array.Empty<ScopeName>();

    private bool HasMisspelled(string key) =>
        Node.Entries.Any(e => !_entries.ContainsKey(e.Key) && DidYouMean.Nearest(e.Key, new[] { key }) is not null);
}
