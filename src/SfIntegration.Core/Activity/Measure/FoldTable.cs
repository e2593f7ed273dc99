using System;

namespace SfIntegration.Activity.Measure;

/// <summary>What is counted for one key.</summary>
internal struct Totals
{
    public long Calls;
    public long Rows;
    public bool HasRows;
    public long Errors;

    /// <summary>Ticks, UTC.</summary>
    public long First;

    /// <summary>Ticks, UTC.</summary>
    public long Last;

    /// <summary>Adds what was counted elsewhere for the same key.</summary>
    public void Add(in Totals other)
    {
        First = Calls == 0 || other.First < First ? other.First : First;
        Last = Calls == 0 || other.Last > Last ? other.Last : Last;
        Calls += other.Calls;
        Rows += other.Rows;
        HasRows |= other.HasRows;
        Errors += other.Errors;
    }
}

/// <summary>Totals by a key of several numbers. It is as large as there are different keys, however many events there are.</summary>
internal sealed class FoldTable
{
    private readonly int _width;
    private int[] _keys;
    private int[] _slots = new int[1 << 12];
    private Totals[] _totals = new Totals[1 << 10];

    /// <param name="width">Numbers in a key.</param>
    public FoldTable(int width)
    {
        _width = width;
        _keys = new int[_totals.Length * width];
    }

    public int Count { get; private set; }

    /// <summary>One number of the key at a place.</summary>
    public int Key(int place, int part) => _keys[(place * _width) + part];

    /// <summary>The totals at a place.</summary>
    public ref Totals this[int place] => ref _totals[place];

    /// <summary>The place of a key, made where there is none.</summary>
    public int PlaceOf(int[] key, out bool isNew)
    {
        var hash = Hash(key, 0);
        for (var at = hash & (_slots.Length - 1); ; at = (at + 1) & (_slots.Length - 1))
        {
            var place = _slots[at] - 1;
            if (place < 0)
            {
                isNew = true;
                return Add(key, at);
            }

            if (Same(key, place))
            {
                isNew = false;
                return place;
            }
        }
    }

    private int Add(int[] key, int slot)
    {
        if (Count == _totals.Length)
        {
            Array.Resize(ref _totals, Count * 2);
            Array.Resize(ref _keys, Count * 2 * _width);
        }

        Array.Copy(key, 0, _keys, Count * _width, _width);
        _slots[slot] = ++Count;
        if (Count * 2 > _slots.Length)
        {
            Grow();
        }

        return Count - 1;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        for (var place = 0; place < Count; place++)
        {
            var at = Hash(_keys, place * _width) & (_slots.Length - 1);
            while (_slots[at] != 0)
            {
                at = (at + 1) & (_slots.Length - 1);
            }

            _slots[at] = place + 1;
        }
    }

    private bool Same(int[] key, int place)
    {
        var start = place * _width;
        for (var i = 0; i < _width; i++)
        {
            if (_keys[start + i] != key[i])
            {
                return false;
            }
        }

        return true;
    }

    private int Hash(int[] numbers, int start)
    {
        var hash = 0UL;
        for (var i = 0; i < _width; i++)
        {
            hash = (hash ^ (uint)numbers[start + i]) * 0x9E3779B97F4A7C15UL;
            hash ^= hash >> 32;
        }

        return (int)(hash & int.MaxValue);
    }
}
