using System.Linq;
using System.Net;
using System.Net.Sockets;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Auth;

/// <summary>A range of IPv4 or IPv6 addresses, both ends among them (facts §5.1).</summary>
internal static class AddressRange
{
    /// <summary>The address lies in the range. An IPv4 address is the same mapped into IPv6; what is no address lies nowhere.</summary>
    public static bool Contains(string? start, string? end, string? address)
    {
        var (low, high, at) = (Bytes(start), Bytes(end), Bytes(address));
        return low is not null && high is not null && at is not null && Compare(low, at) <= 0 && Compare(at, high) <= 0;
    }

    /// <summary>The row's columns are a range around the address.</summary>
    public static bool Contains(Row row, string startColumn, string endColumn, string address) =>
        Contains(row.Text(startColumn), row.Text(endColumn), address);

    /// <summary>An address as 16 bytes, IPv4 mapped into IPv6; null when it is none.</summary>
    public static byte[]? Bytes(string? text)
    {
        // "10.1" and "0x7f000001" are addresses to the parser, not to Salesforce.
        var isV4 = text is not null && text.Count(c => c == '.') == 3 && text.All(c => c is '.' or >= '0' and <= '9');
        var isV6 = text is not null && text.IndexOf(':') >= 0 && text.IndexOf('%') < 0 && text.IndexOf('[') < 0;
        return (isV4 || isV6) && IPAddress.TryParse(text, out var address)
            ? (address.AddressFamily == AddressFamily.InterNetwork ? address.MapToIPv6() : address).GetAddressBytes()
            : null;
    }

    /// <summary>Orders addresses of <see cref="Bytes"/>.</summary>
    public static int Compare(byte[] a, byte[] b)
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
