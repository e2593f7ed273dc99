using System.Net;
using System.Net.Sockets;

namespace SfIntegration.Activity.Measure;

/// <summary>The network of an address: wide enough that a site keeps its block, narrow enough that another one has its own.</summary>
internal static class AddressBlocks
{
    /// <summary>203.0.113.0/24 or 2001:db8:1::/48; a text that is no address ("Salesforce.com IP", facts §6.4) as it is.</summary>
    public static string Of(string text)
    {
        var trimmed = text.Trim();
        if (!IPAddress.TryParse(trimmed, out var address) || !LooksWhole(trimmed))
        {
            return trimmed;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        var kept = address.AddressFamily == AddressFamily.InterNetwork ? 3 : 6;
        for (var i = kept; i < bytes.Length; i++)
        {
            bytes[i] = 0;
        }

        return new IPAddress(bytes) + (kept == 3 ? "/24" : "/48");
    }

    // "10" and "10.1" are addresses to .NET, too.
    private static bool LooksWhole(string text) => text.IndexOf(':') >= 0 || text.Split('.').Length == 4;
}
