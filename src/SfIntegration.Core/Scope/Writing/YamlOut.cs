using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace SfIntegration.Scope.Writing;

/// <summary>What is to be written: a scalar, a list or keys. A node that fits in a line stands in brackets unless it must be open.</summary>
internal sealed class YamlOut
{
    /// <summary>Longer lines are opened into blocks.</summary>
    private const int Width = 140;

    private readonly List<(string Key, YamlOut Value)> _keys = new();
    private readonly List<YamlOut> _items = new();
    private readonly string? _scalar;
    private readonly bool _isList;
    private readonly bool _isOpen;

    private YamlOut(string? scalar, bool isList, bool isOpen) => (_scalar, _isList, _isOpen) = (scalar, isList, isOpen);

    public bool IsEmpty => _scalar is null && _keys.Count == 0 && _items.Count == 0;

    /// <summary>A text, quoted where it must be.</summary>
    public static YamlOut Text(string text) => new(YamlText.Of(text), false, false);

    /// <summary>A word of the format itself: a number, true, a date.</summary>
    public static YamlOut Word(string word) => new(word, false, false);

    public static YamlOut List(IEnumerable<YamlOut> items, bool isOpen = false)
    {
        var list = new YamlOut(null, true, isOpen);
        list._items.AddRange(items);
        return list;
    }

    public static YamlOut Names(IEnumerable<string> names) => List(names.Select(Text));

    public static YamlOut Map(bool isOpen = false) => new(null, false, isOpen);

    /// <summary>Adds a key; nothing for null.</summary>
    public YamlOut Add(string key, YamlOut? value)
    {
        if (value is not null)
        {
            _keys.Add((key, value));
        }

        return this;
    }

    public YamlOut Add(string key, string? text) => Add(key, text is null ? null : Text(text));

    /// <summary>Writes the node's keys at this depth.</summary>
    public void WriteKeys(StringBuilder text, int depth)
    {
        foreach (var (key, value) in _keys)
        {
            text.Append(' ', depth * 2);
            value.WriteAfter(YamlText.Of(key) + ":", text, depth);
        }
    }

    private void WriteAfter(string start, StringBuilder text, int depth)
    {
        var flow = Flow();
        if (_scalar is not null || IsEmpty || (!IsOpenAnywhere() && (depth * 2) + start.Length + 1 + flow.Length <= Width))
        {
            text.Append(start).Append(' ').Append(flow).Append('\n');
            return;
        }

        text.Append(start).Append('\n');
        if (!_isList)
        {
            WriteKeys(text, depth + 1);
            return;
        }

        foreach (var item in _items)
        {
            // A map too long for its line begins on the line of its dash.
            text.Append(' ', (depth + 1) * 2);
            if (item._keys.Count > 0 && ((depth + 1) * 2) + 2 + item.Flow().Length > Width)
            {
                var block = new StringBuilder();
                item.WriteKeys(block, depth + 2);
                text.Append("- ").Append(block.ToString().Substring((depth + 2) * 2));
            }
            else
            {
                text.Append("- ").Append(item.Flow()).Append('\n');
            }
        }
    }

    private bool IsOpenAnywhere() => _isOpen || _keys.Any(k => k.Value.IsOpenAnywhere());

    private string Flow()
    {
        if (_scalar is not null)
        {
            return _scalar;
        }

        if (_isList)
        {
            return "[" + string.Join(", ", _items.Select(i => i.Flow())) + "]";
        }

        return _keys.Count == 0 ? "{}" : "{ " + string.Join(", ", _keys.Select(k => YamlText.Of(k.Key) + ": " + k.Value.Flow())) + " }";
    }
}
