using System;
using SfIntegration.Proof;
using SfIntegration.Rules;
using Xunit;

namespace SfIntegration.Unit.Tests.Proof;

/// <summary>One sign-in after the doors closed: right, wrong, or not to be told.</summary>
public sealed class DoorVerdictTests
{
    private const string Refusal = "invalid_grant: ip restricted or invalid login hours";

    [Theory]
    [InlineData("203.0.113.9", null, "Success", Outcome.Pass)]
    [InlineData("198.51.100.1", null, "Success", Outcome.Fail)]
    [InlineData("198.51.100.1", Refusal, "Restricted IP", Outcome.Pass)]
    [InlineData("198.51.100.1", Refusal, "RESTRICTED ip", Outcome.Pass)]
    [InlineData("203.0.113.9", Refusal, "Restricted IP", Outcome.Fail)]
    [InlineData("203.0.113.9", Refusal, "Restricted time", Outcome.Pass)]
    [InlineData("198.51.100.1", Refusal, "Restricted time", Outcome.Pass)]
    [InlineData("198.51.100.1", "user is inactive", "User is inactive", Outcome.Fail)]
    [InlineData(null, Refusal, "Restricted IP", Outcome.NotAssessed)]
    [InlineData("198.51.100.1", Refusal, null, Outcome.NotAssessed)]
    [InlineData(null, null, null, Outcome.NotAssessed)]
    public void With_addresses_and_hours_in_the_scope(string? address, string? refusal, string? status, Outcome outcome) =>
        Assert.Equal(outcome, DoorVerdict.Of(namesHours: true, a => a.StartsWith("203.0.113.", StringComparison.Ordinal), refusal, address, status).Outcome);

    [Theory]
    [InlineData(null, "Success", Outcome.Pass)]
    [InlineData(Refusal, "Restricted time", Outcome.Pass)]
    [InlineData(Refusal, "Restricted IP", Outcome.Fail)]
    public void With_hours_alone_an_address_is_no_reason_to_refuse(string? refusal, string status, Outcome outcome) =>
        Assert.Equal(outcome, DoorVerdict.Of(namesHours: true, isInside: null, refusal, "198.51.100.1", status).Outcome);

    [Fact]
    public void With_addresses_alone_the_hour_is_no_reason_to_refuse()
    {
        var (outcome, message) = DoorVerdict.Of(namesHours: false, _ => true, Refusal, "203.0.113.9", "Restricted time");
        Assert.Equal(Outcome.Fail, outcome);
        Assert.Contains("Restricted time", message, StringComparison.Ordinal);
    }
}
