using System;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;

namespace SfIntegration.Scope.Reading;

/// <summary>Address ranges as a scope writes them: one address, CIDR, or first-last; IPv4 and IPv6. Pure.</summary>
internal static class NetworkRange
{
    /// <summary>Null where the text is a range, else what is wrong and what would be right.</summary>
    public static string? Mistake(string text)
    {
        var slash = text.IndexOf('/');
        if (slash >= 0)
        {
            return CidrMistake(text.Substring(0, slash), text.Substring(slash + 1));
        }

        var dash = text.IndexOf('-');
        if (dash < 0)
        {
            return Address(text) is null ? "write an address, 203.0.113.0/24, or 203.0.113.1-203.0.113.9" : null;
        }

        var first = Address(text.Substring(0, dash).Trim());
        var last = Address(text.Substring(dash + 1).Trim());
        if (first is null || last is null || first.Length != last.Length)
        {
            return "both ends must be addresses of one family, like 203.0.113.1-203.0.113.9";
        }

        return Compare(first, last) > 0 ? "the first address is above the last: swap them" : null;
    }

    private static string? CidrMistake(string address, string prefix)
    {
        var bytes = Address(address);
        if (bytes is null || !int.TryParse(prefix, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) || bits > bytes.Length * 8)
        {
            return "write it like 203.0.113.0/24 or 2001:db8::/48";
        }

        var network = bytes.ToArray();
        for (var i = 0; i < network.Length; i++)
        {
            var keep = Math.Min(8, Math.Max(0, bits - (i * 8)));
            network[i] &= (byte)(0xFF << (8 - keep));
        }

        return network.SequenceEqual(bytes) ? null : $"the address lies inside that range: write {new IPAddress(network)}/{bits}, or the address alone";
    }

    private static byte[]? Address(string text)
    {
        // IPAddress also takes "1", "1.2" and octal parts; a reader of the file does not.
        if (!IPAddress.TryParse(text, out var address) || text.IndexOf('%') >= 0 || text.IndexOf('[') >= 0)
        {
            return null;
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return string.Equals(address.ToString(), text, StringComparison.Ordinal) ? address.GetAddressBytes() : null;
        }

        return address.GetAddressBytes();
    }

    private static int Compare(byte[] a, byte[] b)
    {
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i] != b[i])
            {
                return a[i].CompareTo(b[i]);
            }
        }

        return 0;
    }
}
