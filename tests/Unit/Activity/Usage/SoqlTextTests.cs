using System.Linq;
using SfIntegration.Activity.Usage;
using Xunit;

namespace SfIntegration.Unit.Tests.Activity.Usage;

public sealed class SoqlTextTests
{
    [Theory]
    [InlineData("SELECT Id, Website FROM Account WHERE Industry = 'It\\'s (SELECT Fake FROM Nowhere)' ORDER BY Rating", "Account", "Id,Website,Industry,Rating")]
    [InlineData("select COUNT(Id) n, MAX(Amount) FROM Opportunity GROUP BY StageName HAVING COUNT(Id) > 1", "Opportunity", "Id,Amount,StageName")]
    [InlineData("SELECT a.Website FROM Account a WHERE a.CreatedDate = LAST_N_DAYS:30 AND Name IN :names", "Account", "Website,CreatedDate,Name")]
    [InlineData("SELECT Acme__Site__c FROM Acme__Invoice__c LIMIT 10", "Acme__Invoice__c", "Acme__Site__c")]
    public void Names_what_stands_in_any_clause(string text, string sobjectType, string fields)
    {
        var use = SoqlText.Read(text)!;
        Assert.Equal(new[] { sobjectType }, use.Objects);
        Assert.Empty(fields.Split(',').Except(use.Fields[sobjectType]));
        Assert.DoesNotContain("Fake", use.Fields[sobjectType]);
        Assert.DoesNotContain("names", use.Fields[sobjectType]);
    }

    [Fact]
    public void Follows_relationships_and_queries_within()
    {
        var use = SoqlText.Read("SELECT Id, Account.Owner.Name, (SELECT Email FROM Contacts WHERE Phone != null) FROM Case WHERE AccountId IN (SELECT AccountId FROM Opportunity WHERE Amount > 5)")!;
        Assert.Equal(new[] { "Case", "Opportunity" }, use.Objects.OrderBy(o => o));
        Assert.Equal(new[] { "Account", "Contacts", "Owner" }, use.Relationships.OrderBy(o => o));
        Assert.Contains("Email", use.LooseFields);
        Assert.Contains("Phone", use.LooseFields);
        Assert.Contains("Amount", use.Fields["Opportunity"]);
        Assert.DoesNotContain("Amount", use.Fields["Case"]);
        Assert.DoesNotContain("Email", use.Fields["Case"]);
    }

    [Fact]
    public void Knows_a_query_for_all_fields()
    {
        Assert.Equal(new[] { "Account" }, SoqlText.Read("SELECT FIELDS(ALL) FROM Account LIMIT 200")!.AllFieldsOf);
        Assert.True(SoqlText.Read("SELECT Id, (SELECT FIELDS(STANDARD) FROM Contacts) FROM Account")!.HasLooseAllFields);
    }

    [Theory]
    [InlineData("")]
    [InlineData("FIND {Acme} IN ALL FIELDS RETURNING Account(Name)")]
    [InlineData("SELECT TYPEOF What WHEN Account THEN Phone ELSE Name END FROM Event")]
    [InlineData("SELECT a.Id FROM Account a, a.Contacts c")]
    [InlineData("SELECT Id FROM Account WHERE Name = 'cut o")]
    [InlineData("SELECT Id FROM Account WHERE (Name = null")]
    [InlineData("SELECT Id, (SELECT Id FROM Contacts")]
    [InlineData("SELECT Id, Name")]
    [InlineData("SELECT Id FROM Account) x")]
    public void Does_not_guess(string text) => Assert.Null(SoqlText.Read(text));
}
