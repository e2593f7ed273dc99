using System;
using System.Collections.Generic;
using SfIntegration.Diagnosis;
using SfIntegration.Rules;
using Xunit;

namespace SfIntegration.Unit.Tests.Diagnosis;

public sealed class LicenseJudgementTests
{
    private const string User = "integ@acme.example";

    private static readonly HeldSet s_none = new("0PS1", "Plain_Set", SetBinding.None, null);
    private static readonly HeldSet s_lookAlike = new("0PS2", "Look_Alike", SetBinding.UserLicense, "Salesforce Integration");
    private static readonly HeldSet s_bound = new("0PS3", "Bound_Set", SetBinding.PermissionSetLicense, "Salesforce API Integration");

    [Fact]
    public void With_the_set_licence_the_step_passes_in_either_spelling_of_its_name()
    {
        Assert.Equal(Outcome.Pass, LicenseJudgement.Licenses(Side("Salesforce Integration", ("SalesforceAPIIntegrationPSL", ""))).Outcome);
        Assert.Equal(Outcome.Pass, LicenseJudgement.Licenses(Side("salesforce integration", ("Other", "Salesforce API Integration"))).Outcome);
        Assert.Equal(Outcome.Pass, LicenseJudgement.Licenses(Side("Salesforce")).Outcome);
    }

    [Fact]
    public void A_set_with_licence_None_and_no_set_licence_is_told_as_just_that()
    {
        var step = LicenseJudgement.Licenses(Side("Salesforce Integration", [s_none]));

        Assert.Equal(Outcome.Fail, step.Outcome);
        Assert.Contains("Plain_Set has the licence \"None\"", step.Cause, StringComparison.Ordinal);
        Assert.Contains("assigned first", step.Cause, StringComparison.Ordinal);
        Assert.Equal($"Grant-SfPermissionSetLicense SalesforceAPIIntegrationPsl -Username {User}", step.Cmdlet);
    }

    [Fact]
    public void The_look_alike_licence_is_told_apart_from_the_missing_one()
    {
        var step = LicenseJudgement.Licenses(Side("Salesforce Integration", [s_none, s_lookAlike]));

        Assert.Equal(Outcome.Fail, step.Outcome);
        Assert.Contains("Look_Alike is bound to the user licence Salesforce Integration, which looks like", step.Cause, StringComparison.Ordinal);
        Assert.StartsWith("New-SfPermissionSet", step.Cmdlet, StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_not_be_read_is_not_assessed_and_says_why()
    {
        var closed = LicenseJudgement.Licenses(new UserSide { Username = User, License = "Salesforce Integration", NotRead = "integ lacks View Setup" });
        Assert.Equal(Outcome.NotAssessed, closed.Outcome);
        Assert.Contains("lacks View Setup", closed.Message, StringComparison.Ordinal);

        Assert.Equal(Outcome.NotAssessed, LicenseJudgement.Licenses(new UserSide { Username = User }).Outcome);
    }

    [Fact]
    public void An_invisible_standard_object_names_the_licence_before_the_grant()
    {
        var bare = LicenseJudgement.Invisible("Account", true, false, Side("Salesforce Integration", [s_none]), []);
        Assert.Contains("\"None\"", bare.Cause, StringComparison.Ordinal);

        var looks = LicenseJudgement.Invisible("Account", true, false, Side("Salesforce Integration", [s_lookAlike], (LicenseJudgement.License, "")), []);
        Assert.Contains("looks like", looks.Cause, StringComparison.Ordinal);

        var ungranted = LicenseJudgement.Invisible("Account", true, false, Side("Salesforce Integration", [s_bound], (LicenseJudgement.License, "")), []);
        Assert.Equal("None of the user's permission sets (Bound_Set) grants Read on Account.", ungranted.Cause);
        Assert.Equal("Grant-SfObjectPermission Bound_Set Account -Access read", ungranted.Cmdlet);
    }

    [Fact]
    public void A_custom_object_needs_no_licence_only_a_grant()
    {
        var step = LicenseJudgement.Invisible("Invoice__c", true, true, Side("Salesforce Integration", [s_none]), []);
        Assert.Equal("None of the user's permission sets (Plain_Set) grants Read on Invoice__c.", step.Cause);

        var setless = LicenseJudgement.Invisible("Invoice__c", true, true, Side("Salesforce Integration"), []);
        Assert.Equal("The user holds no permission set.", setless.Cause);
        Assert.Contains("New-SfPermissionSet", setless.Cmdlet, StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_that_is_not_there_is_no_matter_of_access() =>
        Assert.Contains("no object Nope", LicenseJudgement.Invisible("Nope", false, false, Side("Salesforce Integration"), []).Message, StringComparison.Ordinal);

    [Fact]
    public void Grants_that_do_not_count_are_said_and_the_cmdlet_explains()
    {
        var step = LicenseJudgement.Invisible("Account", true, false, Side("Salesforce", [s_none]), ["Plain_Set"]);
        Assert.Contains("Plain_Set grants Read on it, and yet", step.Cause, StringComparison.Ordinal);
        Assert.Contains("-Explain", step.Cmdlet, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_look_at_the_other_side_every_candidate_is_named()
    {
        var step = LicenseJudgement.Invisible("Account", null, false, new UserSide { Username = User, License = "Salesforce Integration", NotRead = "closed" }, null);
        foreach (var candidate in new[] { "mistyped", "grants Read on Account", "\"None\"", "look-alike", "(closed)" })
        {
            Assert.Contains(candidate, step.Cause, StringComparison.Ordinal);
        }

        var full = LicenseJudgement.Invisible("Account", null, false, new UserSide { Username = User, License = "Salesforce" }, null);
        Assert.DoesNotContain("look-alike", full.Cause, StringComparison.Ordinal);
    }

    private static UserSide Side(string license, params (string, string)[] setLicenses) => Side(license, [], setLicenses);

    private static UserSide Side(string license, IReadOnlyList<HeldSet> sets, params (string, string)[] setLicenses) =>
        new() { UserId = "005", Username = User, License = license, Sets = sets, SetLicenses = setLicenses };
}
