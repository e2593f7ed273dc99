using System.Linq;
using Newtonsoft.Json;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Soql;

/// <summary>The whole SELECT grammar: what is evaluated, what is refused by its name, and what is no SOQL at all.</summary>
public sealed class SoqlGrammarTests
{
    private readonly SoqlWorld _world = new();

    [Theory]
    [InlineData("SELECT Title FROM KnowledgeArticleVersion WHERE PublishStatus = 'online' WITH DATA CATEGORY Geography__c ABOVE usa__c", "WITH DATA CATEGORY")]
    [InlineData("SELECT Id FROM Account WITH DATA CATEGORY Geography__c AT (usa__c, uk__c) AND Product__c ABOVE_OR_BELOW phones__c ORDER BY Name LIMIT 3", "WITH DATA CATEGORY")]
    [InlineData("SELECT Id FROM Account WITH SYSTEM_MODE", "WITH SYSTEM_MODE")]
    [InlineData("SELECT Id FROM Account WITH RecordVisibilityContext (maxDescriptorPerRecord=100, supportsDomains=true)", "WITH RecordVisibilityContext")]
    [InlineData("SELECT Id FROM Opportunity WHERE Amount > USD5000", "a currency literal")]
    [InlineData("SELECT Id FROM Opportunity WHERE Amount IN (usd500.01, EUR-6)", "a currency literal")]
    [InlineData("SELECT a.Id FROM Account a, a.Contacts c WHERE c.LastName = 'x'", "a second relationship in FROM")]
    [InlineData("SELECT Id FROM Account USING SCOPE mine_and_my_groups", "USING SCOPE mine_and_my_groups")]
    [InlineData("SELECT FORMAT(Amount) FROM Opportunity", "FORMAT()")]
    [InlineData("SELECT convertCurrency(Amount) FROM Opportunity", "convertCurrency()")]
    [InlineData("SELECT Id FROM Account ORDER BY DISTANCE(BillingAddress, GEOLOCATION(-10.5, 10), 'mi') DESC", "DISTANCE()")]
    public void What_is_understood_but_not_evaluated_is_refused_by_its_name(string soql, string name)
    {
        var fault = _world.Fault(soql);
        Assert.Equal((400, "MALFORMED_QUERY"), (fault.Status, fault.Code));
        Assert.EndsWith($"\n{name} is understood but not evaluated by the practice org", fault.Message, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT Id FROM Account WITH DATA CATEGORY Geography__c NEAR usa__c", "NEAR")]
    [InlineData("SELECT Id FROM Account WITH NOTHING", "NOTHING")]
    [InlineData("SELECT TYPEOF What WHEN Account THEN END FROM Event", "FROM")]
    [InlineData("SELECT TYPEOF What ELSE Name END FROM Event", "ELSE")]
    [InlineData("SELECT TYPEOF What WHEN Account THEN Phone FROM Event", "FROM")]
    [InlineData("SELECT Id FROM Opportunity WHERE Amount > USD", "USD")]
    [InlineData("SELECT Id FROM Account ALL ROWS", "ALL")]
    [InlineData("SELECT Id FROM Account // comment", null)]
    [InlineData("SELECT COUNT(Id) FROM Lead GROUP BY ROLLUP()", ")")]
    public void What_is_no_soql_is_an_unexpected_token_with_its_place(string soql, string? token)
    {
        var fault = _world.Fault(soql);
        Assert.Equal("MALFORMED_QUERY", fault.Code);
        Assert.Matches(@"^\n.*\n *\^\nERROR at Row:1:Column:\d+\n", fault.Message);
        if (token is not null)
        {
            Assert.EndsWith($"unexpected token: '{token}'", fault.Message, System.StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("SELECT Id FROM Account WHERE GEOLOCATION(37.775, -122.418) < 20")]
    [InlineData("SELECT Id FROM Account WHERE DISTANCE(BillingAddress, GEOLOCATION(1, 2), 'm') < 20")]
    [InlineData("SELECT Id FROM Account WHERE DISTANCE(GEOLOCATION(1, 2), BillingAddress, 'mi') < 20")]
    [InlineData("SELECT Id FROM Account WHERE DISTANCE(37.775, -122.418) < 20")]
    public void A_distance_of_another_shape_is_said_to_be_wrong(string soql) =>
        Assert.Contains("DISTANCE takes a geolocation field", _world.Fault(soql).Message, System.StringComparison.Ordinal);

    [Fact]
    public void Typeof_shows_for_each_object_what_was_asked_of_it()
    {
        var account = _world.Add("Account", ("Name", "Acme"), ("Phone", "1"));
        var deal = _world.Add("Opportunity", ("Name", "Deal"), ("Amount", 5m), ("AccountId", account));
        var other = _world.Add("Case", ("CaseNumber", "007"));
        foreach (var (subject, what) in new[] { ("a", account), ("b", deal), ("c", other), ("d", null) })
        {
            _world.Add("Event", ("Subject", subject), ("WhatId", what));
        }

        var rows = _world.Run("SELECT Subject, TYPEOF What WHEN Account THEN Phone WHEN Opportunity THEN Amount, Account.Name ELSE Id END FROM Event ORDER BY Subject").Records;
        Assert.Equal("1", (string?)rows[0]["What"]!["Phone"]);
        Assert.Null(rows[0]["What"]!["Amount"]);
        Assert.Equal((5m, "Acme"), ((decimal)rows[1]["What"]!["Amount"]!, (string)rows[1]["What"]!["Account"]!["Name"]!));
        Assert.Equal(other, (string?)rows[2]["What"]!["Id"]);
        Assert.Equal(JsonToken.Null.ToString(), rows[3]["What"]!.Type.ToString());
        Assert.Equal("Null", _world.Run("SELECT TYPEOF What WHEN Account THEN Phone END FROM Event WHERE Subject = 'c'").Records[0]["What"]!.Type.ToString());
    }

    [Theory]
    [InlineData("SELECT TYPEOF Account WHEN Account THEN Name END FROM Contact", "INVALID_TYPE_FOR_OPERATION")]
    [InlineData("SELECT TYPEOF Nope WHEN Account THEN Name END FROM Event", "INVALID_FIELD")]
    [InlineData("SELECT TYPEOF What WHEN User THEN Name END FROM Event", "INVALID_TYPE")]
    [InlineData("SELECT TYPEOF What WHEN Account THEN Nope END FROM Event", "INVALID_FIELD")]
    [InlineData("SELECT COUNT(Id), TYPEOF What WHEN Account THEN Phone END FROM Event", "MALFORMED_QUERY")]
    [InlineData("SELECT Id FROM Account WHERE OwnerId IN (SELECT TYPEOF Owner WHEN User THEN Id END FROM Case)", "MALFORMED_QUERY")]
    public void Typeof_where_it_has_no_place_is_refused(string soql, string code) => Assert.Equal(code, _world.Fault(soql).Code);

    [Fact]
    public void Rollup_adds_subtotals_behind_what_they_add_up()
    {
        Leads();
        Assert.Equal(
            ["Web/Hot=2", "Web/Cold=1", "Web/=3", "Phone/Hot=1", "Phone/=1", "/=4"],
            Shown("SELECT LeadSource, Rating, COUNT(Id) n FROM Lead GROUP BY ROLLUP(LeadSource, Rating)"));
        Assert.Equal(["Web/Hot=0", "Web/Cold=0", "Web/=0", "Phone/Hot=0", "Phone/=0", "/=1"], Shown("SELECT LeadSource, Rating, GROUPING(LeadSource) g FROM Lead GROUP BY ROLLUP(LeadSource, Rating)"));
    }

    [Fact]
    public void Cube_adds_every_subtotal_and_can_be_filtered_and_ordered_by_grouping()
    {
        Leads();
        Assert.Equal(
            ["Web/=3", "Phone/=1", "/Hot=3", "/Cold=1", "/=4"],
            Shown("SELECT LeadSource, Rating, COUNT(Id) n FROM Lead GROUP BY CUBE(LeadSource, Rating) HAVING GROUPING(LeadSource) = 1 OR GROUPING(Rating) = 1 ORDER BY GROUPING(LeadSource), LeadSource, GROUPING(Rating), Rating"));
    }

    [Theory]
    [InlineData("SELECT COUNT(Id), GROUPING(LeadSource) FROM Lead GROUP BY LeadSource")]
    [InlineData("SELECT COUNT(Id), GROUPING(Status) FROM Lead GROUP BY ROLLUP(LeadSource)")]
    [InlineData("SELECT COUNT(Id) FROM Lead GROUP BY CUBE(LeadSource, Rating, Status, Industry)")]
    public void Subtotals_that_cannot_be_are_refused(string soql) => Assert.Equal("MALFORMED_QUERY", _world.Fault(soql).Code);

    [Fact]
    public void A_string_in_where_has_at_most_4000_characters()
    {
        Assert.Empty(_world.Run($"SELECT Id FROM Account WHERE Name = '{new string('x', 4000)}'").Records);
        Assert.Contains("4000", _world.Fault($"SELECT Id FROM Account WHERE Name = '{new string('x', 4001)}'").Message, System.StringComparison.Ordinal);
    }

    [Fact]
    public void At_most_twenty_sub_selects_of_children() =>
        Assert.Contains("20", _world.Fault($"SELECT {string.Join(", ", Enumerable.Repeat("(SELECT Id FROM Contacts)", 21))} FROM Account").Message, System.StringComparison.Ordinal);

    private void Leads()
    {
        foreach (var (source, rating) in new[] { ("Web", "Hot"), ("Web", "Cold"), ("Phone", "Hot"), ("web", "Hot") })
        {
            _world.Add("Lead", ("LastName", "L"), ("Company", "C"), ("LeadSource", source), ("Rating", rating));
        }
    }

    private string[] Shown(string soql) => _world.Run(soql).Records.Select(r => $"{r["LeadSource"]}/{r["Rating"]}={r["n"] ?? r["g"]}").ToArray();
}
