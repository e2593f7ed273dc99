using System;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;
using SfIntegration.Scope.Drafting;
using SfIntegration.Scope.Writing;
using Xunit;

namespace SfIntegration.Tests.Scope;

/// <summary>Real permission sets and a profile, as their owners publish them.</summary>
public sealed class ScopeDraftFixtureTests
{
    [Fact]
    public void The_wide_set_drafts_only_the_rows_that_grant()
    {
        var scope = Draft("npsp-Gift_Entry_Recommended.permissionset", "npsp");
        var objects = Assert.Single(scope.Integrations).Objects;

        Assert.Equal(11, objects.Count);
        Assert.Equal(182, objects.Sum(o => o.Fields.Edit.Count));
        Assert.Equal(221, objects.Sum(o => o.Fields.Read.Count + o.Fields.Edit.Count));
        Assert.Contains(objects, o => o.SobjectType == "npsp__DataImport__c");
        var access = scope.Integrations[0].SetupAccess;
        Assert.Equal(12, access.ApexClasses.Count);
        Assert.All(access.ApexClasses, c => Assert.StartsWith("npsp__", c.Name, StringComparison.Ordinal));
        Assert.Equal("npsp__Custom_Column_Header__c", Assert.Single(access.CustomSettings).Name);
        Assert.Contains(scope.Notes, n => n.Contains("Visualforce pages", StringComparison.Ordinal) && n.Contains("npsp__", StringComparison.Ordinal));
        Assert.Equal(new ScopeTab("npsp__GE_Gift_Entry", TabVisibility.Visible, scope.Integrations[0].Tabs[0].Source), Assert.Single(scope.Integrations[0].Tabs));
        Assert.DoesNotContain(scope.Notes, n => n.Contains(" tabs", StringComparison.Ordinal));
    }

    [Fact]
    public void A_templated_name_without_a_namespace_is_an_error_with_its_line()
    {
        var e = Assert.Throws<SfScopeException>(() => Draft("npsp-Gift_Entry_Recommended.permissionset", null));
        Assert.All(e.ScopeErrors.Where(x => x.Line > 0), x => Assert.Contains("%%%NAMESPACE%%%", x.Message, StringComparison.Ordinal));
        Assert.Contains("-Namespace", e.Cure, StringComparison.Ordinal);
        Assert.Contains("more names like these", e.ScopeErrors[e.ScopeErrors.Count - 1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_set_of_empty_rows_drafts_no_field_and_says_what_becomes_of_its_licence()
    {
        var scope = Draft("npsp-Edit_Donations.permissionset", "npsp");
        var integration = Assert.Single(scope.Integrations);

        Assert.Equal(5, integration.Objects.Count);
        Assert.Equal(new[] { "EditOppLineItemUnitPrice", "ViewEncryptedData" }, integration.SystemPermissions.Select(p => p.Name));
        Assert.All(integration.SystemPermissions, p => Assert.Equal("drafted from npsp-Edit_Donations.permissionset: say why it is needed", p.Reason));
        Assert.All(integration.Objects, o => Assert.Empty(o.Fields.Read.Concat(o.Fields.Edit)));
        Assert.Contains(scope.Notes, n => n.Contains("licence `Salesforce`", StringComparison.Ordinal) && n.Contains("generated instead", StringComparison.Ordinal));
        Assert.Contains(scope.Notes, n => n.StartsWith("ViewEncryptedData", StringComparison.Ordinal));
    }

    [Fact]
    public void A_full_licence_may_hold_the_set_and_needs_no_note()
    {
        var scope = Draft("npsp-Edit_Donations.permissionset", "npsp", "Salesforce");
        Assert.Equal("Salesforce", scope.Identity.License);
        Assert.DoesNotContain(scope.Notes, n => n.Contains("licence", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ebikes.permissionset-meta.xml", 7, 26, 26)]
    [InlineData("dreamhouse.permissionset-meta.xml", 2, 33, 28)]
    [InlineData("E-Bikes.profile", 3, 35, 9)]
    public void Small_sets_and_a_profile_draft_valid_scopes(string file, int objects, int readable, int editable)
    {
        var scope = Draft(file, null);
        var drafted = Assert.Single(scope.Integrations).Objects;
        Assert.Equal(objects, drafted.Count);
        Assert.Equal(readable, drafted.Sum(o => o.Fields.Read.Count + o.Fields.Edit.Count));
        Assert.Equal(editable, drafted.Sum(o => o.Fields.Edit.Count));
        Assert.All(drafted.Where(o => (o.Access & (ObjectAccess.ViewAll | ObjectAccess.ModifyAll)) != 0), o => Assert.Contains(file, o.Reason, StringComparison.Ordinal));
        Assert.Contains(scope.Notes, n => n.StartsWith("Not drafted, because a scope holds no ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("npsp-Gift_Entry_Recommended.permissionset")]
    [InlineData("dreamhouse.permissionset-meta.xml")]
    public void The_same_file_drafts_the_same_bytes_and_reads_back(string file)
    {
        var text = ScopeWriter.Write(Draft(file, "npsp"));
        Assert.Equal(text, ScopeWriter.Write(Draft(file, "npsp")));
        Assert.Equal(text, ScopeWriter.Write(ScopeReader.ReadText(text).Get()));
    }

    private static AccessScope Draft(string file, string? namespacePrefix, string? license = null) => ScopeDraft.FromMetadataFile(
        Repository.Fixture("permissionsets/" + file), namespacePrefix,
        new DraftOptions { Name = "drafted", Username = "integ-svc-drafted@acme.example", Owner = new ScopeContact("Platform Team", "platform-team@acme.example"), License = license });
}
