using System;

namespace SfIntegration.Activity.Measure;

/// <summary>
/// Remembers what was made of a value's bytes, so that a value that comes again costs no text. It forgets everything when it is full: values
/// without end (paths with record ids) must not fill the memory.
/// </summary>
internal sealed class ByteCache
{
    private const int Slots = 1 << 14;
    private const int Most = Slots / 2;
    private const int LongestValue = 512;

    private readonly Entry[] _entries = new Entry[Slots];
    private byte[] _pool = new byte[1 << 14];
    private int _used;
    private int _count;

    /// <summary>What was kept for these bytes; false where nothing is. The hash goes to <see cref="Keep"/>.</summary>
    public bool Find(byte[] buffer, int start, int length, out int value, out ulong hash)
    {
        hash = Hash(buffer, start, length);
        for (var at = (int)(hash >> 32) & (Slots - 1); ; at = (at + 1) & (Slots - 1))
        {
            ref var entry = ref _entries[at];
            if (entry.Hash == 0)
            {
                value = 0;
                return false;
            }

            if (entry.Hash == hash && entry.Length == length && Same(buffer, start, entry.Start, length))
            {
                value = entry.Value;
                return true;
            }
        }
    }

    /// <summary>Keeps what was made of these bytes.</summary>
    public void Keep(byte[] buffer, int start, int length, ulong hash, int value)
    {
        if (length > LongestValue)
        {
            return;
        }

        if (_count == Most)
        {
            Array.Clear(_entries, 0, Slots);
            _count = 0;
            _used = 0;
        }

        if (_used + length > _pool.Length)
        {
            Array.Resize(ref _pool, Math.Max(_pool.Length * 2, _used + length));
        }

        Buffer.BlockCopy(buffer, start, _pool, _used, length);
        var at = (int)(hash >> 32) & (Slots - 1);
        while (_entries[at].Hash != 0)
        {
            at = (at + 1) & (Slots - 1);
        }

        _entries[at] = new Entry { Hash = hash, Start = _used, Length = length, Value = value };
        _used += length;
        _count++;
    }

    /// <summary>Of any bytes; never 0.</summary>
    public static ulong Hash(byte[] buffer, int start, int length, ulong seed = 0)
    {
        const ulong Prime = 0x9E3779B97F4A7C15UL;
        var hash = (seed ^ (ulong)length) * Prime;
        var end = start + length;
        var at = start;
        for (; at + 8 <= end; at += 8)
        {
            hash = (hash ^ BitConverter.ToUInt64(buffer, at)) * Prime;
            hash ^= hash >> 29;
        }

        ulong tail = 0;
        for (; at < end; at++)
        {
            tail = (tail << 8) | buffer[at];
        }

        hash = (hash ^ tail) * Prime;
        hash ^= hash >> 32;
        return (hash * Prime) | 1;
    }

    private bool Same(byte[] buffer, int start, int kept, int length)
    {
        var at = 0;
        for (; at + 8 <= length; at += 8)
        {
            if (BitConverter.ToUInt64(buffer, start + at) != BitConverter.ToUInt64(_pool, kept + at))
            {
                return false;
            }
        }

        for (; at < length; at++)
        {
            if (buffer[start + at] != _pool[kept + at])
            {
                return false;
            }
        }

        return true;
    }

    private struct Entry
    {
        public ulong Hash;
        public int Start;
        public int Length;
        public int Value;
    }
}
