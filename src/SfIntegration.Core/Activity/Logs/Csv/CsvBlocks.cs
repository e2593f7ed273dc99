using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;

namespace SfIntegration.Activity.Logs.Csv;

/// <summary>A piece of a log file that holds whole records.</summary>
internal sealed class CsvBlock
{
    public byte[] Buffer { get; set; } = Array.Empty<byte>();

    /// <summary>Where its first record begins in <see cref="Buffer"/>.</summary>
    public int Start { get; set; }

    /// <summary>Where its last record ends.</summary>
    public int End { get; set; }

    /// <summary>Where the buffer's first byte stands in the file.</summary>
    public long Offset { get; set; }
}

/// <summary>
/// Reads a log file in blocks that end between records, so that several threads can read the records. In a file whose values stand in quotes a
/// line feed, a quote and then no quote, comma or end of line can only be the beginning of a record: within a value every quote is doubled.
/// Files without quotes are cut by reading the records.
/// </summary>
internal sealed class CsvBlocks : IDisposable
{
    /// <summary>The usual size of a block, in bytes.</summary>
    public const int BlockSize = 1 << 20;

    private const byte Quote = (byte)'"';
    private const byte Feed = (byte)'\n';

    private readonly Stream _stream;
    private readonly int _blockSize;
    private readonly HashAlgorithm? _hash;
    private readonly ConcurrentBag<byte[]> _free = new();
    private byte[] _carry = Array.Empty<byte>();
    private int _carried;
    private long _offset;
    private bool _hasHeader;
    private bool _isQuoted;
    private bool _isEnd;

    /// <param name="stream">The file; disposed with this.</param>
    /// <param name="withHash">Computes the SHA-256 on the way.</param>
    /// <param name="blockSize">Bytes.</param>
    public CsvBlocks(Stream stream, bool withHash = false, int blockSize = BlockSize)
    {
        _stream = stream;
        _blockSize = blockSize;
        _hash = withHash ? SHA256.Create() : null;
    }

    /// <summary>The names of the columns, in file order; read with the first block.</summary>
    public IReadOnlyList<string> Header { get; private set; } = Array.Empty<string>();

    /// <summary>The next block, or null at the end. The first one gives the header.</summary>
    public CsvBlock? Next()
    {
        while (!_isEnd)
        {
            var block = ReadOne();
            if (block.Start < block.End)
            {
                return block;
            }
        }

        return null;
    }

    /// <summary>Gives a block's bytes back for another one.</summary>
    public void Return(CsvBlock block)
    {
        if (block.Buffer.Length == _blockSize * 2)
        {
            _free.Add(block.Buffer);
        }
    }

    /// <summary>The SHA-256 of the file, in hexadecimal, after the last block.</summary>
    public string Sha256()
    {
        _hash!.TransformFinalBlock(Array.Empty<byte>(), 0, 0);
        return Hex.Of(_hash.Hash!);
    }

    public void Dispose()
    {
        _hash?.Dispose();
        _stream.Dispose();
    }

    private CsvBlock ReadOne()
    {
        var buffer = _free.TryTake(out var free) && free.Length >= _carried + _blockSize ? free : new byte[Math.Max(_blockSize * 2, _carried + _blockSize)];
        System.Buffer.BlockCopy(_carry, 0, buffer, 0, _carried);
        var end = Fill(buffer, _carried);
        var start = _hasHeader ? 0 : ReadHeader(buffer, end);
        var cut = _isEnd ? end : start < 0 ? -1 : _isQuoted ? LastStart(buffer, start, end) : LastEnd(buffer, start, end);
        if (cut < 0)
        {
            // A record longer than the block: more of it is needed.
            var from = Math.Max(start, 0);
            Carry(buffer, from, end - from);
            _offset += from;
            return new CsvBlock();
        }

        var block = new CsvBlock { Buffer = buffer, Start = Math.Max(start, 0), End = cut, Offset = _offset };
        Carry(buffer, cut, end - cut);
        _offset += cut;
        return block;
    }

    private int Fill(byte[] buffer, int at)
    {
        var wanted = at + _blockSize;
        while (at < wanted)
        {
            var read = _stream.Read(buffer, at, wanted - at);
            if (read == 0)
            {
                _isEnd = true;
                break;
            }

            _hash?.TransformBlock(buffer, at, read, null, 0);
            at += read;
        }

        return at;
    }

    /// <summary>Reads the header, and gives where the first record begins; -1 where the block does not hold all of it.</summary>
    private int ReadHeader(byte[] buffer, int end)
    {
        var at = end >= 3 && buffer[0] == 0xEF && buffer[1] == 0xBB && buffer[2] == 0xBF ? 3 : 0;
        if (Array.IndexOf(buffer, Feed, at, end - at) < 0 && !_isEnd)
        {
            return -1;
        }

        var record = new CsvRecord(1024);
        var next = record.Read(buffer, at, end);
        var names = new string[record.IsBlank ? 0 : Math.Min(record.Count, 1024)];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = record.Text(i);
        }

        Header = names;
        _hasHeader = true;
        _isQuoted = buffer.Length > 0 && (next < end ? buffer[next] : buffer[at]) == Quote;
        return next;
    }

    private static int LastStart(byte[] buffer, int start, int end)
    {
        for (var at = end - 3; at >= start;)
        {
            at = Array.LastIndexOf(buffer, Feed, at, at - start + 1);
            if (at < 0)
            {
                return -1;
            }

            if (buffer[at + 1] == Quote && buffer[at + 2] is not (Quote or (byte)',' or Feed or (byte)'\r'))
            {
                return at + 1;
            }

            at--;
        }

        return -1;
    }

    private static int LastEnd(byte[] buffer, int start, int end)
    {
        var record = new CsvRecord(1);
        var last = -1;
        for (var at = start; at < end;)
        {
            at = record.Read(buffer, at, end);
            if (at < end)
            {
                last = at;
            }
        }

        return last;
    }

    private void Carry(byte[] buffer, int from, int length)
    {
        if (_carry.Length < length)
        {
            _carry = new byte[length * 2];
        }

        System.Buffer.BlockCopy(buffer, from, _carry, 0, length);
        _carried = length;
    }
}
