using System.Collections.Generic;
using System.Linq;
using SfIntegration.Harden.Login;
using Xunit;

namespace SfIntegration.Unit.Tests.Harden;

/// <summary>What of a password policy is looser than ours.</summary>
public sealed class PasswordPolicyTests
{
    [Fact]
    public void Without_a_policy_every_element_is_looser_than_ours()
    {
        var looser = PasswordPolicy.Looser(null);
        Assert.Equal(10, looser.Count);
        Assert.Equal(("minimumPasswordLength", "50"), (looser[0].Element, looser[0].Value));
        Assert.Equal("true", looser.Single(d => d.Element == "minimumPasswordLifetime").Value);
    }

    [Theory]
    [InlineData("passwordExpiration", "30", true)]
    [InlineData("passwordExpiration", "180", false)]
    [InlineData("passwordExpiration", "0", false)]
    [InlineData("lockoutInterval", "0", true)]
    [InlineData("lockoutInterval", "30", false)]
    [InlineData("maxLoginAttempts", "0", false)]
    [InlineData("passwordComplexity", "5", false)]
    [InlineData("minimumPasswordLifetime", "false", false)]
    [InlineData("forgotPasswordRedirect", "true", false)]
    public void Only_what_is_as_strict_or_stricter_stays(string element, string value, bool stays)
    {
        var elements = PasswordPolicyDefaults.All.ToDictionary(d => d.Element, d => d.Value);
        elements[element] = value;
        Assert.Equal(stays ? [] : new[] { element }, PasswordPolicy.Looser(new PasswordPolicy("x", elements)).Select(d => d.Element));
    }

    [Fact]
    public void A_flag_that_is_not_told_is_off() =>
        Assert.Equal(("false", (string?)null), (new PasswordPolicy("x", new Dictionary<string, string>()).Value("obscure"), new PasswordPolicy("x", new Dictionary<string, string>()).Value("passwordHistory")));

    [Fact]
    public void Ours_is_named_as_Setup_begins_a_name() => Assert.Equal("Integ_Orders_Returns_profilePasswordPolicy", PasswordPolicy.NameFor("Integ Orders & Returns"));
}
