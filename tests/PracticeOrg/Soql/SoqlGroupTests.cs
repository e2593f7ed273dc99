using System.Linq;
using Newtonsoft.Json;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Soql;

public sealed class SoqlGroupTests
{
    private readonly SoqlWorld _world = new();

    public SoqlGroupTests()
    {
        var acme = _world.Add("Account", ("Name", "Acme"));
        var zeta = _world.Add("Account", ("Name", "Zeta"));
        Opportunity(acme, "New", 0.1m, SoqlWorld.Utc(2026, 1, 31));
        Opportunity(acme, "NEW", 0.2m, SoqlWorld.Utc(2026, 2, 1));
        Opportunity(zeta, "Old", null, SoqlWorld.Utc(2025, 2, 1));
        Opportunity(zeta, null, 5m, SoqlWorld.Utc(2025, 12, 31));
    }

    [Fact]
    public void Count_alone_answers_a_number_and_no_records()
    {
        var result = _world.Run("SELECT COUNT() FROM Opportunity WHERE Amount > 0");
        Assert.Equal(3, result.TotalSize);
        Assert.Empty(result.Records);
        Assert.Equal(2, _world.Run("SELECT count() FROM Opportunity LIMIT 2").TotalSize);
    }

    [Theory]
    [InlineData("SELECT COUNT(Id) FROM Opportunity", "{\"expr0\":4}")]
    [InlineData("SELECT COUNT(Amount) n, SUM(Amount), AVG(Amount), MIN(Amount) lo, MAX(CloseDate) FROM Opportunity", "{\"n\":3,\"expr0\":5.3,\"expr1\":1.7666666666666666,\"lo\":0.1,\"expr2\":\"2026-02-01\"}")]
    [InlineData("SELECT SUM(Amount) total, MAX(Name), COUNT_DISTINCT(NextStep) d FROM Opportunity WHERE Id = null", "{\"total\":null,\"expr0\":null,\"d\":0}")]
    [InlineData("SELECT COUNT_DISTINCT(NextStep) FROM Opportunity", "{\"expr0\":2}")]
    public void Aggregates_without_groups_answer_one_record(string soql, string expected)
    {
        var result = _world.Run(soql);
        var record = Assert.Single(result.Records);
        Assert.Equal("{\"attributes\":{\"type\":\"AggregateResult\"},\"" + expected.Substring(2), record.ToString(Formatting.None));
        Assert.Equal(1, result.TotalSize);
    }

    [Theory]
    [InlineData("SELECT NextStep, COUNT(Id) c FROM Opportunity GROUP BY NextStep", "New=2;Old=1;=1")]
    [InlineData("SELECT NextStep, COUNT(Id) c FROM Opportunity GROUP BY NextStep ORDER BY COUNT(Id) DESC, NextStep NULLS LAST", "New=2;Old=1;=1")]
    [InlineData("SELECT NextStep, COUNT(Id) c FROM Opportunity GROUP BY NextStep HAVING COUNT(Id) > 1", "New=2")]
    [InlineData("SELECT NextStep, COUNT(Id) c FROM Opportunity GROUP BY NextStep HAVING NOT (COUNT(Id) > 1 OR NextStep = null)", "Old=1")]
    [InlineData("SELECT NextStep, COUNT(Id) c FROM Opportunity GROUP BY NextStep ORDER BY NextStep LIMIT 1 OFFSET 1", "New=2")]
    [InlineData("SELECT Account.Name, COUNT(Id) c FROM Opportunity GROUP BY Account.Name ORDER BY Account.Name", "Acme=2;Zeta=2")]
    [InlineData("SELECT CALENDAR_YEAR(CloseDate), COUNT(Id) FROM Opportunity GROUP BY CALENDAR_YEAR(CloseDate) ORDER BY CALENDAR_YEAR(CloseDate)", "2025=2;2026=2")]
    [InlineData("SELECT calendar_month(CloseDate) m, COUNT(Id) FROM Opportunity WHERE CALENDAR_YEAR(CloseDate) = 2026 GROUP BY CALENDAR_MONTH(CloseDate)", "1=1;2=1")]
    public void Groups_are_made_without_case_and_null_is_a_group(string soql, string expected)
    {
        var shown = _world.Run(soql).Records.Select(r => string.Join("=", r.Properties().Skip(1).Select(p => p.Value.ToString())));
        Assert.Equal(expected, string.Join(";", shown));
    }

    [Fact]
    public void Columns_are_named_by_alias_field_or_number()
    {
        var record = _world.Run("SELECT Account.Name, NextStep step, COUNT(Id), SUM(Amount) s, COUNT(Name) FROM Opportunity GROUP BY Account.Name, NextStep").Records[0];
        Assert.Equal(new[] { "attributes", "Name", "step", "expr0", "s", "expr1" }, record.Properties().Select(p => p.Name));
    }

    [Fact]
    public void Grouping_alone_lists_distinct_values() =>
        Assert.Equal("New,Old,null", _world.Column("SELECT NextStep FROM Opportunity GROUP BY NextStep"));

    private void Opportunity(string account, string? step, decimal? amount, System.DateTime close) =>
        _world.Add("Opportunity", ("Name", "o"), ("AccountId", account), ("NextStep", step), ("Amount", amount), ("CloseDate", close));
}
