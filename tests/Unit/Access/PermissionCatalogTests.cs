using System;
using System.Linq;
using SfIntegration.Access;
using Xunit;

namespace SfIntegration.Unit.Tests.Access;

public sealed class PermissionCatalogTests
{
    [Fact]
    public void The_catalogue_grades_what_the_public_lists_name()
    {
        var catalog = PermissionCatalog.Default;
        Assert.Equal(PermissionTier.Critical, catalog.Find("modifyalldata")!.Tier);
        Assert.Equal(PermissionTier.High, catalog.Find("ViewSetup")!.Tier);
        Assert.Equal(PermissionTier.Protective, catalog.Find("ApiUserOnly")!.Tier);
        Assert.Null(catalog.Find("ChatterInternalUser"));
        Assert.Contains(catalog.Find("ModifyAllData")!.Catalogues, c => c.StartsWith("SFHound", StringComparison.Ordinal));
        Assert.Equal(69, catalog.Permissions.Count);
    }

    [Fact]
    public void Every_entry_is_told_once_and_says_why()
    {
        var catalog = PermissionCatalog.Default;
        Assert.Equal(catalog.Permissions.Count, catalog.Permissions.Select(p => p.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(catalog.Permissions, p => Assert.False(string.IsNullOrWhiteSpace(p.Why) || string.IsNullOrWhiteSpace(p.Label), p.Name));
        Assert.All(catalog.ToxicPairs, p => Assert.True(catalog.Find(p.First) is not null && catalog.Find(p.Second) is not null, p.ToString()));
    }

    [Fact]
    public void Names_that_do_not_exist_are_known_and_not_graded()
    {
        Assert.True(PermissionCatalog.Default.IsKnownWrongName("TransferAnyRecord", out var meant));
        Assert.Equal("TransferAnyEntity", meant);
        Assert.Null(PermissionCatalog.Default.Find("TransferAnyRecord"));
        Assert.False(PermissionCatalog.Default.IsKnownWrongName("ViewSetup", out _));
    }

    [Theory]
    [InlineData("AccountHistory", "Account")]
    [InlineData("Invoice__History", "Invoice__c")]
    [InlineData("npsp__Gift__ChangeEvent", "npsp__Gift__c")]
    [InlineData("OpportunityFieldHistory", "Opportunity")]
    [InlineData("Account", null)]
    [InlineData("History", null)]
    public void Companions_are_known_by_name(string name, string? owner)
    {
        Assert.Equal(owner, EveryUser.Default.CompanionOf(name));
    }
}
