using System.Linq;
using SfIntegration.Harden.Login;
using Xunit;

namespace SfIntegration.Unit.Tests.Harden;

/// <summary>Address ranges as people write them, as Salesforce takes them, and back.</summary>
public sealed class AddressRangesTests
{
    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9", "203.0.113.9", 32)]
    [InlineData("203.0.113.0/24", "203.0.113.0", "203.0.113.255", 24)]
    [InlineData("0.0.0.0/0", "0.0.0.0", "255.255.255.255", 0)]
    [InlineData("203.0.113.1-203.0.113.3", "203.0.113.1", "203.0.113.3", 30)]
    [InlineData("203.0.113.0-203.0.114.0", "203.0.113.0", "203.0.114.0", 23)]
    [InlineData("10.0.0.0-10.1.255.254", "10.0.0.0", "10.1.255.254", 15)]
    [InlineData("2001:db8::/48", "2001:db8::", "2001:db8:0:ffff:ffff:ffff:ffff:ffff", 48)]
    [InlineData("2001:DB8::1", "2001:db8::1", "2001:db8::1", 128)]
    [InlineData("::ffff:203.0.113.0/120", "203.0.113.0", "203.0.113.255", 24)]
    public void A_range_has_a_first_and_a_last_address_and_a_width(string text, string first, string last, int prefix)
    {
        var (range, mistake) = AddressRanges.Parse(text);
        Assert.Null(mistake);
        Assert.Equal((first, last, prefix), (range!.First, range.Last, range.Prefix));
    }

    [Theory]
    [InlineData("")]
    [InlineData("203.0.113")]
    [InlineData("203.0.113.010")]
    [InlineData("203.0.113.1/24")]
    [InlineData("203.0.113.0/33")]
    [InlineData("203.0.113.9-203.0.113.1")]
    [InlineData("203.0.113.1-2001:db8::1")]
    [InlineData("::/0")]
    [InlineData("::ffff:0:0-::1:0:0:0")]
    [InlineData("::1-::ffff:1.2.3.4")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[2001:db8::1]")]
    [InlineData("1")]
    public void What_Salesforce_would_not_take_is_refused_with_what_would_be_right(string text)
    {
        var (range, mistake) = AddressRanges.Parse(text);
        Assert.Null(range);
        Assert.NotEmpty(mistake!);
    }

    [Fact]
    public void Overlapping_and_neighbouring_ranges_become_one_and_families_stay_apart() => Assert.Equal(
        "198.51.100.7, 203.0.113.0/24, 2001:db8::/47",
        AddressRanges.Words(AddressRanges.Of(["203.0.113.128/25", "2001:db8:1::/48", "203.0.113.0/25", "203.0.113.5", "198.51.100.7", "2001:db8::/48"])));

    [Fact]
    public void Neighbours_on_the_two_sides_of_the_mapped_block_stay_two_ranges() =>
        Assert.Equal(2, AddressRanges.Of(["::fffe:ffff:ffff", "::ffff:0:0"]).Count);

    [Fact]
    public void Every_address_means_no_restriction_and_only_every_address_does()
    {
        Assert.Empty(AddressRanges.Meaning(AddressRanges.Everything));
        Assert.Empty(AddressRanges.Meaning(AddressRanges.Everything.Concat(AddressRanges.Of(["203.0.113.0/24"]))));
        Assert.Equal("0.0.0.0/0", AddressRanges.Words(AddressRanges.Meaning(AddressRanges.Of(["0.0.0.0/0"]))));
        Assert.All(AddressRanges.Everything, r => Assert.Equal(r, AddressRanges.Parse($"{r.First}-{r.Last}").Range));
    }

    [Theory]
    [InlineData("203.0.113.0", true)]
    [InlineData("203.0.113.255", true)]
    [InlineData("203.0.114.0", false)]
    [InlineData("::ffff:203.0.113.9", true)]
    [InlineData("2001:db8::5", true)]
    [InlineData("2001:db9::5", false)]
    [InlineData("Salesforce.com IP", false)]
    [InlineData("", false)]
    public void An_address_lies_in_a_range_or_does_not(string address, bool inside) =>
        Assert.Equal(inside, AddressRanges.Contains(AddressRanges.Of(["203.0.113.0/24", "2001:db8::/32"]), address));
}
