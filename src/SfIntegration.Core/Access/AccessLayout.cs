using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Access;

/// <summary>
/// Where each thing lies in the bit vectors of an <see cref="AccessMatrix"/>. One vector holds everything a container or a user
/// has, so that adding up is one OR over words: fields to read and fields to edit (a bit each, the fields of an object side by
/// side), objects (a byte of flags each), system permissions, setup entities, tabs available and tabs visible (a bit each).
/// </summary>
internal sealed class AccessLayout
{
    private const int Bits = 64;
    private const int FlagsPerWord = 8;

    private readonly int[] _positionOf;
    private readonly int[] _numberAt;
    private readonly Dictionary<string, int> _objects = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (int First, int Count)> _fieldsOf = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _system = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _entities = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _tabs = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The layout for everything that these containers name.</summary>
    public AccessLayout(IReadOnlyCollection<Container> containers)
    {
        Number(_objects, containers.SelectMany(c => c.Objects).Select(o => o.SobjectType).Prepend(EffectiveRows.EveryObject));
        Number(_system, containers.SelectMany(c => c.SystemPermissions));
        Number(_entities, containers.SelectMany(c => c.SetupEntities).Select(e => e.EntityId));
        Number(_tabs, containers.SelectMany(c => c.Tabs).Select(t => t.Name));
        var seen = Seen(containers);
        _numberAt = seen.OrderBy(n => FieldNames.Shared[n].SobjectType, StringComparer.OrdinalIgnoreCase).ThenBy(n => n).ToArray();
        _positionOf = Positions(_numberAt);
        for (var i = 0; i < _numberAt.Length; i++)
        {
            var sobjectType = FieldNames.Shared[_numberAt[i]].SobjectType;
            _fieldsOf[sobjectType] = _fieldsOf.TryGetValue(sobjectType, out var range) ? (range.First, range.Count + 1) : (i, 1);
        }

        EditAt = Words(_numberAt.Length);
        ObjectsAt = EditAt + Words(_numberAt.Length);
        SystemAt = ObjectsAt + ((_objects.Count + FlagsPerWord - 1) / FlagsPerWord);
        EntitiesAt = SystemAt + Words(_system.Count);
        AvailableAt = EntitiesAt + Words(_entities.Count);
        VisibleAt = AvailableAt + Words(_tabs.Count);
        Length = VisibleAt + Words(_tabs.Count);
    }

    /// <summary>The words of one vector.</summary>
    public int Length { get; }

    /// <summary>How many fields there are; positions go up to one less.</summary>
    public int FieldCount => _numberAt.Length;

    public IEnumerable<string> Objects => _objects.Keys;

    public IEnumerable<string> SystemPermissions => _system.Keys;

    public IEnumerable<string> SetupEntities => _entities.Keys;

    public IEnumerable<string> Tabs => _tabs.Keys;

    /// <summary>The word at which the fields to edit begin; those to read begin at 0.</summary>
    public int EditAt { get; }

    public int ObjectsAt { get; }

    public int SystemAt { get; }

    public int EntitiesAt { get; }

    public int AvailableAt { get; }

    public int VisibleAt { get; }

    /// <summary>The object and field at a position.</summary>
    public (string SobjectType, string Field) FieldAt(int position) => FieldNames.Shared[_numberAt[position]];

    /// <summary>The position of a field by its number in <see cref="FieldNames"/>, or -1 where no container names it.</summary>
    public int FieldPosition(int number) => (uint)number < (uint)_positionOf.Length ? _positionOf[number] : -1;

    /// <summary>The positions of an object's fields.</summary>
    public (int First, int Count) FieldsOf(string sobjectType) => _fieldsOf.TryGetValue(sobjectType, out var range) ? range : (0, 0);

    public int ObjectPosition(string sobjectType) => _objects.TryGetValue(sobjectType, out var position) ? position : -1;

    public int SystemPosition(string name) => _system.TryGetValue(name, out var position) ? position : -1;

    public int EntityPosition(string entityId) => _entities.TryGetValue(entityId, out var position) ? position : -1;

    public int TabPosition(string name) => _tabs.TryGetValue(name, out var position) ? position : -1;

    /// <summary>Sets a bit; one below 0 means a name that is in no container, which would be a mistake of ours.</summary>
    public static void Set(ulong[] words, int start, int bit) => words[bit < 0 ? throw new ArgumentOutOfRangeException(nameof(bit)) : start + (bit / Bits)] |= 1UL << (bit % Bits);

    public static bool Has(ulong[] words, int start, int bit) => bit >= 0 && (words[start + (bit / Bits)] & (1UL << (bit % Bits))) != 0;

    /// <summary>Sets a run of bits, whole words at a time.</summary>
    public static void SetRun(ulong[] words, int start, int first, int count)
    {
        for (var bit = first; bit < first + count;)
        {
            if (bit % Bits == 0 && first + count - bit >= Bits)
            {
                words[start + (bit / Bits)] = ulong.MaxValue;
                bit += Bits;
            }
            else
            {
                Set(words, start, bit++);
            }
        }
    }

    public static void AddFlags(ulong[] words, int start, int position, byte flags) => words[start + (position / FlagsPerWord)] |= (ulong)flags << (position % FlagsPerWord * 8);

    public static byte Flags(ulong[] words, int start, int position) => position < 0 ? (byte)0 : (byte)(words[start + (position / FlagsPerWord)] >> (position % FlagsPerWord * 8));

    /// <summary>How many bits of a word are set. The runtime's own is not in netstandard2.0.</summary>
    public static int Count(ulong word)
    {
        word -= (word >> 1) & 0x5555555555555555UL;
        word = (word & 0x3333333333333333UL) + ((word >> 2) & 0x3333333333333333UL);
        return (int)(unchecked(((word + (word >> 4)) & 0x0F0F0F0F0F0F0F0FUL) * 0x0101010101010101UL) >> 56);
    }

    private static int Words(int bits) => (bits + Bits - 1) / Bits;

    private static void Number(Dictionary<string, int> numbers, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (!numbers.ContainsKey(name))
            {
                numbers[name] = numbers.Count;
            }
        }
    }

    /// <summary>The numbers of the fields that any container names, each once.</summary>
    private static IEnumerable<int> Seen(IReadOnlyCollection<Container> containers)
    {
        // Numbers are given first, so that the table's count is final for what is here.
        var numbered = containers.Where(c => c.Fields is not PackedFieldGrants).SelectMany(c => c.Fields).Select(f => FieldNames.Shared.Number(f.SobjectType, f.Field)).ToList();
        var seen = new bool[FieldNames.Shared.Count];
        numbered.ForEach(n => seen[n] = true);
        foreach (var packed in containers.Select(c => c.Fields).OfType<PackedFieldGrants>())
        {
            for (var i = 0; i < packed.Count; i++)
            {
                seen[packed.NameAt(i)] = true;
            }
        }

        return Enumerable.Range(0, seen.Length).Where(n => seen[n]);
    }

    private static int[] Positions(int[] numberAt)
    {
        var positions = Enumerable.Repeat(-1, numberAt.Length == 0 ? 0 : numberAt.Max() + 1).ToArray();
        for (var i = 0; i < numberAt.Length; i++)
        {
            positions[numberAt[i]] = i;
        }

        return positions;
    }
}
