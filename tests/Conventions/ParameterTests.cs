using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using Xunit;

namespace SfIntegration.Conventions.Tests;

/// <summary>Nouns, what completes, and the ids under which scripts know errors.</summary>
public class ParameterTests
{
    /// <summary>Parameters that name something an org, a snapshot or this process has a list of.</summary>
    private static readonly HashSet<string> s_listed =
    [
        "ApexClass", "App", "AppName", "CustomPermission", "EventType", "Field", "License", "Org", "Page", "PermissionSet", "PermissionSetLicense",
        "ProfileName", "SobjectType", "SystemPermission", "Username",
    ];

    /// <summary>The name is one that nothing has yet, or there is no connection yet to ask through.</summary>
    private static readonly HashSet<string> s_new =
    [
        "Connect-SfOrg -Username", "ConvertTo-SfPermissionSet -PermissionSet", "New-SfAccessScope -Username", "New-SfApp -AppName",
        "New-SfIntegrationUser -Username", "New-SfPermissionSet -PermissionSet", "Test-SfConnection -Username",
    ];

    public static TheoryData<Type> All => new(Product.CmdletClasses);

    [Theory]
    [MemberData(nameof(All))]
    public void A_noun_is_singular(Type cmdlet) =>
        Assert.True(!Product.Noun(cmdlet).EndsWith('s') || Product.Noun(cmdlet).EndsWith("ss", StringComparison.Ordinal), $"{Product.CommandName(cmdlet)} names several.");

    [Theory]
    [MemberData(nameof(All))]
    public void A_parameter_that_names_what_an_org_has_is_completed(Type cmdlet)
    {
        foreach (var parameter in Product.Parameters(cmdlet).Where(p => s_listed.Contains(p.Name)))
        {
            var name = $"{Product.CommandName(cmdlet)} -{parameter.Name}";
            var completes = Product.Data<ArgumentCompleterAttribute>(parameter).Any();

            Assert.True(completes != s_new.Contains(name), completes ? $"{name} is completed and need not be excused." : $"{name} lacks [ArgumentCompleter].");
        }
    }

    [Fact]
    public void What_is_excused_from_completion_exists() =>
        Assert.Empty(s_new.Except(Product.CmdletClasses.SelectMany(c => Product.Parameters(c).Select(p => $"{Product.CommandName(c)} -{p.Name}"))));

    [Fact]
    public void An_error_id_begins_with_Sf_and_is_one_word()
    {
        var files = Product.SourceFiles().Where(f => Product.Relative(f).StartsWith("src/SfIntegration.Cmdlets/", StringComparison.Ordinal)).ToList();
        var ids = files.SelectMany(f => Regex.Matches(File.ReadAllText(f), @"new (?:CmdletError|ErrorRecord)\(\s*(?:error,\s*)?""(?<id>[^""]*)""")
            .Select(m => (Id: m.Groups["id"].Value, File: Product.Relative(f)))).ToList();

        Assert.True(ids.Count > 100, $"Only {ids.Count} errors were found.");
        Assert.DoesNotContain(ids, i => !Regex.IsMatch(i.Id, @"^Sf([A-Z]\w*\.?)?$"));
    }
}
