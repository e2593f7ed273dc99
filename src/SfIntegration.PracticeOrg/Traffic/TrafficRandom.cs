namespace SfIntegration.Practice.Traffic;

/// <summary>Numbers that look random and are the same on every runtime (SplitMix64): one stream for each set of keys.</summary>
internal sealed class TrafficRandom
{
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

    private ulong _state;

    public TrafficRandom(int seed, long first, long second)
    {
        _state = (ulong)seed;
        _state = Next() ^ (ulong)first;
        _state = Next() ^ (ulong)second;
    }

    /// <summary>From 0 up to but not including 1.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>From 0 up to but not including a number.</summary>
    public int Below(int count) => (int)(Fraction() * count);

    /// <summary>A request's id as the logs have it: 22 characters.</summary>
    public string RequestId()
    {
        var id = new char[22];
        id[0] = '4';
        var bits = 0UL;
        for (var i = 1; i < id.Length; i++)
        {
            bits = i % 10 == 1 ? Next() : bits >> 6;
            id[i] = Letters[(int)(bits & 63)];
        }

        return new string(id);
    }

    private ulong Next()
    {
        var mixed = _state += 0x9E3779B97F4A7C15UL;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}
