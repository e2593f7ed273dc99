using System;
using System.Linq;
using SfIntegration.Api;
using Xunit;

namespace SfIntegration.Unit.Tests.Api;

public sealed class SoqlTests
{
    [Theory]
    [InlineData("plain", "'plain'")]
    [InlineData("", "''")]
    [InlineData("O'Brien", "'O\\'Brien'")]
    [InlineData("a\\'b", "'a\\\\\\'b'")]
    [InlineData("\\", "'\\\\'")]
    [InlineData("' OR Name LIKE '%", "'\\' OR Name LIKE \\'%'")]
    [InlineData("line\r\nnext\ttab\"", "'line\\r\\nnext\\ttab\\\"'")]
    [InlineData("\u00fc\ud83d\ude00", "'\u00fc\ud83d\ude00'")]
    public void A_value_can_never_leave_its_literal(string value, string literal) => Assert.Equal(literal, Soql.Quote(value));

    [Theory]
    [InlineData("a\0b")]
    [InlineData("\u001b[0m")]
    public void A_control_character_has_no_literal(string value) => Assert.Throws<SfException>(() => Soql.Quote(value));

    [Fact]
    public void A_pattern_matches_its_own_wildcards_as_letters() => Assert.Equal("'%100\\%\\_a\\'b%'", Soql.QuoteLike("100%_a'b", "%"));

    [Theory]
    [InlineData("Account")]
    [InlineData("npsp__Gift__c")]
    [InlineData("Profile.UserLicense.Name")]
    public void A_name_is_left_as_it_is(string name) => Assert.Equal(name, Soql.Name(name));

    [Theory]
    [InlineData("")]
    [InlineData("Id FROM User--")]
    [InlineData("a'b")]
    [InlineData("1a")]
    [InlineData(".a")]
    [InlineData("a..b")]
    [InlineData("N\u00e4me")]
    public void What_is_no_name_does_not_get_into_a_query(string name) => Assert.Throws<SfException>(() => Soql.Name(name));

    [Fact]
    public void An_empty_list_has_no_condition() => Assert.Throws<ArgumentException>(() => Soql.In("Id", []));

    [Fact]
    public void A_long_list_is_cut_so_that_each_query_fits_a_url_and_no_value_is_lost_or_doubled()
    {
        var values = Enumerable.Range(0, 5000).Select(i => $"005'{i:D12}\u00fc").ToList();
        var queries = Soql.WhereIn("SELECT Id FROM User WHERE IsActive = true", "Username", values.Concat(values), "ORDER BY Id");
        Assert.True(queries.Count > 1);
        Assert.All(queries, q => Assert.InRange(Soql.EncodedLength(q), 1, 14_000));
        Assert.All(queries, q => Assert.StartsWith("SELECT Id FROM User WHERE IsActive = true AND Username IN ('", q, StringComparison.Ordinal));
        var found = queries.SelectMany(q => q.Split("IN (")[1].Split(") ORDER")[0].Split(',')).ToList();
        Assert.Equal(values.Select(Soql.Quote), found);
    }

    [Fact]
    public void No_values_give_no_queries() => Assert.Empty(Soql.WhereIn("SELECT Id FROM User", "Id", []));

    [Fact]
    public void A_value_too_long_for_any_url_is_an_error() =>
        Assert.Throws<SfException>(() => Soql.WhereIn("SELECT Id FROM User", "Name", [new string('x', 20_000)]));

    [Fact]
    public void A_long_select_is_cut_into_queries_that_each_carry_the_id()
    {
        var fields = Enumerable.Range(0, 600).Select(i => $"PermissionsSomethingRatherLong{i}").Append("id").ToList();
        var queries = Soql.Select(fields, "PermissionSet WHERE IsOwnedByProfile = false");
        Assert.True(queries.Count > 1);
        Assert.All(queries, q => Assert.StartsWith("SELECT Id,", q, StringComparison.Ordinal));
        Assert.All(queries, q => Assert.InRange(Soql.EncodedLength(q), 1, 14_000));
        Assert.Equal(600, queries.Sum(q => q.Split(" FROM ")[0].Split(',').Length - 1));
        Assert.Equal(["SELECT Id FROM User"], Soql.Select(["Id"], "User"));
    }
}
