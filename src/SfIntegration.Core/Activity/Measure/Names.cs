using System;
using System.Collections.Generic;
using SfIntegration.Activity.Logs.Csv;

namespace SfIntegration.Activity.Measure;

/// <summary>The values of one part of a key, by number; 0 is no value.</summary>
internal sealed class Names
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string?> _texts = new() { null };

    /// <summary>The text of a number.</summary>
    public string? this[int number] => _texts[number];

    /// <summary>The number of a text; 0 for none.</summary>
    public int NumberOf(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return 0;
        }

        if (!_numbers.TryGetValue(text!, out var number))
        {
            number = _texts.Count;
            _numbers.Add(text!, number);
            _texts.Add(text);
        }

        return number;
    }
}

/// <summary>Reads a part of a key from records: each different value is looked at once, as long as it is remembered.</summary>
internal sealed class NameReader
{
    private readonly Names _names;
    private readonly Func<string, string> _read;
    private readonly ByteCache _cache = new();

    /// <param name="names">Where the values are numbered.</param>
    /// <param name="read">Makes the value of a text as a log has it; "" for none.</param>
    public NameReader(Names names, Func<string, string>? read = null)
    {
        _names = names;
        _read = read ?? (t => t);
    }

    /// <summary>The number of what a record's field says; a column that is not there (-1) says nothing.</summary>
    public int NumberOf(CsvRecord record, int field) => field < 0 ? 0 : NumberOf(record, field, record.Length(field));

    /// <summary>As <see cref="NumberOf(CsvRecord, int)"/>, of the first bytes of a field.</summary>
    public int NumberOf(CsvRecord record, int field, int length)
    {
        if (length == 0)
        {
            return 0;
        }

        var start = record.Start(field);
        if (!_cache.Find(record.Buffer, start, length, out var number, out var hash))
        {
            number = _names.NumberOf(_read(record.Text(field, length)));
            _cache.Keep(record.Buffer, start, length, hash, number);
        }

        return number;
    }
}
