using System.Linq;

namespace SfIntegration.Access.Covering;

/// <summary>A set of small numbers.</summary>
internal sealed class Bits
{
    private readonly ulong[] _words;

    public Bits(int length)
    {
        Length = length;
        _words = new ulong[(length + 63) / 64];
    }

    private Bits(int length, ulong[] words)
    {
        Length = length;
        _words = words;
    }

    /// <summary>One more than the largest number it can hold.</summary>
    public int Length { get; }

    public int Words => _words.Length;

    public bool IsEmpty => _words.All(w => w == 0);

    public int Count => _words.Sum(Ones);

    public bool this[int number] => (_words[number / 64] & (1UL << (number % 64))) != 0;

    public Bits Copy() => new(Length, (ulong[])_words.Clone());

    public void Add(int number) => _words[number / 64] |= 1UL << (number % 64);

    public void Add(Bits other)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            _words[i] |= other._words[i];
        }
    }

    public void Remove(Bits other)
    {
        for (var i = 0; i < _words.Length; i++)
        {
            _words[i] &= ~other._words[i];
        }
    }

    /// <summary>How many numbers both have.</summary>
    public int CountIn(Bits other)
    {
        var count = 0;
        for (var i = 0; i < _words.Length; i++)
        {
            count += Ones(_words[i] & other._words[i]);
        }

        return count;
    }

    // netstandard2.0 has no PopCount.
    private static int Ones(ulong word)
    {
        word -= (word >> 1) & 0x5555555555555555UL;
        word = (word & 0x3333333333333333UL) + ((word >> 2) & 0x3333333333333333UL);
        return (int)unchecked((((word + (word >> 4)) & 0x0F0F0F0F0F0F0F0FUL) * 0x0101010101010101UL) >> 56);
    }
}
