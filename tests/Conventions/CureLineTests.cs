using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using SfIntegration.Diagnosis;
using SfIntegration.Http;
using Xunit;

namespace SfIntegration.Conventions.Tests;

/// <summary>The lines that cures name can be run: each begins with a cmdlet of ours, and its parameters are that cmdlet's.</summary>
public class CureLineTests
{
    /// <summary>Cmdlets that are being written beside this table. A name is taken off as soon as its cmdlet is there.</summary>
    internal static readonly HashSet<string> ToCome = [];

    private static readonly Dictionary<string, Type> s_cmdlets = Product.CmdletClasses.ToDictionary(Product.CommandName);

    [Fact]
    public void A_cmdlet_that_has_come_is_not_awaited_any_more() => Assert.DoesNotContain(ToCome, s_cmdlets.ContainsKey);

    public static TheoryData<string> Lines => new(ErrorCures.Cmdlets
        .Concat(LoginStatuses.All.Select(s => s.What.Cmdlet).OfType<string>())
        .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_names_a_cmdlet_of_the_module_and_its_parameters(string line)
    {
        var name = line.Split(' ')[0];
        if (!s_cmdlets.TryGetValue(name, out var cmdlet))
        {
            Assert.Contains(name, ToCome);
            return;
        }

        var parameters = Product.Parameters(cmdlet).Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.All(Regex.Matches(line, @"(?<= )-([A-Za-z]+)").Select(m => m.Groups[1].Value), p => Assert.Contains(p, parameters));
    }
}
