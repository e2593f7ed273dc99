using System;
using SfIntegration.Http;
using Xunit;

namespace SfIntegration.Unit.Tests.Http;

public sealed class VersionDiscoveryTests
{
    [Theory]
    [InlineData("65.0,66.0,68.0", null, "66.0")]
    [InlineData("64.0,65.0", null, "65.0")]
    [InlineData("67.0,68.0,69.0", null, "68.0")]
    [InlineData("9.0,31.0", null, "31.0")]
    [InlineData("65.0,66.0,68.0", "68", "68.0")]
    [InlineData("65.0,66.0,68.0", "v65.0", "65.0")]
    public void The_requested_else_the_preferred_else_the_newest_both_know(string offered, string? requested, string picked) =>
        Assert.Equal(picked, VersionDiscovery.Pick(offered.Split(','), requested, "h"));

    [Theory]
    [InlineData("", null)]
    [InlineData("x,,", null)]
    [InlineData("69.0,70.0", null)]
    [InlineData("66.0", "67.0")]
    [InlineData("66.0", "latest")]
    [InlineData("66.0", "-66")]
    [InlineData("66.0", "")]
    public void What_cannot_be_had_is_refused_with_a_cure(string offered, string? requested) =>
        Assert.NotNull(Assert.ThrowsAny<SfException>(() => VersionDiscovery.Pick(offered.Split(','), requested, "h")).Cure);
}
