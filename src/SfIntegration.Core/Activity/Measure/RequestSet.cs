using System.Collections.Generic;

namespace SfIntegration.Activity.Measure;

/// <summary>
/// Which requests or events of a day were counted already: eight bytes each, and only kept for a day that more than one file tells of. That two
/// different ones share their eight bytes happens once in millions of days of a million events.
/// </summary>
internal sealed class RequestSet
{
    private ulong[] _slots = new ulong[1024];

    public int Count { get; private set; }

    public bool Contains(ulong item)
    {
        item = NotZero(item);
        for (var at = Place(item); ; at = (at + 1) & (_slots.Length - 1))
        {
            if (_slots[at] == item)
            {
                return true;
            }

            if (_slots[at] == 0)
            {
                return false;
            }
        }
    }

    public void Add(ulong item)
    {
        item = NotZero(item);
        if ((Count + 1) * 2 > _slots.Length)
        {
            var old = _slots;
            _slots = new ulong[old.Length * 2];
            Count = 0;
            foreach (var kept in old)
            {
                if (kept != 0)
                {
                    Put(kept);
                }
            }
        }

        Put(item);
    }

    public void AddAll(IEnumerable<ulong> items)
    {
        foreach (var item in items)
        {
            Add(item);
        }
    }

    private void Put(ulong item)
    {
        for (var at = Place(item); ; at = (at + 1) & (_slots.Length - 1))
        {
            if (_slots[at] == item)
            {
                return;
            }

            if (_slots[at] == 0)
            {
                _slots[at] = item;
                Count++;
                return;
            }
        }
    }

    private int Place(ulong item) => (int)(item * 0x9E3779B97F4A7C15UL >> 32) & (_slots.Length - 1);

    private static ulong NotZero(ulong item) => item == 0 ? 1 : item;
}
