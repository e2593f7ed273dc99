using System;

namespace SfIntegration.Activity.Logs.Csv;

/// <summary>Goes through the records of a block. A damaged record costs its first line only: reading goes on at the next one.</summary>
internal sealed class CsvWalk
{
    private readonly int _fields;
    private CsvBlock _block = null!;
    private int _at;

    public CsvWalk(int fields)
    {
        _fields = fields;
        Record = new CsvRecord(fields);
    }

    /// <summary>The record at hand.</summary>
    public CsvRecord Record { get; }

    /// <summary>Where the record at hand begins, in the file.</summary>
    public long Offset { get; private set; }

    /// <summary>Why the record at hand is none; null for a good one.</summary>
    public string? Damage { get; private set; }

    /// <summary>Goes to the beginning of a block.</summary>
    public void Open(CsvBlock block)
    {
        _block = block;
        _at = block.Start;
    }

    /// <summary>The next record; false at the end of the block.</summary>
    public bool Next()
    {
        while (_at < _block.End)
        {
            var start = _at;
            _at = Record.Read(_block.Buffer, start, _block.End);
            if (Record.IsBlank)
            {
                continue;
            }

            Offset = _block.Offset + start;
            Damage = Record.IsCut ? "a value that begins with a quote has no end"
                : Record.Count != _fields ? FormattableString.Invariant($"it has {Record.Count} values where the header has {_fields}")
                : null;
            if (Damage is not null)
            {
                var feed = Array.IndexOf(_block.Buffer, (byte)'\n', start, _block.End - start);
                _at = feed < 0 ? _block.End : feed + 1;
            }

            return true;
        }

        return false;
    }
}
