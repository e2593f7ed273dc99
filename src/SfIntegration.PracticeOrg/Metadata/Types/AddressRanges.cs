using System.Linq;
using System.Net;
using System.Net.Sockets;

namespace SfIntegration.Practice.Metadata.Types;

/// <summary>Which address ranges a profile, an app or the org takes (MD:profile, loginIpRanges).</summary>
internal static class AddressRanges
{
    /// <summary>Why a range is refused, or null. IPv4 addresses lie in the IPv4-mapped block of IPv6, and a range may not straddle it.</summary>
    public static string? Refusal(string start, string end)
    {
        if (Bytes(start) is not { } first)
        {
            return $"Invalid IP address: {start}";
        }

        if (Bytes(end) is not { } last)
        {
            return $"Invalid IP address: {end}";
        }

        return IsMapped(first) != IsMapped(last) ? $"An IP address range can't include addresses both inside and outside of the IPv4-mapped IPv6 address space: {start} - {end}"
            : Compare(first, last) > 0 ? $"The start address must not be greater than the end address: {start} - {end}"
            : null;
    }

    private static byte[]? Bytes(string text)
    {
        // "10.1" and "0x7f000001" are addresses to the parser, not to Salesforce.
        var isV4 = text.Count(c => c == '.') == 3 && text.All(c => c is '.' or >= '0' and <= '9');
        var isV6 = text.IndexOf(':') >= 0 && text.IndexOf('%') < 0 && text.IndexOf('[') < 0;
        return (isV4 || isV6) && IPAddress.TryParse(text, out var address)
            ? (address.AddressFamily == AddressFamily.InterNetwork ? address.MapToIPv6() : address).GetAddressBytes()
            : null;
    }

    private static bool IsMapped(byte[] address) => new IPAddress(address).IsIPv4MappedToIPv6;

    private static int Compare(byte[] first, byte[] last)
    {
        for (var i = 0; i < first.Length; i++)
        {
            if (first[i] != last[i])
            {
                return first[i].CompareTo(last[i]);
            }
        }

        return 0;
    }
}
