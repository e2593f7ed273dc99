using System;
using System.Linq;
using System.Text;
using SfIntegration.Scope;
using Xunit;

namespace SfIntegration.Tests.Scope;

public sealed class ScopeReaderTests
{
    [Fact]
    public void The_full_example_reads_with_every_value_and_its_line()
    {
        var scope = ScopeReader.ReadText(ScopeTexts.Full, file: "orders.scope.yaml").Get();
        Assert.Equal("orders", scope.Name);
        Assert.Equal("Platform Team", scope.Owner!.Name);
        Assert.Equal("orders.scope.yaml(5,1)", scope.IdentitySource!.ToString());
        Assert.Null(scope.Identity.Role);
        Assert.Equal("06:00", scope.Identity.Hours!.From);
        Assert.Equal(4, scope.Identity.Network.Count);
        var sync = scope.Integrations[0];
        Assert.Equal("Integ_Order_Sync", sync.PermissionSet);
        Assert.Equal(new DateTime(2027, 6, 30, 0, 0, 0, DateTimeKind.Utc), sync.Expires);
        Assert.Equal(DateTimeKind.Utc, sync.Expires!.Value.Kind);
        Assert.Equal(20000, sync.CallsPerDay);
        Assert.Equal(new[] { "Account", "Opportunity", "Invoice__c", "Product2", "Contact", "Case" }, sync.Objects.Select(o => o.SobjectType));
        Assert.Equal(38, sync.Objects[0].Source.Line);
        Assert.Equal("orders.scope.yaml(38,43)", sync.Objects[0].Fields.Read[0].Source.ToString());
        Assert.True(sync.Objects[2].Fields.EditAll);
        Assert.Equal("Internal_Note__c", Assert.Single(sync.Objects[2].Fields.Except).Name);
        Assert.Equal(ObjectAccess.Read | ObjectAccess.ViewAll, sync.Objects[3].Access);
        Assert.Equal(ObjectAccess.Read | ObjectAccess.ViewAllFields, sync.Objects[4].Access);
        Assert.Equal("Integ_Orders_Price_Read", scope.Integrations[1].PermissionSet);
        Assert.False(scope.Integrations[1].IsPermissionSetNamed);
        Assert.Equal(64, scope.SourceHash!.Length);
    }

    [Fact]
    public void Tabs_and_record_types_read_with_their_lines()
    {
        var sync = ScopeReader.ReadText(ScopeTexts.Full, file: "orders.scope.yaml").Get().Integrations[0];
        Assert.Equal(new[] { "standard-Account Visible", "Invoice__c Visible", "standard-Case Available" }, sync.Tabs.Select(t => $"{t.Name} {t.Visibility}"));
        Assert.Equal("orders.scope.yaml(46,23)", sync.Tabs[0].Source.ToString());
        Assert.Equal(new[] { "Support", "acme__Billing" }, sync.Objects[5].RecordTypes.Select(r => r.Name));
        Assert.Equal("orders.scope.yaml(43,45)", sync.Objects[5].RecordTypes[0].Source.ToString());
    }

    [Theory]
    [InlineData("[standard-Account]", "standard-Account Visible")]
    [InlineData("standard-Account", "standard-Account Visible")]
    [InlineData("{ available: standard-Account }", "standard-Account Available")]
    [InlineData("[]", "")]
    [InlineData("", "")]
    [InlineData("{}", "")]
    public void A_list_of_tabs_is_visible_and_a_single_name_is_a_list_of_one(string tabs, string expected) => Assert.Equal(
        expected,
        string.Join(",", ScopeReader.ReadText(ScopeTexts.Small($"    tabs: {tabs}")).Get().Integrations[0].Tabs.Select(t => $"{t.Name} {t.Visibility}")));

    [Fact]
    public void Modify_all_includes_delete_and_says_so()
    {
        var scope = ScopeReader.ReadText(ScopeTexts.Full).Get();
        var access = scope.Integrations[0].Objects[5].Access;
        Assert.Equal(ObjectAccess.Read | ObjectAccess.Edit | ObjectAccess.Delete | ObjectAccess.ViewAll | ObjectAccess.ModifyAll, access);
        Assert.Contains(scope.Notes, n => n.Contains("modifyAll includes delete", StringComparison.Ordinal));
    }

    [Fact]
    public void An_environment_changes_what_it_names_and_nothing_else()
    {
        var uat = ScopeReader.ReadText(ScopeTexts.Full, "UAT").Get();
        Assert.Equal("uat", uat.Environment);
        Assert.Equal("integ-svc-orders@acme.example.uat", uat.Identity.Username);
        Assert.Equal("platform-team@acme.example", uat.Identity.Email);
        Assert.Equal("Integ Orders", uat.Identity.Profile!.Name);

        var dev = ScopeReader.ReadText(ScopeTexts.Full, "dev").Get();
        Assert.Equal("Salesforce", dev.Identity.License);
        Assert.Equal(new[] { "10.0.0.0/8" }, dev.Identity.Network);
        Assert.Empty(dev.Identity.Groups);
        Assert.Equal("24:00", dev.Identity.Hours!.To);
    }

    [Fact]
    public void An_unknown_environment_is_an_error_that_lists_the_known()
    {
        Assert.Contains("did you mean `uat`?", Assert.Single(ScopeReader.ReadText(ScopeTexts.Full, "uta").Errors).ToString(), StringComparison.Ordinal);
        Assert.Contains("it knows uat, dev", Assert.Single(ScopeReader.ReadText(ScopeTexts.Full, "production").Errors).ToString(), StringComparison.Ordinal);
        Assert.Contains("it names none", Assert.Single(ScopeReader.ReadText(ScopeTexts.Small(), "uat").Errors).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8", true, "\n")]
    [InlineData("utf-8", true, "\r\n")]
    [InlineData("utf-8", false, "\r")]
    [InlineData("utf-16", true, "\r\n")]
    [InlineData("utf-16", false, "\n")]
    [InlineData("utf-16BE", true, "\n")]
    [InlineData("utf-16BE", false, "\r\n")]
    public void Marks_line_ends_and_encodings_do_not_matter(string encoding, bool mark, string lineEnd)
    {
        var code = Encoding.GetEncoding(encoding);
        var text = ScopeTexts.Full.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("ERP orders", "ERP-Aufträge für 漢字 😀", StringComparison.Ordinal);
        var bytes = code.GetBytes((mark ? "\uFEFF" : "") + text.Replace("\n", lineEnd, StringComparison.Ordinal));
        var scope = ScopeReader.ReadBytes(bytes).Get();
        Assert.Equal("Keeps ERP-Aufträge für 漢字 😀 and opportunities in step", scope.Integrations[0].Purpose);
        Assert.Equal(38, scope.Integrations[0].Objects[0].Source.Line);
        Assert.Equal(ScopeReader.ReadText(text).Get().SourceHash, scope.SourceHash);
    }

    [Fact]
    public void Scalars_are_text()
    {
        var scope = ScopeReader.ReadText("""
            scopeVersion: 1
            name: "0123"
            identity: { username: svc@acme.example, lastName: no, email: ops@acme.example, role: "null" }
            integrations:
              1421: { purpose: 06:00, system: 1.10, approval: { by: yes, ticket: 0x10 } }
            """).Get();
        Assert.Equal("0123", scope.Name);
        Assert.Equal("no", scope.Identity.LastName);
        Assert.Equal("null", scope.Identity.Role);
        Assert.Equal("1421", scope.Integrations[0].Name);
        Assert.Equal("06:00", scope.Integrations[0].Purpose);
        Assert.Equal("1.10", scope.Integrations[0].System);
        Assert.Equal("yes", scope.Integrations[0].Approval!.By);
        Assert.Equal("0x10", scope.Integrations[0].Approval!.Ticket);
    }

    [Fact]
    public void Json_is_accepted_with_tabs_or_without_any_space()
    {
        const string Json = "{\n\t\"scopeVersion\": 1,\n\t\"name\": \"small\",\n\t\"identity\": {\n\t\t\"username\": \"svc@acme.example\", \"lastName\": \"svc\\/x\", \"email\": \"ops@acme.example\", \"role\": null },\n\t\"integrations\": { \"job\": { \"objects\": { \"Account\": { \"access\": [\"read\"], \"viewAllFields\": true, \"reason\": \"50% of: all\" } } } }\n}";
        var scope = ScopeReader.ReadText(Json).Get();
        Assert.Equal("svc/x", scope.Identity.LastName);
        Assert.Equal("50% of: all", scope.Integrations[0].Objects[0].Reason);
        var dense = Json.Replace("\n", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal).Replace("\": ", "\":", StringComparison.Ordinal);
        Assert.Equal("50% of: all", ScopeReader.ReadText(dense).Get().Integrations[0].Objects[0].Reason);
    }

    [Fact]
    public void What_access_depends_on_is_completed_and_noted()
    {
        var scope = ScopeReader.ReadText(ScopeTexts.Small("    objects: { Account: { access: [delete] }, Contact: { access: [edit] }, Lead: { access: [read, create] } }")).Get();
        Assert.Equal(ObjectAccess.Read | ObjectAccess.Edit | ObjectAccess.Delete, scope.Integrations[0].Objects[0].Access);
        Assert.Equal(ObjectAccess.Read | ObjectAccess.Edit, scope.Integrations[0].Objects[1].Access);
        Assert.Equal(ObjectAccess.Read | ObjectAccess.Create, scope.Integrations[0].Objects[2].Access);
        Assert.Equal(2, scope.Notes.Count);
        Assert.Contains("Account: read and edit are added", scope.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_scope_type_cannot_be_made_from_outside_or_from_a_string()
    {
        Assert.Empty(typeof(AccessScope).GetConstructors());
        Assert.DoesNotContain(typeof(AccessScope).GetMethods(), m => m.Name is "op_Implicit" or "op_Explicit" or "Parse");
        Assert.All(typeof(AccessScope).GetProperties(), p => Assert.False(p.SetMethod?.IsPublic ?? false));
    }
}
