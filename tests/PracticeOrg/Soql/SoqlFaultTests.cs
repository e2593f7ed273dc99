using System;
using System.Linq;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Soql;

public sealed class SoqlFaultTests
{
    private readonly SoqlWorld _world = new();

    [Fact]
    public void An_unknown_type_is_shown_with_fragment_caret_and_position()
    {
        var fault = _world.Fault("SELECT Id FROM Foo");
        Assert.Equal(400, fault.Status);
        Assert.Equal("INVALID_TYPE", fault.Code);
        Assert.Equal("\nSELECT Id FROM Foo\n               ^\nERROR at Row:1:Column:16\nsObject type 'Foo' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.", fault.Message);
    }

    [Fact]
    public void An_unknown_column_is_shown_with_fragment_caret_and_position()
    {
        var fault = _world.Fault("SELECT Id, Nmae FROM Account");
        Assert.Equal("INVALID_FIELD", fault.Code);
        Assert.Equal("\nSELECT Id, Nmae FROM Account\n           ^\nERROR at Row:1:Column:12\nNo such column 'Nmae' on entity 'Account'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.", fault.Message);
    }

    [Fact]
    public void Rows_and_columns_count_from_one_over_several_lines()
    {
        var fault = _world.Fault("SELECT Id\r\nFROM Account\nWHERE\tNope = 1");
        Assert.StartsWith("\nWHERE Nope = 1\n      ^\nERROR at Row:3:Column:7\n", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_query_shows_only_the_neighbourhood()
    {
        var fault = _world.Fault("SELECT " + string.Join(", ", Enumerable.Repeat("toLabel(Name)", 0).Prepend("Id")) + new string(' ', 500) + "FROM Nowhere" + new string(' ', 500) + "LIMIT 1");
        var lines = fault.Message.Split('\n');
        Assert.True(lines[1].Length <= 120);
        Assert.Equal("Nowhere", lines[1].Substring(lines[2].IndexOf('^'), 7));
        Assert.Equal("ERROR at Row:1:Column:515", lines[3]);
    }

    [Fact]
    public void What_the_caller_may_not_see_is_as_if_unknown()
    {
        _world.Caller.HiddenObjects.Add("Case");
        _world.Caller.HiddenFields.Add("Account.Industry");
        _world.Caller.HiddenFields.Add("Contact.AccountId");
        Assert.Contains("sObject type 'Case' is not supported", _world.Fault("SELECT Id FROM Case").Message, StringComparison.Ordinal);
        Assert.Contains("No such column 'Industry' on entity 'Account'", _world.Fault("SELECT Industry FROM Account").Message, StringComparison.Ordinal);
        Assert.Contains("No such column 'Industry'", _world.Fault("SELECT Id FROM Account WHERE Industry = 'x'").Message, StringComparison.Ordinal);
        Assert.Contains("No such column 'Industry'", _world.Fault("SELECT Id FROM Account ORDER BY Industry").Message, StringComparison.Ordinal);
        Assert.Contains("No such column 'Industry'", _world.Fault("SELECT COUNT(Industry) FROM Account").Message, StringComparison.Ordinal);
        Assert.Contains("Didn't understand relationship 'Account'", _world.Fault("SELECT Account.Name FROM Contact").Message, StringComparison.Ordinal);
        Assert.Contains("Didn't understand relationship 'Contacts' in FROM part", _world.Fault("SELECT (SELECT Id FROM Contacts) FROM Account").Message, StringComparison.Ordinal);
        Assert.Contains("Didn't understand relationship 'Cases' in FROM part", _world.Fault("SELECT (SELECT Id FROM Cases) FROM Account").Message, StringComparison.Ordinal);
        Assert.Equal("INVALID_TYPE", _world.Fault("SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Case)").Code);
    }

    [Theory]
    [InlineData("", "unexpected token: '<EOF>'")]
    [InlineData("SELECT", "unexpected token: '<EOF>'")]
    [InlineData("SELECT FROM Account", "unexpected token: 'FROM'")]
    [InlineData("SELECT Id FORM Account", "unexpected token: 'Account'")]
    [InlineData("SELECT Id, FROM Account", "unexpected token: 'FROM'")]
    [InlineData("SELECT Id FROM Account WHERE", "unexpected token: '<EOF>'")]
    [InlineData("SELECT Id FROM Account WHERE Name", "unexpected token: '<EOF>'")]
    [InlineData("SELECT Id FROM Account WHERE Name = ", "unexpected token: '<EOF>'")]
    [InlineData("SELECT Id FROM Account WHERE Name == 'x'", "unexpected token: '='")]
    [InlineData("SELECT Id FROM Account WHERE Name = Acme", "unexpected token: 'Acme'")]
    [InlineData("SELECT Id FROM Account WHERE Name = \"x\"", "no viable alternative at character '\"'")]
    [InlineData("SELECT Id FROM Account WHERE Name = 'x' AND Id = null OR Id = null", "unexpected token: 'OR'")]
    [InlineData("SELECT Id FROM Account WHERE (Name = 'x'", "unexpected token: '<EOF>'")]
    [InlineData("SELECT Id FROM Account WHERE Name IN ()", "unexpected token: ')'")]
    [InlineData("SELECT Id FROM Account WHERE Name = 'x", "mismatched character '<EOF>' expecting '''")]
    [InlineData("SELECT Id FROM Account WHERE Name = 'O'Brien'", "mismatched character '<EOF>' expecting '''")]
    [InlineData("SELECT Id FROM Account WHERE Name = 'a\\qb'", "Illegal character sequence '\\q'")]
    [InlineData("SELECT Id FROM Account WHERE Name = 'a\\u00g1'", "Illegal character sequence '\\u'")]
    [InlineData("SELECT Id FROM Account WHERE Name = :name", "Bind variables only allowed in Apex code")]
    [InlineData("SELECT Id FROM Account WHERE Id IN :ids", "Bind variables only allowed in Apex code")]
    [InlineData("SELECT Id FROM Account LIMIT :n", "Bind variables only allowed in Apex code")]
    [InlineData("SELECT Id FROM Account LIMIT -1", "unexpected token: '-1'")]
    [InlineData("SELECT Id FROM Account LIMIT 1.5", "unexpected token: '1.5'")]
    [InlineData("SELECT Id FROM Account LIMIT 99999999999", "unexpected token: '99999999999'")]
    [InlineData("SELECT Id FROM Account LIMIT 1 LIMIT 2", "unexpected token: 'LIMIT'")]
    [InlineData("SELECT Id FROM Account ORDER Name", "unexpected token: 'Name'")]
    [InlineData("SELECT Id FROM Account;", "no viable alternative at character ';'")]
    [InlineData("SELECT * FROM Account", "no viable alternative at character '*'")]
    [InlineData("UPDATE Account SET Name = 'x'", "unexpected token: 'UPDATE'")]
    [InlineData("SELECT Id FROM Account ALL ROWS", "unexpected token: 'ALL'")]
    public void Malformed_queries_say_where(string soql, string message)
    {
        var fault = _world.Fault(soql);
        Assert.Equal("MALFORMED_QUERY", fault.Code);
        Assert.Contains("\nERROR at Row:1:Column:", fault.Message, StringComparison.Ordinal);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        var caret = fault.Message.Split('\n')[2];
        Assert.Equal("^", caret.Trim());
    }

    [Theory]
    [InlineData("SELECT Id FROM Account WITH DATA CATEGORY Geography__c ABOVE usa__c", "WITH DATA")]
    [InlineData("SELECT Id FROM Account USING SCOPE team", "USING SCOPE team")]
    [InlineData("SELECT FORMAT(AnnualRevenue) FROM Account", "FORMAT()")]
    [InlineData("SELECT a.Id FROM Account a, a.Contacts c", "second relationship")]
    public void What_is_not_evaluated_is_refused_by_name(string soql, string what)
    {
        var fault = _world.Fault(soql);
        Assert.Equal(400, fault.Status);
        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("is understood but not evaluated by the practice org", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT Id FROM Account ORDER BY Description", "INVALID_FIELD", "field 'Description' can not be sorted in a query call")]
    [InlineData("SELECT Description FROM Account GROUP BY Description", "INVALID_FIELD", "field 'Description' can not be grouped in a query call")]
    [InlineData("SELECT PermissionsViewSetup FROM PermissionSet GROUP BY PermissionsViewSetup", "INVALID_FIELD", "can not be grouped")]
    [InlineData("SELECT Name FROM Account GROUP BY Industry", "MALFORMED_QUERY", "Field must be grouped or aggregated: Name")]
    [InlineData("SELECT Industry FROM Account GROUP BY Industry ORDER BY Name", "MALFORMED_QUERY", "Ordered field must be grouped or aggregated: Name")]
    [InlineData("SELECT SUM(Name) FROM Account", "MALFORMED_QUERY", "field Name does not support aggregate operator SUM")]
    [InlineData("SELECT MAX(IsDeleted) FROM Account", "MALFORMED_QUERY", "field IsDeleted does not support aggregate operator MAX")]
    [InlineData("SELECT COUNT(), Name FROM Account", "MALFORMED_QUERY", "COUNT()")]
    [InlineData("SELECT COUNT() FROM Account ORDER BY Name", "MALFORMED_QUERY", "COUNT()")]
    [InlineData("SELECT Name n FROM Account", "MALFORMED_QUERY", "only aggregate expressions use field aliasing")]
    [InlineData("SELECT Id, Name, id FROM Account", "INVALID_FIELD", "duplicate field selected: Id")]
    [InlineData("SELECT Industry x, COUNT(Id) X FROM Account GROUP BY Industry", "MALFORMED_QUERY", "duplicate alias: X")]
    [InlineData("SELECT Id FROM Account WHERE COUNT(Id) > 1", "MALFORMED_QUERY", "COUNT")]
    [InlineData("SELECT Id FROM Account HAVING Name = 'x'", "MALFORMED_QUERY", "HAVING")]
    [InlineData("SELECT Id FROM Account OFFSET 2001", "NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is 2000")]
    [InlineData("SELECT Owner FROM Account", "INVALID_FIELD", "No such column 'Owner' on entity 'Account'")]
    [InlineData("SELECT Onwer.Name FROM Account", "INVALID_FIELD", "Didn't understand relationship 'Onwer' in field path")]
    [InlineData("SELECT Owner.Nmae FROM Account", "INVALID_FIELD", "No such column 'Nmae' on entity 'User'")]
    [InlineData("SELECT (SELECT Id FROM Contact) FROM Account", "INVALID_TYPE", "Didn't understand relationship 'Contact' in FROM part of query call")]
    [InlineData("SELECT (SELECT COUNT(Id) FROM Contacts) FROM Account", "MALFORMED_QUERY", "aggregate")]
    [InlineData("SELECT FIELDS(ALL) FROM Account", "MALFORMED_QUERY", "The SOQL FIELDS function must have a LIMIT of at most 200")]
    [InlineData("SELECT FIELDS(CUSTOM) FROM Account LIMIT 201", "MALFORMED_QUERY", "at most 200")]
    [InlineData("SELECT FIELDS(SOME) FROM Account LIMIT 1", "MALFORMED_QUERY", "unexpected token: 'SOME'")]
    [InlineData("SELECT NONSENSE(Name) FROM Account", "INVALID_FIELD", "NONSENSE")]
    [InlineData("SELECT Id FROM FieldPermissions", "MALFORMED_QUERY", "SobjectType and Field")]
    [InlineData("SELECT Field, PermissionsRead FROM FieldPermissions", "MALFORMED_QUERY", "SobjectType and Field")]
    [InlineData("SELECT Parent.Parent.Parent.Parent.Parent.Parent.Name FROM Account", "MALFORMED_QUERY", "5")]
    public void Refusals_carry_code_and_name(string soql, string code, string message)
    {
        var fault = _world.Fault(soql);
        Assert.Equal(code, fault.Code);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_of_100_000_characters_runs_and_one_more_does_not()
    {
        var soql = "SELECT Id FROM Account";
        Assert.Equal(0, _world.Run(soql + new string(' ', 100_000 - soql.Length)).TotalSize);
        Assert.Contains("100000", _world.Fault(soql + new string(' ', 100_001 - soql.Length)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_refused_instead_of_ending_the_process()
    {
        var deep = "SELECT Id FROM Account WHERE " + new string('(', 20_000) + "Id = null" + new string(')', 20_000);
        Assert.Contains("nested too deeply", _world.Fault(deep).Message, StringComparison.Ordinal);
        var not = "SELECT Id FROM Account WHERE " + string.Concat(Enumerable.Repeat("NOT ", 20_000)) + "Id = null";
        Assert.Contains("nested too deeply", _world.Fault(not).Message, StringComparison.Ordinal);
        var calls = "SELECT " + string.Concat(Enumerable.Repeat("A(", 30_000)) + " FROM Account";
        Assert.Contains("nested too deeply", _world.Fault(calls).Message, StringComparison.Ordinal);
        var selects = string.Concat(Enumerable.Repeat("SELECT (", 10_000));
        Assert.Contains("nested too deeply", _world.Fault(selects).Message, StringComparison.Ordinal);
    }
}
