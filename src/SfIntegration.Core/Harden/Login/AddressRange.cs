using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace SfIntegration;

/// <summary>Internet addresses from a first to a last one, of one family.</summary>
public sealed record AddressRange
{
    internal AddressRange(BigInteger first, BigInteger last, bool isIPv6)
    {
        FirstNumber = first;
        LastNumber = last;
        IsIPv6 = isIPv6;
    }

    /// <summary>The first address.</summary>
    public string First => Text(FirstNumber);

    /// <summary>The last address.</summary>
    public string Last => Text(LastNumber);

    /// <summary>True for IPv6 addresses.</summary>
    public bool IsIPv6 { get; }

    /// <summary>How wide it is, as the longest prefix that holds as many addresses: 24 for 256 addresses, 23 for 257.</summary>
    public int Prefix
    {
        get
        {
            var bits = 0;
            for (var size = LastNumber - FirstNumber + 1; (BigInteger.One << bits) < size; bits++)
            {
            }

            return Bits - bits;
        }
    }

    internal BigInteger FirstNumber { get; }

    internal BigInteger LastNumber { get; }

    private int Bits => IsIPv6 ? 128 : 32;

    /// <summary>One address, CIDR where the range is one network, else first-last.</summary>
    public override string ToString()
    {
        var size = LastNumber - FirstNumber + 1;
        return size.IsOne ? First : size.IsPowerOfTwo && (FirstNumber % size).IsZero ? $"{First}/{Prefix}" : $"{First}-{Last}";
    }

    internal static BigInteger Number(IPAddress address)
    {
        var number = BigInteger.Zero;
        foreach (var part in address.GetAddressBytes())
        {
            number = (number << 8) + part;
        }

        return number;
    }

    private string Text(BigInteger number)
    {
        var bytes = new byte[Bits / 8];
        for (var i = bytes.Length - 1; i >= 0; i--)
        {
            bytes[i] = (byte)(number & 0xFF);
            number >>= 8;
        }

        return new IPAddress(bytes).ToString();
    }

    internal static bool IsIPv6Address(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6;
}
