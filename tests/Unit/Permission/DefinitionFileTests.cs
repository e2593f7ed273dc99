using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Access;
using SfIntegration.Permission;
using SfIntegration.Permission.Metadata;
using SfIntegration.Scope;
using SfIntegration.Tests;
using Xunit;

namespace SfIntegration.Unit.Tests.Permission;

/// <summary>Definitions as files of the Metadata API.</summary>
public sealed class DefinitionFileTests
{
    private const string Everything = """
        <?xml version="1.0" encoding="UTF-8"?>
        <PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
            <applicationVisibilities>
                <application>standard__Sales</application>
                <visible>true</visible>
            </applicationVisibilities>
            <classAccesses>
                <apexClass>OrderSync</apexClass>
                <enabled>true</enabled>
            </classAccesses>
            <customMetadataTypeAccesses>
                <enabled>true</enabled>
                <name>Route__mdt</name>
            </customMetadataTypeAccesses>
            <customPermissions>
                <enabled>true</enabled>
                <name>Release_Orders</name>
            </customPermissions>
            <customSettingAccesses>
                <enabled>true</enabled>
                <name>Limits__c</name>
            </customSettingAccesses>
            <description>Orders &amp; more</description>
            <externalCredentialPrincipalAccesses>
                <enabled>true</enabled>
                <externalCredentialPrincipal>Erp-Main</externalCredentialPrincipal>
            </externalCredentialPrincipalAccesses>
            <externalDataSourceAccesses>
                <enabled>true</enabled>
                <externalDataSource>Erp</externalDataSource>
            </externalDataSourceAccesses>
            <fieldPermissions>
                <editable>false</editable>
                <field>Account.AccountNumber</field>
                <readable>true</readable>
            </fieldPermissions>
            <fieldPermissions>
                <editable>true</editable>
                <field>Account.Site</field>
                <readable>true</readable>
            </fieldPermissions>
            <flowAccesses>
                <enabled>true</enabled>
                <flow>Route_Order</flow>
            </flowAccesses>
            <hasActivationRequired>false</hasActivationRequired>
            <label>Orders</label>
            <license>SalesforceAPIIntegrationPsl</license>
            <objectPermissions>
                <allowCreate>true</allowCreate>
                <allowDelete>false</allowDelete>
                <allowEdit>true</allowEdit>
                <allowRead>true</allowRead>
                <modifyAllRecords>false</modifyAllRecords>
                <object>Account</object>
                <viewAllFields>true</viewAllFields>
                <viewAllRecords>false</viewAllRecords>
            </objectPermissions>
            <pageAccesses>
                <apexPage>Overview</apexPage>
                <enabled>true</enabled>
            </pageAccesses>
            <recordTypeVisibilities>
                <recordType>Account.Business</recordType>
                <visible>true</visible>
            </recordTypeVisibilities>
            <tabSettings>
                <tab>Invoice__c</tab>
                <visibility>Available</visibility>
            </tabSettings>
            <tabSettings>
                <tab>standard-Account</tab>
                <visibility>Visible</visibility>
            </tabSettings>
            <userPermissions>
                <enabled>true</enabled>
                <name>ViewSetup</name>
            </userPermissions>
        </PermissionSet>

        """;

    private static readonly string s_everything = Everything.ReplaceLineEndings("\n");

    [Fact]
    public void A_file_that_holds_everything_is_written_as_it_was_read_byte_by_byte()
    {
        var read = Definitions.ReadText(s_everything);

        Assert.Empty(read.LeftOut);
        var written = DefinitionWriter.Write(read);
        Assert.Equal(s_everything, written.Text);
        Assert.Empty(written.LeftOut);
    }

    [Fact]
    public void What_a_file_grants_is_in_the_definition()
    {
        var read = Definitions.ReadText(s_everything);

        Assert.Equal(("Test", "Orders", "Orders & more", "SalesforceAPIIntegrationPsl"), (read.PermissionSet, read.Label, read.Description, read.License));
        Assert.Equal(
            [
                "ApexClass OrderSync", "ApexPage Overview", "CustomEntityDefinition Limits__c", "CustomEntityDefinition Route__mdt", "CustomPermission Release_Orders", "ExternalCredentialParameter Erp-Main",
                "ExternalDataSource Erp", "FlowDefinition Route_Order", "TabSet standard__Sales", "field Account.AccountNumber Read", "field Account.Site Read, Edit",
                "object Account Read, Create, Edit, ViewAllFields", "permission ViewSetup", "record type Account.Business", "tab Invoice__c Available", "tab standard-Account Visible",
            ],
            Definitions.Grants(read));
    }

    [Fact]
    public void The_order_of_grants_does_not_show_in_the_file()
    {
        var read = Definitions.ReadText(s_everything);
        var shuffled = new PermissionSetDefinition(read)
        {
            Fields = read.Fields.Reverse().ToList(),
            SetupEntities = read.SetupEntities.Reverse().ToList(),
            Tabs = read.Tabs.Reverse().ToList(),
        };

        Assert.Equal(s_everything, DefinitionWriter.Write(shuffled).Text);
    }

    [Fact]
    public void Elements_stand_as_the_WSDL_has_them()
    {
        var wsdl = XDocument.Load(Repository.Fixture("metadata-v47.wsdl"));
        XNamespace xsd = "http://www.w3.org/2001/XMLSchema";
        IReadOnlyList<string> Of(string type) => wsdl.Descendants(xsd + "complexType").Single(t => (string?)t.Attribute("name") == type).Descendants(xsd + "element").Select(e => (string)e.Attribute("name")!).ToList();

        // Newer than this copy of the WSDL: custom settings, external credentials (v58) and View All Fields (v63).
        string[] newer = ["customSettingAccesses", "externalCredentialPrincipalAccesses", "viewAllFields"];
        var root = XDocument.Parse(DefinitionWriter.Write(Definitions.ReadText(s_everything)).Text).Root!;
        var lists = root.Elements().Select(e => e.Name.LocalName).Distinct().Except(newer).ToList();
        Assert.Equal(Of("PermissionSet").Intersect(lists), lists);

        var types = new Dictionary<string, string>
        {
            ["applicationVisibilities"] = "PermissionSetApplicationVisibility", ["classAccesses"] = "PermissionSetApexClassAccess", ["customMetadataTypeAccesses"] = "PermissionSetCustomMetadataTypeAccess",
            ["customPermissions"] = "PermissionSetCustomPermissions", ["externalDataSourceAccesses"] = "PermissionSetExternalDataSourceAccess", ["fieldPermissions"] = "PermissionSetFieldPermissions",
            ["flowAccesses"] = "PermissionSetFlowAccess", ["objectPermissions"] = "PermissionSetObjectPermissions", ["pageAccesses"] = "PermissionSetApexPageAccess",
            ["recordTypeVisibilities"] = "PermissionSetRecordTypeVisibility", ["tabSettings"] = "PermissionSetTabSetting", ["userPermissions"] = "PermissionSetUserPermission",
        };
        foreach (var (list, type) in types)
        {
            Assert.Equal(Of(type), root.Elements().First(e => e.Name.LocalName == list).Elements().Select(e => e.Name.LocalName).Except(newer));
        }
    }

    [Fact]
    public void What_a_file_cannot_hold_is_named_and_not_written()
    {
        var definition = new PermissionSetDefinition(Definitions.Of(entities: "ExternalClientApplication:Bridge NamedCredential:Erp"))
        {
            SetupEntities = [new("ExternalClientApplication", "0xI1", "Bridge", null), new("FlowDefinition", "300000000000001", null, null), new("ApexClass", "01p1", "Sync", null)],
        };

        var written = DefinitionWriter.Write(definition);

        Assert.Equal(["external client app Bridge: A permission set file has no place for it.", "flow 300000000000001: Its name is not known, and its id means nothing in another org."], written.LeftOut.Select(l => l.ToString()));
        Assert.Contains("<apexClass>Sync</apexClass>", written.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bridge", written.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_written_with_what_they_depend_on()
    {
        var text = DefinitionWriter.Write(Definitions.Of(objects: "Account:ModifyAll Contact:None", fields: "Account.Site:Edit Account.Fax:None")).Text;

        var row = XDocument.Parse(text).Root!.Elements().Single(e => e.Name.LocalName == "objectPermissions");
        Assert.Equal("false|true|true|true|true|Account|false|true", string.Join('|', row.Elements().Select(e => e.Value)));
        Assert.Contains("<editable>true</editable>\n        <field>Account.Site</field>\n        <readable>true</readable>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Fax", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a < b & c > \"d\" 'e'")]
    [InlineData("Zeile 1\nZeile 2")]
    [InlineData("Ünïcödé \U0001F680 ]]>")]
    public void Any_text_of_a_description_survives(string description)
    {
        var written = DefinitionWriter.Write(Definitions.Of(description: description));

        Assert.Equal(description, Definitions.ReadText(written.Text).Description);
    }

    [Fact]
    public void Characters_that_XML_cannot_hold_are_left_out()
    {
        var written = DefinitionWriter.Write(Definitions.Of(description: "a\u0001b\ud800c"));

        Assert.Equal("abc", Definitions.ReadText(written.Text).Description);
    }

    [Fact]
    public void A_profile_is_read_with_each_thing_that_only_a_profile_can_hold_named()
    {
        var read = Definitions.Read(
            """
            <applicationVisibilities><application>EBikes</application><default>true</default><visible>true</visible></applicationVisibilities>
            <custom>true</custom>
            <layoutAssignments><layout>Case-Case Layout</layout></layoutAssignments>
            <layoutAssignments><layout>Case-Case Layout</layout><recordType>Case.Support</recordType></layoutAssignments>
            <loginHours><mondayStart>480</mondayStart><mondayEnd>1020</mondayEnd></loginHours>
            <loginIpRanges><endAddress>198.51.100.9</endAddress><startAddress>198.51.100.1</startAddress></loginIpRanges>
            <objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Case</object><viewAllRecords>false</viewAllRecords></objectPermissions>
            <recordTypeVisibilities><default>true</default><recordType>Case.Support</recordType><visible>true</visible></recordTypeVisibilities>
            <recordTypeVisibilities><default>false</default><recordType>Case.Sales</recordType><visible>false</visible></recordTypeVisibilities>
            <somethingNew><name>x</name></somethingNew>
            <tabVisibilities><tab>standard-Case</tab><visibility>DefaultOn</visibility></tabVisibilities>
            <tabVisibilities><tab>standard-Lead</tab><visibility>DefaultOff</visibility></tabVisibilities>
            <tabVisibilities><tab>standard-Order</tab><visibility>Hidden</visibility></tabVisibilities>
            <userLicense>Salesforce</userLicense>
            <userPermissions><enabled>false</enabled><name>ViewSetup</name></userPermissions>
            <userPermissions><enabled>true</enabled><name>ApiEnabled</name></userPermissions>
            """,
            "Profile",
            file: "out/2nd E-Bikes %26 Co.profile-meta.xml");

        Assert.Equal(("P_2nd_E_Bikes_Co", "2nd E-Bikes & Co", "Converted from the profile 2nd E-Bikes & Co.", (string?)null), (read.PermissionSet, read.Label, read.Description, read.License));
        Assert.Equal(["TabSet EBikes", "object Case Read", "permission ApiEnabled", "record type Case.Support", "tab standard-Case Visible", "tab standard-Lead Available"], Definitions.Grants(read));
        Assert.Equal(
            ["default app EBikes", "default record type Case.Support", "hidden tab standard-Order", "login address range 198.51.100.1", "login hours ", "metadata somethingNew", "page layout Case-Case Layout"],
            read.LeftOut.Select(l => $"{l.Kind} {l.Target}"));
        Assert.All(read.LeftOut, l => Assert.EndsWith(".", l.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_of_one_name_are_added_up_and_rows_that_give_nothing_are_none()
    {
        var read = Definitions.Read(
            """
            <fieldPermissions><editable>false</editable><field>Account.Site</field><readable>true</readable></fieldPermissions>
            <fieldPermissions><editable>1</editable><field>account.site</field><readable>1</readable></fieldPermissions>
            <fieldPermissions><editable>false</editable><field>Account.Fax</field><readable>false</readable></fieldPermissions>
            <label>Test</label>
            <objectPermissions><allowRead>true</allowRead><object>Account</object></objectPermissions>
            <objectPermissions><allowCreate>true</allowCreate><allowRead>true</allowRead><object>ACCOUNT</object></objectPermissions>
            <tabSettings><tab>standard-Account</tab><visibility>None</visibility></tabSettings>
            """);

        Assert.Equal(["field Account.Site Read, Edit", "object Account Read, Create"], Definitions.Grants(read));
    }

    [Fact]
    public void Names_that_wait_for_a_namespace_are_all_told_with_their_lines_and_the_cure()
    {
        const string Content = "\n<label>T</label>\n<objectPermissions><allowRead>true</allowRead><object>%%%NAMESPACE%%%Batch__c</object></objectPermissions>\n<tabSettings><tab>%%%NAMESPACE%%%Batch__c</tab><visibility>Visible</visibility></tabSettings>";

        var error = Assert.Throws<SfScopeException>(() => Definitions.Read(Content));
        Assert.Equal([4, 5], error.ScopeErrors.Select(e => e.Line));
        Assert.All(error.ScopeErrors, e => Assert.Contains("-Namespace", e.Suggestion, StringComparison.Ordinal));

        Assert.Equal(["object npsp__Batch__c Read", "tab npsp__Batch__c Visible"], Definitions.Grants(Definitions.Read(Content, ns: "npsp")));
        Assert.Equal(["object Batch__c Read", "tab Batch__c Visible"], Definitions.Grants(Definitions.Read(Content, ns: "")));
    }

    [Theory]
    [InlineData("<recordTypeVisibilities><recordType>Support</recordType><visible>true</visible></recordTypeVisibilities>", "no record type")]
    [InlineData("<fieldPermissions><editable>true</editable><field>Site</field></fieldPermissions>", "no field")]
    [InlineData("<classAccesses><enabled>true</enabled></classAccesses>", "apexClass")]
    [InlineData("<tabSettings><visibility>Visible</visibility></tabSettings>", "tab")]
    public void A_row_that_grants_something_nameless_is_an_error_with_its_line(string content, string said)
    {
        var error = Assert.Throws<SfScopeException>(() => Definitions.Read("\n" + content));

        Assert.Equal(3, Assert.Single(error.ScopeErrors).Line);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<a/>")]
    [InlineData("<!DOCTYPE p [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><PermissionSet xmlns=\"http://soap.sforce.com/2006/04/metadata\"><label>&x;</label></PermissionSet>")]
    [InlineData("<PermissionSet xmlns=\"http://soap.sforce.com/2006/04/metadata\"><label>")]
    [InlineData("<PermissionSet><label>no namespace</label></PermissionSet>")]
    [InlineData("PK\u0003\u0004")]
    [InlineData("")]
    public void What_is_no_permission_set_is_refused(string text) => Assert.Throws<SfScopeException>(() => Definitions.ReadText(text));

    [Theory]
    [InlineData("a/b/Order_Sync.permissionset-meta.xml", "Order_Sync")]
    [InlineData("Order_Sync.permissionset", "Order_Sync")]
    [InlineData("Order_Sync.xml", "Order_Sync")]
    [InlineData("Admin.profile", "Admin")]
    [InlineData("Sales %26 Service.profile-meta.xml", "Sales & Service")]
    [InlineData("Order_Sync", "Order_Sync")]
    public void A_set_is_named_after_its_file(string path, string name) => Assert.Equal(name, DefinitionReader.NameOf(path));

    [Theory]
    [InlineData("npsp-Gift_Entry_Recommended.permissionset", "npsp", 11, 221, 0, 15, 1)]
    [InlineData("npsp-Edit_Donations.permissionset", "npsp", 5, 0, 2, 0, 0)]
    [InlineData("ebikes.permissionset-meta.xml", null, 7, 26, 0, 1, 4)]
    [InlineData("dreamhouse.permissionset-meta.xml", null, 2, 33, 0, 4, 5)]
    [InlineData("E-Bikes.profile", null, 3, 35, 0, 4, 0)]
    public void Real_files_read_whole_and_read_back_equal(string file, string? ns, int objects, int fields, int permissions, int entities, int tabs)
    {
        var read = DefinitionReader.ReadFile(Repository.Fixture("permissionsets/" + file), ns);

        // Counted in the files by hand: rows with at least one flag set.
        Assert.Equal((objects, fields, permissions, entities, tabs), (read.Objects.Count, read.Fields.Count, read.SystemPermissions.Count, read.SetupEntities.Count, read.Tabs.Count));
        var written = DefinitionWriter.Write(read);
        Assert.Empty(written.LeftOut);
        var again = Definitions.ReadText(written.Text, read.PermissionSet + ".permissionset-meta.xml");
        Assert.Equal(Definitions.Lines(read), Definitions.Lines(again));
        Assert.Equal(written.Text, DefinitionWriter.Write(again).Text);
    }
}
