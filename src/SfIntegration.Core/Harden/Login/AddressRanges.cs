using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Numerics;
using SfIntegration.Scope.Reading;

namespace SfIntegration.Harden.Login;

/// <summary>Lists of address ranges: read, merged, compared. Pure.</summary>
internal static class AddressRanges
{
    // ::ffff:0:0/96 holds the IPv4 addresses; a range may lie inside or outside of it, not across its edge (MD:profile, loginIpRanges).
    private static readonly BigInteger s_mappedFirst = new BigInteger(0xFFFF) << 32;
    private static readonly BigInteger s_mappedLast = (new BigInteger(0x10000) << 32) - 1;
    private static readonly BigInteger s_last4 = (BigInteger.One << 32) - 1;
    private static readonly BigInteger s_last6 = (BigInteger.One << 128) - 1;

    /// <summary>
    /// Every address there is. A profile file without ranges leaves those that are there (facts §5.1), so this is how a restriction is lifted.
    /// </summary>
    public static IReadOnlyList<AddressRange> Everything { get; } = new[]
    {
        new AddressRange(0, s_last4, false),
        new AddressRange(0, s_mappedFirst - 1, true),
        new AddressRange(s_mappedLast + 1, s_last6, true),
    };

    /// <summary>A range as people write it: 203.0.113.9, 203.0.113.0/24, 203.0.113.1-203.0.113.9; null and what is wrong otherwise.</summary>
    public static (AddressRange? Range, string? Mistake) Parse(string text)
    {
        text = text.Trim();
        if (NetworkRange.Mistake(text) is { } mistake)
        {
            return (null, mistake);
        }

        var slash = text.IndexOf('/');
        var dash = text.IndexOf('-');
        var first = IPAddress.Parse(slash > 0 ? text.Substring(0, slash) : dash > 0 ? text.Substring(0, dash).Trim() : text);
        var isIPv6 = AddressRange.IsIPv6Address(first);
        var start = AddressRange.Number(first);
        var end = slash > 0 ? start + (BigInteger.One << ((isIPv6 ? 128 : 32) - int.Parse(text.Substring(slash + 1), CultureInfo.InvariantCulture))) - 1
            : dash > 0 ? AddressRange.Number(IPAddress.Parse(text.Substring(dash + 1).Trim()))
            : start;
        var range = new AddressRange(start, end, isIPv6);
        return Straddles(range)
            ? (null, "the range lies across the edge of ::ffff:0:0/96, which holds the IPv4 addresses, and Salesforce refuses that: write two ranges")
            : (Unmapped(range), null);
    }

    /// <summary>Ranges that a scope names; the reader has checked each, so a mistake here is one of ours.</summary>
    public static IReadOnlyList<AddressRange> Of(IEnumerable<string> texts) =>
        Merge(texts.Select(t => Parse(t) is { Range: { } range } ? range : throw new FormatException($"'{t}' is no address range.")));

    /// <summary>Overlapping and neighbouring ranges as one; IPv4 first, each family in order. Ranges of the two sides of the mapped block stay apart.</summary>
    public static IReadOnlyList<AddressRange> Merge(IEnumerable<AddressRange> ranges)
    {
        var merged = new List<AddressRange>();
        foreach (var range in ranges.OrderBy(r => r.IsIPv6).ThenBy(r => r.FirstNumber).ThenBy(r => r.LastNumber))
        {
            var before = merged.LastOrDefault();
            if (before is not null && before.IsIPv6 == range.IsIPv6 && range.FirstNumber <= before.LastNumber + 1)
            {
                var together = new AddressRange(before.FirstNumber, BigInteger.Max(before.LastNumber, range.LastNumber), range.IsIPv6);
                if (!Straddles(together))
                {
                    merged[merged.Count - 1] = together;
                    continue;
                }
            }

            merged.Add(range);
        }

        return merged;
    }

    /// <summary>What a profile's ranges mean: none where they hold every address.</summary>
    public static IReadOnlyList<AddressRange> Meaning(IEnumerable<AddressRange> ranges)
    {
        var merged = Merge(ranges);
        return Same(merged, Everything) ? Array.Empty<AddressRange>() : merged;
    }

    public static bool Same(IReadOnlyList<AddressRange> a, IReadOnlyList<AddressRange> b) => Merge(a).SequenceEqual(Merge(b));

    /// <summary>The address lies in one of the ranges. A mapped address (::ffff:1.2.3.4) is looked for as what it maps, too. What is no address lies in none.</summary>
    public static bool Contains(IEnumerable<AddressRange> ranges, string address)
    {
        if (!IPAddress.TryParse(address, out var parsed))
        {
            return false;
        }

        bool In(IPAddress a) => ranges.Any(r => r.IsIPv6 == AddressRange.IsIPv6Address(a) && r.FirstNumber <= AddressRange.Number(a) && AddressRange.Number(a) <= r.LastNumber);
        return In(parsed) || (parsed.IsIPv4MappedToIPv6 && In(parsed.MapToIPv4()));
    }

    /// <summary>"203.0.113.0/24, 198.51.100.7", or "every address".</summary>
    public static string Words(IReadOnlyCollection<AddressRange> ranges) => ranges.Count == 0 ? "every address" : string.Join(", ", ranges);

    /// <summary>A range inside the mapped block is a range of IPv4 addresses, however it is written.</summary>
    private static AddressRange Unmapped(AddressRange range) => range.IsIPv6 && range.FirstNumber >= s_mappedFirst && range.LastNumber <= s_mappedLast
        ? new AddressRange(range.FirstNumber - s_mappedFirst, range.LastNumber - s_mappedFirst, false)
        : range;

    private static bool Straddles(AddressRange range) => range.IsIPv6
        && ((range.FirstNumber < s_mappedFirst && range.LastNumber >= s_mappedFirst) || (range.FirstNumber <= s_mappedLast && range.LastNumber > s_mappedLast));
}
