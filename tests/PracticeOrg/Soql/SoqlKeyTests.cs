using System;
using System.Linq;
using SfIntegration.Practice;
using SfIntegration.PracticeOrg.Tests.Rules;
using SfIntegration.Practice.Soql;
using SfIntegration.Practice.Api;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Soql;

/// <summary>Conditions that spare the walk through the table find what the walk finds.</summary>
public sealed class SoqlKeyTests
{
    private readonly SoqlWorld _world = new();
    private readonly string _acme;
    private readonly string _other;

    public SoqlKeyTests()
    {
        _acme = _world.Add("Account", ("Name", "Acme"));
        _other = _world.Add("Account", ("Name", "ACME"));
        _world.Add("Contact", ("LastName", "One"), ("AccountId", _acme));
        _world.Add("Contact", ("LastName", "Two"), ("AccountId", _acme), ("Department", "x"));
        _world.Add("Contact", ("LastName", "Three"), ("AccountId", _other));
        _world.Add("Contact", ("LastName", "Four"));
        _world.Add("User", ("Username", "Ada@acme.example"), ("LastName", "Ada"), ("FirstName", "A"));
        _world.Add("User", ("Username", "bob@acme.example"), ("LastName", "Bob"));
    }

    [Theory]
    [InlineData("Account", "Name = 'acme'", "Acme,ACME")]
    [InlineData("Account", "Name IN ('acme', 'ACME', 'none')", "Acme,ACME")]
    [InlineData("Account", "Name != 'acme'", "")]
    [InlineData("Account", "NOT Name = 'acme'", "")]
    [InlineData("Account", "Name = 'none' OR Name = 'acme'", "Acme,ACME")]
    [InlineData("Contact", "AccountId = '{acme}'", "One,Two")]
    [InlineData("Contact", "AccountId = '{acme15}'", "One,Two")]
    [InlineData("Contact", "AccountId IN ('{acme}', '{acme15}', '{other}')", "One,Two,Three")]
    [InlineData("Contact", "AccountId IN ('{acme}', null)", "One,Two,Four")]
    [InlineData("Contact", "AccountId NOT IN ('{acme}')", "Three,Four")]
    [InlineData("Contact", "AccountId = '{acme}' AND Department = 'X'", "Two")]
    [InlineData("Contact", "Department = 'x' AND AccountId IN (SELECT Id FROM Account WHERE Name = 'acme')", "Two")]
    [InlineData("Contact", "AccountId IN ('{other}') AND AccountId = '{acme}'", "")]
    [InlineData("Contact", "Account.Name = 'acme' AND AccountId = '{acme}'", "One,Two")]
    [InlineData("User", "Username = 'ADA@ACME.EXAMPLE'", "Ada")]
    [InlineData("User", "Name = 'a ada'", "Ada")]
    [InlineData("User", "Username IN ('bob@acme.example', 'ada@acme.example') AND LastName = 'bob'", "Bob")]
    public void The_same_rows_are_found(string type, string where, string expected)
    {
        where = where.Replace("{acme15}", _acme.Substring(0, 15), StringComparison.Ordinal).Replace("{acme}", _acme, StringComparison.Ordinal).Replace("{other}", _other, StringComparison.Ordinal);
        var name = type == "Account" ? "Name" : "LastName";
        var found = _world.Column($"SELECT {name} FROM {type} WHERE {where}").Split(',').OrderBy(n => n, StringComparer.Ordinal);
        Assert.Equal(expected.Split(',').OrderBy(n => n, StringComparer.Ordinal), found);
    }

    [Fact]
    public void A_row_that_changed_its_key_is_found_by_the_new_one_only()
    {
        Assert.Equal("One,Two", _world.Column($"SELECT LastName FROM Contact WHERE AccountId = '{_acme}' ORDER BY LastName"));
        var moved = _world.Store.Rows("Contact", "AccountId", _acme)[0].Clone();
        moved["AccountId"] = _other;
        _world.Store.Put(moved);
        Assert.Equal("Two", _world.Column($"SELECT LastName FROM Contact WHERE AccountId = '{_acme}'"));
        Assert.Equal("One,Three", _world.Column($"SELECT LastName FROM Contact WHERE AccountId = '{_other}' ORDER BY LastName"));
    }

    [Fact]
    public void Rows_that_Modify_All_Data_stands_for_are_found_by_their_parent()
    {
        var org = new TestOrg();
        var engine = new SoqlEngine(org.Engine.Schema, org.Store, org.Clock) { Source = new EngineRows(org.Engine) };
        var set = org.Store.Rows("PermissionSet", "ProfileId", org.Profile("System Administrator"))[0].Id;
        int Count(string where) => engine.Run($"SELECT Id FROM ObjectPermissions{where}", org.Admin, "66.0").Records.Count;
        var all = engine.Run("SELECT Id, ParentId FROM ObjectPermissions", org.Admin, "66.0").Records.Count(r => (string)r["ParentId"]! == set);
        Assert.True(all > org.Store.Rows("ObjectPermissions", "ParentId", set).Count);
        Assert.Equal(all, Count($" WHERE ParentId = '{set}'"));
        Assert.Equal(0, Count(" WHERE ParentId = '0PS000000000000AAA'"));
    }
}
