using System;
using System.Linq;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Soql;

public sealed class SoqlSelectTests
{
    private readonly SoqlWorld _world = new();
    private readonly string _acme;
    private readonly string _boss;

    public SoqlSelectTests()
    {
        var profile = _world.Add("Profile", ("Name", "Standard"));
        _boss = _world.Add("User", ("Username", "boss@x.example"), ("FirstName", "Ada"), ("LastName", "Lo"), ("ProfileId", profile));
        _acme = _world.Add("Account", ("Name", "Acme"), ("OwnerId", _boss), ("BillingCity", "Berlin"), ("CreatedDate", SoqlWorld.Utc(2026, 1, 2, 3, 4, 5)), ("AnnualRevenue", 10.5m));
        var child = _world.Add("Account", ("Name", "Child"), ("ParentId", _acme), ("OwnerId", _boss));
        _world.Add("Contact", ("FirstName", "Eve"), ("LastName", "Z"), ("AccountId", _acme), ("Email", "e@x.example"));
        _world.Add("Contact", ("LastName", "A"), ("AccountId", _acme));
        _world.Add("Contact", ("LastName", "M"), ("AccountId", child));
        _world.Add("Contact", ("LastName", "Free"));
    }

    [Fact]
    public void A_record_carries_attributes_and_fields_in_the_order_and_spelling_of_salesforce()
    {
        var record = _world.One("select NAME, id, createddate, isdeleted, billingaddress, annualrevenue, industry from ACCOUNT where name = 'acme'");
        Assert.Equal(
            "{\"attributes\":{\"type\":\"Account\",\"url\":\"/services/data/v66.0/sobjects/Account/" + _acme + "\"},"
            + "\"Name\":\"Acme\",\"Id\":\"" + _acme + "\",\"CreatedDate\":\"2026-01-02T03:04:05.000+0000\",\"IsDeleted\":false,"
            + "\"BillingAddress\":{\"city\":\"Berlin\",\"country\":null,\"geocodeAccuracy\":null,\"latitude\":null,\"longitude\":null,\"postalCode\":null,\"state\":null,\"street\":null},"
            + "\"AnnualRevenue\":10.5,\"Industry\":null}",
            record.ToString(Formatting.None));
    }

    [Fact]
    public void Parents_nest_and_share_one_object()
    {
        var record = _world.One("SELECT Owner.Name, Name, Owner.Profile.Name, Parent.Owner.Username FROM Account WHERE Name = 'Child'");
        Assert.Equal("Ada Lo", (string?)record["Owner"]!["Name"]);
        Assert.Equal("Standard", (string?)record["Owner"]!["Profile"]!["Name"]);
        Assert.Equal("User", (string?)record["Owner"]!["attributes"]!["type"]);
        Assert.Equal("boss@x.example", (string?)record["Parent"]!["Owner"]!["Username"]);
        Assert.Equal(new[] { "attributes", "Owner", "Name", "Parent" }, record.Properties().Select(p => p.Name));
    }

    [Fact]
    public void A_missing_parent_is_null_and_so_is_everything_behind_it()
    {
        var record = _world.One("SELECT Account.Owner.Name FROM Contact WHERE LastName = 'Free'");
        Assert.Equal(JTokenType.Null, record["Account"]!.Type);
        Assert.Equal("Free", _world.Column("SELECT LastName FROM Contact WHERE Account.Owner.Name = null"));
        Assert.Equal("Z,A,M", _world.Column("SELECT LastName FROM Contact WHERE Account.Owner.Profile.Name = 'standard'"));
        Assert.Equal("Free", _world.Column("SELECT LastName FROM Contact WHERE Account.Name != 'Acme' AND Account.Name != 'Child'"));
    }

    [Fact]
    public void Five_parents_are_followed() =>
        Assert.Equal(2, _world.Run("SELECT Parent.Parent.Parent.Owner.Profile.Name FROM Account").TotalSize);

    [Fact]
    public void Aliases_and_the_objects_own_name_lead_nowhere_else()
    {
        Assert.Equal("Acme", _world.Column("SELECT a.Name FROM Account a WHERE a.Owner.Profile.Name = 'Standard' AND a.ParentId = null"));
        Assert.Equal("Acme", _world.Column("SELECT Account.Name FROM Account AS a WHERE Account.ParentId = null"));
        Assert.Equal("Acme", _world.Column("SELECT Account.Name FROM Contact WHERE Contact.LastName = 'Z'"));
    }

    [Fact]
    public void Polymorphic_parents_answer_what_their_object_has()
    {
        var license = _world.Add("UserLicense", ("Name", "Salesforce Integration"), ("MasterLabel", "SI"));
        var psl = _world.Add("PermissionSetLicense", ("DeveloperName", "Psl"), ("MasterLabel", "API Integration"));
        _world.Add("PermissionSet", ("Name", "A"), ("LicenseId", license));
        _world.Add("PermissionSet", ("Name", "B"), ("LicenseId", psl));
        _world.Add("PermissionSet", ("Name", "C"));
        var records = _world.Run("SELECT Name, License.Name, License.MasterLabel FROM PermissionSet").Records;
        Assert.Equal("Salesforce Integration", (string?)records[0]["License"]!["Name"]);
        Assert.Equal("UserLicense", (string?)records[0]["License"]!["attributes"]!["type"]);
        Assert.Equal(JTokenType.Null, records[1]["License"]!["Name"]!.Type);
        Assert.Equal("API Integration", (string?)records[1]["License"]!["MasterLabel"]);
        Assert.Equal(JTokenType.Null, records[2]["License"]!.Type);
        Assert.Equal("A", _world.Column("SELECT Name FROM PermissionSet WHERE License.Name = 'salesforce integration'"));
    }

    [Fact]
    public void Children_come_under_their_parents_filtered_ordered_and_cut()
    {
        var records = _world.Run("SELECT Name, (SELECT LastName, Account.Name FROM Contacts WHERE LastName != 'x' ORDER BY LastName LIMIT 1) FROM Account ORDER BY Name").Records;
        Assert.Equal(1, (int)records[0]["Contacts"]!["totalSize"]!);
        Assert.True((bool)records[0]["Contacts"]!["done"]!);
        Assert.Equal("A", (string?)records[0]["Contacts"]!["records"]![0]!["LastName"]);
        Assert.Equal("Acme", (string?)records[0]["Contacts"]!["records"]![0]!["Account"]!["Name"]);
        Assert.Equal("M", (string?)records[1]["Contacts"]!["records"]![0]!["LastName"]);
        Assert.Equal(JTokenType.Null, _world.Run("SELECT (SELECT Id FROM Contacts WHERE LastName = 'M') FROM Account WHERE Name = 'Acme'").Records[0]["Contacts"]!.Type);
    }

    [Theory]
    [InlineData("PermissionSet", "FieldPerms", "SobjectType, Field")]
    [InlineData("PermissionSet", "ObjectPerms", "Id")]
    [InlineData("PermissionSet", "SetupEntityAccessItems", "Id")]
    [InlineData("PermissionSet", "Assignments", "Id")]
    [InlineData("PermissionSetGroup", "PermissionSetGroupComponents", "Id")]
    [InlineData("PermissionSetGroup", "Assignments", "Id")]
    [InlineData("User", "PermissionSetAssignments", "Id")]
    [InlineData("User", "PermissionSetLicenseAssignments", "Id")]
    [InlineData("Profile", "Users", "Id")]
    [InlineData("Group", "GroupMembers", "Id")]
    [InlineData("Account", "Contacts", "Id")]
    [InlineData("Account", "Opportunities", "Id")]
    [InlineData("Account", "Cases", "Id")]
    [InlineData("Account", "ChildAccounts", "Id")]
    [InlineData("Account", "Invoices__r", "Id")]
    [InlineData("Invoice__c", "Invoice_Lines__r", "Id")]
    [InlineData("Opportunity", "OpportunityLineItems", "Id")]
    [InlineData("Opportunity", "OpportunityContactRoles", "Id")]
    [InlineData("Campaign", "CampaignMembers", "Id")]
    [InlineData("Order", "OrderItems", "Id")]
    public void Child_relationships_have_their_names(string parent, string relationship, string fields) =>
        Assert.Equal(0, _world.Run($"SELECT Id, (SELECT {fields} FROM {relationship}) FROM {parent} WHERE Id = null").TotalSize);

    [Theory]
    [InlineData("SELECT LastName FROM Contact ORDER BY LastName", "A,Free,M,Z")]
    [InlineData("SELECT LastName FROM Contact ORDER BY LastName DESC LIMIT 2 OFFSET 1", "M,Free")]
    [InlineData("SELECT LastName FROM Contact ORDER BY Email, LastName DESC", "M,Free,A,Z")]
    [InlineData("SELECT LastName FROM Contact ORDER BY Email NULLS LAST, LastName", "Z,A,Free,M")]
    [InlineData("SELECT LastName FROM Contact ORDER BY Email DESC NULLS FIRST, LastName ASC NULLS FIRST", "A,Free,M,Z")]
    [InlineData("SELECT LastName FROM Contact ORDER BY Account.Name DESC NULLS LAST, LastName", "M,A,Z,Free")]
    [InlineData("SELECT LastName FROM Contact LIMIT 0", "")]
    [InlineData("SELECT LastName FROM Contact OFFSET 3", "Free")]
    [InlineData("SELECT LastName FROM Contact ORDER BY LastName LIMIT 1 FOR VIEW", "A")]
    [InlineData("SELECT LastName FROM Contact WITH SECURITY_ENFORCED ORDER BY LastName LIMIT 1 FOR REFERENCE", "A")]
    public void Order_limit_and_offset(string soql, string expected) => Assert.Equal(expected, _world.Column(soql));

    [Fact]
    public void Picklists_sort_in_their_own_order()
    {
        foreach (var stage in new[] { "Closed Won", "Prospecting", "odd", "Qualification" })
        {
            _world.Add("Opportunity", ("StageName", stage));
        }

        Assert.Equal("Prospecting,Qualification,Closed Won,odd", _world.Column("SELECT StageName FROM Opportunity ORDER BY StageName"));
    }

    [Fact]
    public void Rows_the_caller_may_not_see_are_absent_everywhere()
    {
        _world.Caller.HiddenRows.Add(_acme);
        Assert.Equal("Child", _world.Column("SELECT Name FROM Account"));
        Assert.Equal(1, _world.Run("SELECT COUNT() FROM Account").TotalSize);
        Assert.Equal("null", _world.Column("SELECT Parent.Name FROM Account"));
        Assert.Equal(0, _world.Run($"SELECT Id FROM Account WHERE Id = '{_acme}'").TotalSize);
        Assert.Equal(1, _world.Run("SELECT Id FROM Contact WHERE AccountId IN (SELECT Id FROM Account)").TotalSize);
    }

    [Fact]
    public void Fields_functions_expand_to_what_the_caller_sees()
    {
        _world.Caller.HiddenFields.Add("Account.Industry");
        var all = _world.Run("SELECT FIELDS(ALL) FROM Account LIMIT 200").Records[0];
        Assert.False(all.ContainsKey("Industry"));
        Assert.True(all.ContainsKey("ERP_Number__c") && all.ContainsKey("Name") && all.ContainsKey("BillingAddress"));
        Assert.Equal(new[] { "attributes", "ERP_Number__c" }, _world.Run("SELECT FIELDS(CUSTOM) FROM Account LIMIT 1").Records[0].Properties().Select(p => p.Name));
        Assert.False(_world.Run("SELECT FIELDS(STANDARD) FROM Account").Records[0].ContainsKey("ERP_Number__c"));
        Assert.Equal("INVALID_FIELD", _world.Fault("SELECT Id, FIELDS(ALL) FROM Account LIMIT 1").Code);
    }

    [Fact]
    public void My_scope_is_what_i_own()
    {
        Assert.Equal(0, _world.Run("SELECT Id FROM Account USING SCOPE mine").TotalSize);
        Assert.Equal(2, _world.Run("SELECT Id FROM Account USING SCOPE everything").TotalSize);
    }

    [Fact]
    public void Labels_are_the_values() =>
        Assert.Equal("Acme", _world.Column("SELECT toLabel(Name) FROM Account WHERE toLabel(Name) = 'Acme'"));
}
