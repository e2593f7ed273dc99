using System;
using System.Linq;
using SfIntegration.Practice.Store;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Soql;

public sealed class SoqlWhereTests
{
    private readonly SoqlWorld _world = new();

    public SoqlWhereTests()
    {
        _world.Add("Account", ("Name", "Acme"), ("Industry", "Energy"), ("NumberOfEmployees", 10), ("AnnualRevenue", 100.50m));
        _world.Add("Account", ("Name", "O'Brien & \"Söhne\""), ("Industry", "Banking"), ("NumberOfEmployees", 200));
        _world.Add("Account", ("Name", "100%_sure\\"), ("NumberOfEmployees", 0), ("AnnualRevenue", 3d));
        _world.Add("Account", ("Name", "zeta"), ("Industry", "energy"), ("Description", "x"));
    }

    [Theory]
    [InlineData("Name = 'acme'", "Acme")]
    [InlineData("Name != 'ACME'", "O'Brien & \"Söhne\",100%_sure\\,zeta")]
    [InlineData("Name <> 'Acme' AND Industry = 'ENERGY'", "zeta")]
    [InlineData("Name = 'O\\'Brien & \\\"S\\u00F6hne\\\"'", "O'Brien & \"Söhne\"")]
    [InlineData("Name = '100%_sure\\\\'", "100%_sure\\")]
    [InlineData("Name LIKE 'a%'", "Acme")]
    [InlineData("Name LIKE '%E'", "Acme")]
    [InlineData("Name LIKE '____'", "Acme,zeta")]
    [InlineData("Name LIKE '%'", "Acme,O'Brien & \"Söhne\",100%_sure\\,zeta")]
    [InlineData("Name LIKE '100\\%\\_%'", "100%_sure\\")]
    [InlineData("Name LIKE '\\%'", "")]
    [InlineData("Name LIKE 'Ac\\_e'", "")]
    [InlineData("Name LIKE '%\\\\'", "100%_sure\\")]
    [InlineData("Name LIKE '%sö%'", "O'Brien & \"Söhne\"")]
    [InlineData("Name LIKE '%a%a%'", "")]
    [InlineData("Name LIKE ''", "")]
    [InlineData("Industry LIKE '%'", "Acme,O'Brien & \"Söhne\",zeta")]
    [InlineData("NOT Industry LIKE '%'", "100%_sure\\")]
    [InlineData("Industry = null", "100%_sure\\")]
    [InlineData("Industry = ''", "100%_sure\\")]
    [InlineData("Industry != null", "Acme,O'Brien & \"Söhne\",zeta")]
    [InlineData("Industry != 'Energy'", "O'Brien & \"Söhne\",100%_sure\\")]
    [InlineData("Industry IN ('ENERGY', 'Nothing')", "Acme,zeta")]
    [InlineData("Industry IN (null, 'banking')", "O'Brien & \"Söhne\",100%_sure\\")]
    [InlineData("Industry NOT IN ('energy')", "O'Brien & \"Söhne\",100%_sure\\")]
    [InlineData("NOT (Industry IN ('energy'))", "O'Brien & \"Söhne\",100%_sure\\")]
    [InlineData("NOT NOT NOT Name = 'Acme'", "O'Brien & \"Söhne\",100%_sure\\,zeta")]
    [InlineData("NOT (NOT (Name = 'Acme' OR (Name = 'zeta' AND NOT Industry = 'x')))", "Acme,zeta")]
    [InlineData("(((Name = 'Acme')))", "Acme")]
    [InlineData("NumberOfEmployees > 9", "Acme,O'Brien & \"Söhne\"")]
    [InlineData("NumberOfEmployees >= 10 AND NumberOfEmployees <= 10.0", "Acme")]
    [InlineData("NumberOfEmployees < 1", "100%_sure\\")]
    [InlineData("NumberOfEmployees = null", "zeta")]
    [InlineData("NumberOfEmployees > -1e3 AND NumberOfEmployees < +1E1", "100%_sure\\")]
    [InlineData("AnnualRevenue = 100.5", "Acme")]
    [InlineData("AnnualRevenue IN (3, 4)", "100%_sure\\")]
    [InlineData("Name > 'm' AND Name < 'p'", "O'Brien & \"Söhne\"")]
    [InlineData("IsDeleted = false AND Name = 'zeta'", "zeta")]
    [InlineData("IsDeleted != true AND Name IN ('zeta')", "zeta")]
    [InlineData("IsDeleted = TRUE", "")]
    [InlineData("name='acme'and(industry='energy'or industry='x')", "Acme")]
    public void Conditions_pass_the_rows_that_salesforce_would(string where, string names) =>
        Assert.Equal(names, _world.Column("SELECT Name FROM Account WHERE " + where));

    [Fact]
    public void Unicode_and_control_escapes_mean_their_characters()
    {
        _world.Add("Account", ("Name", "tab\there\nnew \uD83D\uDE00"));
        Assert.Equal(1, _world.Run(@"SELECT COUNT() FROM Account WHERE Name = 'tab\there\nnew \uD83D\uDE00'").TotalSize);
        Assert.Equal(1, _world.Run("SELECT COUNT() FROM Account WHERE Name LIKE '%\uD83D\uDE00'").TotalSize);
    }

    [Fact]
    public void Ids_match_in_both_lengths_and_tell_case_apart()
    {
        var id = _world.Run("SELECT Id FROM Account WHERE Name = 'Acme'").Records[0]["Id"]!.ToString();
        Assert.Equal(18, id.Length);
        var short15 = id.Substring(0, 15);
        Assert.Equal("Acme", _world.Column($"SELECT Name FROM Account WHERE Id = '{short15}'"));
        Assert.Equal("Acme", _world.Column($"SELECT Name FROM Account WHERE Id IN ('{id}', '{short15}')"));
        Assert.Equal("", _world.Column($"SELECT Name FROM Account WHERE Id = '{short15.ToLowerInvariant()}'"));
        Assert.Equal("", _world.Column($"SELECT Name FROM Account WHERE Id = '{id}' AND Name = 'zeta'"));
        Assert.Equal(3, _world.Run($"SELECT Id FROM Account WHERE Id != '{short15}'").TotalSize);
        Assert.Equal(0, _world.Run("SELECT Id FROM Account WHERE Id = null").TotalSize);
    }

    [Fact]
    public void A_child_row_is_found_by_its_parents_short_id()
    {
        var account = _world.Run("SELECT Id FROM Account WHERE Name = 'Acme'").Records[0]["Id"]!.ToString();
        _world.Add("Contact", ("LastName", "Roe"), ("AccountId", account));
        Assert.Equal("Roe", _world.Column($"SELECT LastName FROM Contact WHERE AccountId = '{account.Substring(0, 15)}'"));
    }

    [Fact]
    public void Multi_select_values_are_asked_with_includes()
    {
        _world.Schema.Find("Account")!.Add(new Practice.Schema.FieldSchema { Name = "Tags__c", Label = "Tags", Type = "multipicklist" });
        _world.Add("Account", ("Name", "m1"), ("Tags__c", "A;B;C"));
        _world.Add("Account", ("Name", "m2"), ("Tags__c", "B"));
        Assert.Equal("m1", _world.Column("SELECT Name FROM Account WHERE Tags__c INCLUDES ('a;c', 'D')"));
        Assert.Equal("m1,m2", _world.Column("SELECT Name FROM Account WHERE Tags__c INCLUDES ('A', 'B')"));
        Assert.Equal("m2", _world.Column("SELECT Name FROM Account WHERE Tags__c EXCLUDES ('A') AND Tags__c != null"));
        Assert.Equal("m1", _world.Column("SELECT Name FROM Account WHERE Tags__c = 'a;b;c'"));
        Assert.Equal("INVALID_QUERY_FILTER_OPERATOR", _world.Fault("SELECT Id FROM Account WHERE Name INCLUDES ('A')").Code);
    }

    [Fact]
    public void Semi_and_anti_joins_use_the_ids_of_the_sub_select()
    {
        var acme = _world.Run("SELECT Id FROM Account WHERE Name = 'Acme'").Records[0]["Id"]!.ToString();
        _world.Add("Contact", ("LastName", "A"), ("AccountId", acme));
        _world.Add("Contact", ("LastName", "B"));
        Assert.Equal("Acme", _world.Column("SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Contact)"));
        Assert.Equal(3, _world.Run("SELECT Id FROM Account WHERE Id NOT IN (SELECT AccountId FROM Contact)").TotalSize);
        Assert.Equal("A", _world.Column("SELECT LastName FROM Contact WHERE AccountId IN (SELECT Id FROM Account WHERE Industry = 'energy')"));
        Assert.Equal("B", _world.Column("SELECT LastName FROM Contact WHERE AccountId NOT IN (SELECT Id FROM Account)"));
    }

    [Theory]
    [InlineData("SELECT Id FROM Account WHERE Id IN (SELECT ParentId FROM Account)", "same object type")]
    [InlineData("SELECT Id FROM Account WHERE Name IN (SELECT LastName FROM Contact)", "should be an id field, cannot use: 'Name'")]
    [InlineData("SELECT Id FROM Account WHERE Id IN (SELECT OwnerId FROM Contact)", "should point to the same object type")]
    [InlineData("SELECT Id FROM Account WHERE Name = 'x' OR Id IN (SELECT AccountId FROM Contact)", "not allowed with the 'OR' operator")]
    [InlineData("SELECT Id FROM Account WHERE NOT Id IN (SELECT AccountId FROM Contact)", "only allowed at the top level")]
    [InlineData("SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE AccountId IN (SELECT AccountId FROM Case))", "Nesting of semi join")]
    [InlineData("SELECT Id FROM Account WHERE Id IN (SELECT AccountId, Id FROM Contact)", "exactly one field")]
    [InlineData("SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact) AND Id IN (SELECT AccountId FROM Case) AND Id NOT IN (SELECT AccountId FROM Opportunity)", "Maximum 2 semi join")]
    public void Semi_joins_that_salesforce_refuses_are_refused(string soql, string message)
    {
        var fault = _world.Fault(soql);
        Assert.Equal("MALFORMED_QUERY", fault.Code);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Name = 5", "must be of type string and should be enclosed in quotes")]
    [InlineData("NumberOfEmployees = '5'", "must be of type double and should not be enclosed in quotes")]
    [InlineData("IsDeleted = 'true'", "must be of type boolean and should not be enclosed in quotes")]
    [InlineData("CreatedDate = 2026-01-01", "must be of type dateTime")]
    [InlineData("CreatedDate > '2026-01-01T00:00:00Z'", "must be of type dateTime and should not be enclosed in quotes")]
    [InlineData("LastActivityDate = 2026-01-01T00:00:00Z", "must be of type date")]
    [InlineData("OwnerId = true", "must be of type ID and should be enclosed in quotes")]
    public void A_value_of_the_wrong_type_is_refused_with_the_field(string where, string message)
    {
        var fault = _world.Fault("SELECT Id FROM Account WHERE " + where);
        Assert.Equal("INVALID_FIELD", fault.Code);
        Assert.Contains("value of filter criterion for field", fault.Message, StringComparison.Ordinal);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Id = 'nonsense'", "invalid ID field: nonsense")]
    [InlineData("Id LIKE '001%'", "invalid operator on id field")]
    [InlineData("IsDeleted > false", "invalid operator")]
    [InlineData("NumberOfEmployees LIKE '1'", "invalid operator")]
    public void An_operator_that_does_not_fit_is_refused(string where, string message)
    {
        var fault = _world.Fault("SELECT Id FROM Account WHERE " + where);
        Assert.Equal("INVALID_QUERY_FILTER_OPERATOR", fault.Code);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT Id FROM LoginHistory WHERE Status = 'Success'", "Status")]
    [InlineData("SELECT Id FROM LoginHistory WHERE Application LIKE 'x%'", "Application")]
    [InlineData("SELECT Id FROM Account WHERE Description = 'x'", "Description")]
    [InlineData("SELECT Id FROM Contact WHERE Account.Description = 'x'", "Description")]
    [InlineData("SELECT Id FROM SetupAuditTrail WHERE NOT (Display = 'x')", "Display")]
    public void Fields_that_cannot_be_filtered_are_named(string soql, string field)
    {
        var fault = _world.Fault(soql);
        Assert.Equal("INVALID_FIELD", fault.Code);
        Assert.EndsWith($"field '{field}' can not be filtered in a query call", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deleted_rows_are_seen_by_query_all_only()
    {
        var row = _world.Store.Rows("Account").First().Clone();
        row.IsDeleted = true;
        _world.Store.Put(row);
        Assert.Equal(3, _world.Run("SELECT Id FROM Account").TotalSize);
        Assert.Equal(4, _world.Run("SELECT Id FROM Account", all: true).TotalSize);
        Assert.Equal(1, _world.Run("SELECT Id FROM Account WHERE IsDeleted = true", all: true).TotalSize);
        Assert.Equal(0, _world.Run($"SELECT Id FROM Account WHERE Id = '{row.Id}'").TotalSize);
    }

    [Fact]
    public void Many_rows_are_walked_once_not_squared()
    {
        var parents = Enumerable.Range(0, 300).Select(i => _world.Add("PermissionSet", ("Name", "P" + i))).ToList();
        for (var i = 0; i < 3_000; i++)
        {
            _world.Add("FieldPermissions", ("ParentId", parents[i % 300]), ("SobjectType", "Account"), ("Field", "Account.Fax"), ("PermissionsRead", true));
        }

        // Row visits are counted: a clock would measure the machine.
        Assert.Equal(3_000, _world.Run("SELECT Id, (SELECT SobjectType, Field FROM FieldPerms) FROM PermissionSet").Records.Sum(r => (int)r["FieldPerms"]!["totalSize"]!));
        Assert.InRange(_world.Caller.RowsAsked, 3_000, 3_300);
        _world.Caller.RowsAsked = 0;
        Assert.Equal(300, _world.Run("SELECT Id FROM PermissionSet WHERE Id NOT IN (SELECT ParentId FROM SetupEntityAccess)").TotalSize);
        Assert.Equal(0, _world.Run("SELECT Id FROM PermissionSet WHERE Id NOT IN (SELECT ParentId FROM FieldPermissions)").TotalSize);
        Assert.InRange(_world.Caller.RowsAsked, 3_000, 3_600);
        _world.Caller.RowsAsked = 0;
        var list = string.Join(",", parents.Select(p => $"'{p}'"));
        Assert.Equal(3_000, _world.Run($"SELECT SobjectType, Field FROM FieldPermissions WHERE ParentId IN ({list})").TotalSize);
        Assert.Equal(300, _world.Run($"SELECT Name FROM PermissionSet WHERE Id IN ({list})").TotalSize);
        Assert.InRange(_world.Caller.RowsAsked, 3_300, 3_300);
        _world.Caller.RowsAsked = 0;
        Assert.Equal(1, _world.Run($"SELECT Name FROM PermissionSet WHERE Id = '{parents[7]}'").TotalSize);
        Assert.Equal(1, _world.Caller.RowsAsked);
    }
}
