using System;
using SfIntegration.Http;
using Xunit;

namespace SfIntegration.Unit.Tests.Http;

public sealed class RetryPolicyTests
{
    [Theory]
    [InlineData(nameof(FailureKind.Final), true, false)]
    [InlineData(nameof(FailureKind.NotSent), false, true)]
    [InlineData(nameof(FailureKind.Refused), false, true)]
    [InlineData(nameof(FailureKind.Ambiguous), false, false)]
    [InlineData(nameof(FailureKind.Ambiguous), true, true)]
    public void Only_what_cannot_have_been_done_or_may_be_done_twice_is_repeated(string kind, bool repeatable, bool repeats) =>
        Assert.Equal(repeats, new RetryPolicy().DelayAfter(Enum.Parse<FailureKind>(kind), repeatable, 1, null) is not null);

    [Fact]
    public void Waits_grow_stay_between_floor_and_ceiling_and_end()
    {
        foreach (var jitter in new[] { 0.0, 0.5, 1.0 })
        {
            var policy = new RetryPolicy(() => jitter) { MaxAttempts = 30 };
            var last = TimeSpan.Zero;
            for (var attempt = 1; attempt < 30; attempt++)
            {
                var wait = policy.DelayAfter(FailureKind.Refused, false, attempt, null)!.Value;
                Assert.InRange(wait, policy.Floor, policy.Ceiling);
                Assert.True(wait >= last);
                last = wait;
            }

            Assert.Null(policy.DelayAfter(FailureKind.Refused, false, 30, null));
        }
    }

    [Fact]
    public void What_the_server_asks_for_is_honoured_up_to_a_minute()
    {
        var policy = new RetryPolicy(() => 0);
        Assert.Equal(TimeSpan.FromSeconds(45), policy.DelayAfter(FailureKind.Refused, false, 1, TimeSpan.FromSeconds(45)));
        Assert.True(policy.DelayAfter(FailureKind.Refused, false, 1, TimeSpan.FromTicks(1)) >= policy.Floor);
        Assert.Null(policy.DelayAfter(FailureKind.Refused, false, 1, TimeSpan.FromSeconds(61)));
    }
}
