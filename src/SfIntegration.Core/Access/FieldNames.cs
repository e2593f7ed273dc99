using System;
using System.Collections.Generic;

namespace SfIntegration.Access;

/// <summary>
/// Every field name this process has met, each once and numbered from 0: what rows and bit sets refer to. Names that differ only
/// in case are one, spelled as first met. Safe from any thread.
/// </summary>
internal sealed class FieldNames
{
    private readonly object _gate = new();
    private readonly Dictionary<(string, string), int> _numbers = new(new PairComparer());
    private volatile (string SobjectType, string Field)[] _names = new (string, string)[1024];
    private int _count;

    /// <summary>The table of the process.</summary>
    public static FieldNames Shared { get; } = new();

    /// <summary>How many names there are; numbers go up to one less.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    /// <summary>The object and the field, unqualified.</summary>
    public (string SobjectType, string Field) this[int number] => _names[number];

    /// <summary>The number of a field, a new one where it was never met.</summary>
    public int Number(string sobjectType, string field)
    {
        lock (_gate)
        {
            if (_numbers.TryGetValue((sobjectType, field), out var known))
            {
                return known;
            }

            if (_count == _names.Length)
            {
                var wider = new (string, string)[_count * 2];
                Array.Copy(_names, wider, _count);
                _names = wider;
            }

            var name = (string.Intern(sobjectType), string.Intern(field));
            _names[_count] = name;
            _numbers[name] = _count;
            return _count++;
        }
    }

    /// <summary>The number of a field, or -1 where it was never met.</summary>
    public int Find(string sobjectType, string field)
    {
        lock (_gate)
        {
            return _numbers.TryGetValue((sobjectType, field), out var known) ? known : -1;
        }
    }

    private sealed class PairComparer : IEqualityComparer<(string, string)>
    {
        public bool Equals((string, string) x, (string, string) y) =>
            StringComparer.OrdinalIgnoreCase.Equals(x.Item2, y.Item2) && StringComparer.OrdinalIgnoreCase.Equals(x.Item1, y.Item1);

        public int GetHashCode((string, string) pair) =>
            unchecked((StringComparer.OrdinalIgnoreCase.GetHashCode(pair.Item1) * 397) ^ StringComparer.OrdinalIgnoreCase.GetHashCode(pair.Item2));
    }
}
