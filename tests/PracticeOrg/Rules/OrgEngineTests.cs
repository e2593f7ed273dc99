using System;
using System.Linq;
using SfIntegration.Practice.Rules;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Rules;

public class OrgEngineTests
{
    private readonly TestOrg _org = new();

    [Fact]
    public void A_record_is_stamped_owned_and_lands_in_the_recycle_bin()
    {
        var ines = _org.As("ines.sales@acme.example");
        var id = _org.Engine.Insert(ines, "Account", TestOrg.Map(("Name", "New"), ("NumberOfEmployees", 12L), ("AnnualRevenue", "1.5e3"), ("Phone", "")));
        var row = _org.Engine.Get(ines, "Account", id.Substring(0, 15));
        Assert.Equal(18, id.Length);
        Assert.Equal(ines.UserId, row.Text("OwnerId"));
        Assert.Equal(12, row["NumberOfEmployees"]);
        Assert.Equal(1500m, row["AnnualRevenue"]);
        Assert.Null(row["Phone"]);
        Assert.Equal(_org.Clock.UtcNow, row["SystemModstamp"]);
        _org.Delete("Account", id);
        Assert.True(_org.Store.Find("Account", id)!.IsDeleted);
        TestOrg.Refused("ENTITY_IS_DELETED", () => _org.Engine.Get(_org.Admin, "Account", id));
    }

    [Theory]
    [InlineData("Account", "x", "MALFORMED_ID")]
    [InlineData("Account", "003Pr0000000001", "MALFORMED_ID")]
    [InlineData("Account", "001Pr0zzzzzzzzz", "NOT_FOUND")]
    [InlineData("Nothing__c", "001Pr0zzzzzzzzz", "NOT_FOUND")]
    public void What_is_not_there_is_said_so(string type, string id, string code) =>
        TestOrg.Refused(code, () => _org.Engine.Get(_org.Admin, type, id));

    [Fact]
    public void Field_rights_hold_for_writing()
    {
        var id = _org.AddUser("orders@acme.example");
        var set = _org.AddSet("A", _org.Psl);
        _org.Grant(set, "Account", "rce");
        _org.GrantField(set, "Account.Fax");
        _org.Assign(id, set);
        var access = _org.Engine.AccessOf(id);
        TestOrg.Refused("INVALID_FIELD", () => _org.Engine.Insert(access, "Account", TestOrg.Map(("Name", "A"), ("Phone", "1"))));
        var fault = TestOrg.Refused("INVALID_FIELD_FOR_INSERT_UPDATE", () => _org.Engine.Insert(access, "Account", TestOrg.Map(("Name", "A"), ("Fax", "1"))));
        Assert.Equal(new[] { "Fax" }, fault.Fields);
        var account = _org.Engine.Insert(access, "Account", TestOrg.Map(("Name", "A")));
        TestOrg.Refused("INVALID_FIELD_FOR_INSERT_UPDATE", () => _org.Engine.Update(access, "Account", account, TestOrg.Map(("CreatedDate", "2020-01-01T00:00:00Z"))));
        TestOrg.Refused("INSUFFICIENT_ACCESS_OR_READONLY", () => _org.Engine.Delete(access, "Account", account));
    }

    [Fact]
    public void Required_lengths_references_and_types_are_checked_for_records_too()
    {
        TestOrg.Refused("REQUIRED_FIELD_MISSING", () => _org.Insert("Account"));
        TestOrg.Refused("REQUIRED_FIELD_MISSING", () => _org.Insert("Opportunity", ("Name", "x")));
        var id = _org.Insert("Account", ("Name", "A"));
        TestOrg.Refused("REQUIRED_FIELD_MISSING", () => _org.Update("Account", id, ("Name", null)));
        TestOrg.Refused("STRING_TOO_LONG", () => _org.Update("Account", id, ("AccountNumber", new string('1', 41))));
        TestOrg.Refused("INVALID_CROSS_REFERENCE_KEY", () => _org.Update("Account", id, ("ParentId", "001Pr0zzzzzzzzz")));
        TestOrg.Refused("INVALID_CROSS_REFERENCE_KEY", () => _org.Update("Account", id, ("OwnerId", id)));
        TestOrg.Refused("JSON_PARSER_ERROR", () => _org.Update("Account", id, ("NumberOfEmployees", "many")));
        Assert.Equal("A", _org.Store.Find("Account", id)!.Text("Name"));
    }

    [Fact]
    public void An_external_id_finds_its_row_or_makes_one()
    {
        var (first, created) = _org.Engine.Upsert(_org.Admin, "Opportunity", "ERP_Order_Id__c", "SO-9", TestOrg.Map(("Name", "New"), ("StageName", "Prospecting"), ("CloseDate", "2026-12-31")));
        Assert.True(created);
        var (second, again) = _org.Engine.Upsert(_org.Admin, "Opportunity", "erp_order_id__c", "so-9", TestOrg.Map(("Name", "Changed")));
        Assert.False(again);
        Assert.Equal(first, second);
        Assert.Equal("Changed", _org.Store.Find("Opportunity", first)!.Text("Name"));
        Assert.Equal(new DateTime(2026, 12, 31), _org.Store.Find("Opportunity", first)!["CloseDate"]);
        TestOrg.Refused("NOT_FOUND", () => _org.Engine.Upsert(_org.Admin, "Opportunity", "NextStep", "x", TestOrg.Map()));
        TestOrg.Refused("DUPLICATE_VALUE", () => _org.Insert("Opportunity", ("Name", "B"), ("StageName", "Prospecting"), ("CloseDate", "2026-12-31"), ("ERP_Order_Id__c", "SO-9")));
    }

    [Fact]
    public void Objects_that_cannot_be_written_say_so()
    {
        TestOrg.Refused("INVALID_TYPE_FOR_OPERATION", () => _org.Insert("UserLicense", ("Name", "Free Lunch")));
        TestOrg.Refused("INVALID_TYPE_FOR_OPERATION", () => _org.Update("PermissionSetLicense", _org.Psl, ("TotalLicenses", 99)));
        TestOrg.Refused("INVALID_TYPE_FOR_OPERATION", () => _org.Delete("LoginHistory", _org.Store.Rows("LoginHistory").First().Id));
    }

    [Fact]
    public void Public_read_write_lets_everybody_edit_and_the_owner_delete()
    {
        var id = _org.AddUser("orders@acme.example");
        var set = _org.AddSet("A", _org.Psl);
        _org.Grant(set, "Lead", "rced");
        _org.GrantField(set, "Lead.Title", edit: true);
        _org.Assign(id, set);
        var access = _org.Engine.AccessOf(id);
        var lead = _org.Find("Lead", "LastName", "Runner").Id;
        _org.Engine.Update(access, "Lead", lead, TestOrg.Map(("Title", "Fast")));
        TestOrg.Refused("INSUFFICIENT_ACCESS_OR_READONLY", () => _org.Engine.Delete(access, "Lead", lead));
        _org.Delete("Lead", lead);
    }

    [Fact]
    public void Setup_and_records_do_not_mix()
    {
        Assert.True(_org.Engine.IsSetup("PermissionSetAssignment"));
        Assert.False(_org.Engine.IsSetup("Account"));
        Assert.False(MixedDml.Counts("User", insert: true, delete: false, TestOrg.Map(("Username", "x"), ("UserRoleId", null))));
        Assert.True(MixedDml.Counts("User", insert: true, delete: false, TestOrg.Map(("UserRoleId", "00E"))));
        Assert.False(MixedDml.Counts("User", insert: false, delete: false, TestOrg.Map(("Title", "x"))));
        Assert.True(MixedDml.Counts("User", insert: false, delete: false, TestOrg.Map(("isactive", false))));
        Assert.False(MixedDml.Counts("Group", insert: true, delete: false, TestOrg.Map()));
        Assert.Equal("MIXED_DML_OPERATION", MixedDml.Fault("User", "Account").Code);
    }
}
