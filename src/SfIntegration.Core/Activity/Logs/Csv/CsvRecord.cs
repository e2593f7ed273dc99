using System;
using System.Text;

namespace SfIntegration.Activity.Logs.Csv;

/// <summary>
/// One record of a log file, as places in the bytes that it was read from. Every value stands in double quotes (facts §6.4); values without
/// them are taken too. A quote ends a value only before a comma or the end of a line, so that a quote that nobody doubled, or one that
/// arrives as three, stays part of the value instead of spoiling the record.
/// </summary>
internal sealed class CsvRecord
{
    private const byte Quote = (byte)'"';
    private const byte Comma = (byte)',';
    private const byte Feed = (byte)'\n';
    private const byte Return = (byte)'\r';

    private readonly int[] _starts;
    private readonly int[] _lengths;
    private readonly bool[] _isEscaped;
    private readonly StringBuilder _text = new();
    private bool _isQuotedFirst;

    /// <param name="fields">How many fields are kept; further ones are only counted.</param>
    public CsvRecord(int fields)
    {
        _starts = new int[fields];
        _lengths = new int[fields];
        _isEscaped = new bool[fields];
    }

    /// <summary>The bytes that the record was read from.</summary>
    public byte[] Buffer { get; private set; } = Array.Empty<byte>();

    /// <summary>Fields in the record.</summary>
    public int Count { get; private set; }

    /// <summary>The bytes ended within a quoted value.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The record is a line with nothing in it.</summary>
    public bool IsBlank => Count == 1 && _lengths[0] == 0 && !_isQuotedFirst;

    /// <summary>Where a field begins in <see cref="Buffer"/>.</summary>
    public int Start(int field) => _starts[field];

    /// <summary>A field's bytes, escapes included.</summary>
    public int Length(int field) => _lengths[field];

    /// <summary>A field's text; "" where the record has fewer.</summary>
    public string Text(int field) => field < Count ? Text(field, _lengths[field]) : "";

    /// <summary>The text of a field's first bytes.</summary>
    public string Text(int field, int length)
    {
        var text = Encoding.UTF8.GetString(Buffer, _starts[field], length);
        return _isEscaped[field] ? Unescape(text) : text;
    }

    /// <summary>Whether a field says just this, in ASCII.</summary>
    public bool Is(int field, string text)
    {
        if (_lengths[field] != text.Length)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (Buffer[_starts[field] + i] != text[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads the record at a place, and gives the place after it.</summary>
    public int Read(byte[] buffer, int at, int end)
    {
        Buffer = buffer;
        Count = 0;
        IsCut = false;
        _isQuotedFirst = at < end && buffer[at] == Quote;
        while (true)
        {
            at = at < end && buffer[at] == Quote ? ReadQuoted(buffer, at + 1, end) : ReadPlain(buffer, at, end);
            if (at >= end)
            {
                return end;
            }

            switch (buffer[at])
            {
                case Comma when at + 1 == end:
                    Keep(end, 0, false);
                    return end;
                case Comma:
                    at++;
                    break;
                case Return:
                    return at + 1 < end && buffer[at + 1] == Feed ? at + 2 : at + 1;
                default:
                    return at + 1;
            }
        }
    }

    private int ReadQuoted(byte[] buffer, int start, int end)
    {
        var at = start;
        var isEscaped = false;
        while (true)
        {
            var quote = IndexOfQuote(buffer, at, end);
            if (quote < 0)
            {
                Keep(start, end - start, isEscaped);
                IsCut = true;
                return end;
            }

            var next = quote + 1;
            if (next == end || buffer[next] is Comma or Feed or Return)
            {
                Keep(start, quote - start, isEscaped);
                return next;
            }

            isEscaped = true;
            at = buffer[next] == Quote ? next + 1 : next;
        }
    }

    private int ReadPlain(byte[] buffer, int start, int end)
    {
        var at = start;
        while (at < end && buffer[at] is not (Comma or Feed or Return))
        {
            at++;
        }

        Keep(start, at - start, false);
        return at;
    }

    private void Keep(int start, int length, bool isEscaped)
    {
        if (Count < _starts.Length)
        {
            _starts[Count] = start;
            _lengths[Count] = length;
            _isEscaped[Count] = isEscaped;
        }

        Count++;
    }

    // Most values are short: the first bytes one by one, the rest with what the runtime does many at a time.
    private static int IndexOfQuote(byte[] buffer, int at, int end)
    {
        var near = Math.Min(end, at + 12);
        for (; at < near; at++)
        {
            if (buffer[at] == Quote)
            {
                return at;
            }
        }

        return Array.IndexOf(buffer, Quote, at, end - at);
    }

    /// <summary>Two quotes are one, and so are three, as inner text may arrive (facts §6.4).</summary>
    private string Unescape(string text)
    {
        _text.Clear();
        for (var i = 0; i < text.Length;)
        {
            if (text[i] != '"')
            {
                _text.Append(text[i++]);
                continue;
            }

            var run = i;
            while (i < text.Length && text[i] == '"')
            {
                i++;
            }

            _text.Append('"', Math.Max(1, (i - run) / 2));
        }

        return _text.ToString();
    }
}
