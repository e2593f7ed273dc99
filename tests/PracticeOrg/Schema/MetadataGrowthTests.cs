using System;
using System.IO;
using System.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Tests;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Schema;

public sealed class MetadataGrowthTests
{
    private readonly OrgSchema _org = StandardSchema.Company();

    private static string Set(string body) => "<?xml version=\"1.0\"?>\n<PermissionSet xmlns=\"http://soap.sforce.com/2006/04/metadata\">\n" + body + "\n</PermissionSet>";

    [Fact]
    public void A_wide_packaged_set_grows_the_org_by_its_objects_and_fields()
    {
        var xml = File.ReadAllText(Repository.Fixture("permissionsets/npsp-Gift_Entry_Recommended.permissionset"));
        var grown = MetadataGrowth.AddFromMetadata(_org, xml, "npsp");
        Assert.NotNull(_org.Find("npsp__DataImport__c"));
        Assert.NotNull(_org.Find("npe01__OppPayment__c"));
        Assert.NotNull(_org.Find("Opportunity")!.Field("npsp__DisableContactRoleAutomation__c"));
        Assert.DoesNotContain(grown.Fields, f => f.IndexOf('%') >= 0);
        Assert.NotEmpty(grown.ApexClasses);
        Assert.Equal(_org.Objects.Count(), _org.Objects.Select(o => o.KeyPrefix).Distinct(StringComparer.Ordinal).Count());
        var again = MetadataGrowth.AddFromMetadata(_org, xml, "npsp");
        Assert.Empty(again.Objects);
        Assert.Empty(again.Fields);
        Assert.Equal(grown.ApexClasses, again.ApexClasses);
    }

    [Fact]
    public void Every_field_named_by_the_real_sets_can_be_granted_afterwards()
    {
        foreach (var file in new[] { "npsp-Edit_Donations.permissionset", "npsp-Gift_Entry_Recommended.permissionset", "ebikes.permissionset-meta.xml", "dreamhouse.permissionset-meta.xml", "E-Bikes.profile" })
        {
            var xml = File.ReadAllText(Repository.Fixture("permissionsets/" + file)).Replace("%%%NAMESPACE%%%", "npsp__", StringComparison.Ordinal);
            MetadataGrowth.AddFromMetadata(_org, xml, null);
            var wrong = System.Text.RegularExpressions.Regex.Matches(xml, "<field>(\\w+)\\.(\\w+)</field>")
                .Where(m => _org.Find(m.Groups[1].Value)?.Field(m.Groups[2].Value)?.Permissionable != true)
                .Select(m => m.Value)
                .Distinct();
            Assert.Empty(wrong);
        }
    }

    [Fact]
    public void A_template_without_a_namespace_is_refused_with_its_line()
    {
        var error = Assert.Throws<FormatException>(() => MetadataGrowth.AddFromMetadata(_org,
            Set("<fieldPermissions>\n<field>Account.%%%NAMESPACE%%%Batch__c</field></fieldPermissions>"), null));
        Assert.StartsWith("Line 4:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_account_field_comes_with_the_type_the_data_knows()
    {
        MetadataGrowth.AddFromMetadata(_org, Set("<fieldPermissions><field>Account.PersonBirthdate</field></fieldPermissions>"
            + "<fieldPermissions><field>Account.Odd_One__pc</field></fieldPermissions>"), null);
        var person = _org.Find("Account")!.Field("PersonBirthdate")!;
        Assert.True(person.Permissionable && person.Nillable);
        Assert.Equal("string", _org.Find("Account")!.Field("Odd_One__pc")!.Type);
    }

    [Fact]
    public void What_needs_rows_is_answered_once_each()
    {
        var grown = MetadataGrowth.AddFromMetadata(_org, Set(
            "<classAccesses><apexClass>A</apexClass><enabled>true</enabled></classAccesses>"
            + "<classAccesses><apexClass>a</apexClass><enabled>true</enabled></classAccesses>"
            + "<customPermissions><name>Can_Do</name></customPermissions><pageAccesses><apexPage>P</apexPage></pageAccesses>"
            + "<applicationVisibilities><application>App</application></applicationVisibilities>"), null);
        Assert.Equal(new[] { "A" }, grown.ApexClasses);
        Assert.Equal(new[] { "Can_Do" }, grown.CustomPermissions);
        Assert.Equal(new[] { "P" }, grown.ApexPages);
        Assert.Equal(new[] { "App" }, grown.Applications);
    }

    [Theory]
    [InlineData("<a/>", "PermissionSet or Profile")]
    [InlineData("<PermissionSet>", "well-formed")]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><PermissionSet>&e;</PermissionSet>", "well-formed")]
    [InlineData("<PermissionSet><fieldPermissions><field>Account</field></fieldPermissions></PermissionSet>", "Object.Field")]
    public void What_is_no_metadata_file_is_refused(string xml, string part) =>
        Assert.Contains(part, Assert.Throws<FormatException>(() => MetadataGrowth.AddFromMetadata(_org, xml, null)).Message, StringComparison.Ordinal);
}
