using System.Net;
using SfIntegration.Practice.Auth;

namespace SfIntegration.Practice.Metadata.Types;

/// <summary>Which address ranges a profile, an app or the org takes (MD:profile, loginIpRanges).</summary>
internal static class AddressRanges
{
    /// <summary>Why a range is refused, or null. IPv4 addresses lie in the IPv4-mapped block of IPv6, and a range may not straddle it.</summary>
    public static string? Refusal(string start, string end)
    {
        if (AddressRange.Bytes(start) is not { } first)
        {
            return $"Invalid IP address: {start}";
        }

        if (AddressRange.Bytes(end) is not { } last)
        {
            return $"Invalid IP address: {end}";
        }

        return IsMapped(first) != IsMapped(last) ? $"An IP address range can't include addresses both inside and outside of the IPv4-mapped IPv6 address space: {start} - {end}"
            : AddressRange.Compare(first, last) > 0 ? $"The start address must not be greater than the end address: {start} - {end}"
            : null;
    }

    private static bool IsMapped(byte[] address) => new IPAddress(address).IsIPv4MappedToIPv6;
}
