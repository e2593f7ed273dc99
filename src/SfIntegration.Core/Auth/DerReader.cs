using System;

namespace SfIntegration.Auth;

/// <summary>
/// Walks the few DER values a private key is made of (X.690). netstandard2.0 has no reader, and what the runtimes have
/// takes spans, which cannot be called by reflection.
/// </summary>
internal sealed class DerReader
{
    public const byte Integer = 0x02;

    public const byte OctetString = 0x04;

    public const byte ObjectIdentifier = 0x06;

    public const byte Sequence = 0x30;

    private readonly byte[] _data;
    private readonly int _end;
    private int _at;

    public DerReader(byte[] data)
        : this(data, 0, data.Length)
    {
    }

    private DerReader(byte[] data, int start, int end)
    {
        _data = data;
        _at = start;
        _end = end;
    }

    public bool IsAtEnd => _at >= _end;

    public byte NextTag => IsAtEnd ? throw Malformed() : _data[_at];

    public DerReader ReadSequence()
    {
        var (start, end) = Read(Sequence);
        return new DerReader(_data, start, end);
    }

    public byte[] ReadOctets() => Slice(Read(OctetString));

    /// <summary>The bytes of a positive number, without the zero that keeps its sign.</summary>
    public byte[] ReadUnsigned()
    {
        var bytes = Slice(Read(Integer));
        var zeros = 0;
        while (zeros < bytes.Length - 1 && bytes[zeros] == 0)
        {
            zeros++;
        }

        var trimmed = new byte[bytes.Length - zeros];
        Array.Copy(bytes, zeros, trimmed, 0, trimmed.Length);
        return trimmed;
    }

    public int ReadSmallNumber()
    {
        var bytes = ReadUnsigned();
        if (bytes.Length > 4 || (bytes.Length == 4 && bytes[0] > 0x7F))
        {
            throw Malformed();
        }

        var number = 0;
        foreach (var b in bytes)
        {
            number = (number << 8) | b;
        }

        return number;
    }

    /// <summary>An object identifier, as its DER bytes in hexadecimal: enough to compare.</summary>
    public string ReadOid() => BitConverter.ToString(Slice(Read(ObjectIdentifier))).Replace("-", string.Empty);

    private static FormatException Malformed() => new("The key is cut off or damaged.");

    private byte[] Slice((int Start, int End) range)
    {
        var bytes = new byte[range.End - range.Start];
        Array.Copy(_data, range.Start, bytes, 0, bytes.Length);
        return bytes;
    }

    private (int Start, int End) Read(byte tag)
    {
        if (_at + 2 > _end || _data[_at] != tag)
        {
            throw Malformed();
        }

        var length = (int)_data[_at + 1];
        var start = _at + 2;
        if (length > 0x80)
        {
            var bytes = length - 0x80;
            if (bytes > 3 || start + bytes > _end)
            {
                throw Malformed();
            }

            length = 0;
            for (var i = 0; i < bytes; i++)
            {
                length = (length << 8) | _data[start + i];
            }

            start += bytes;
        }
        else if (length == 0x80)
        {
            throw Malformed();
        }

        if (length > _end - start)
        {
            throw Malformed();
        }

        _at = start + length;
        return (start, _at);
    }
}
