using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;
using static SfIntegration.Tests.Metadata.MetadataClient;

namespace SfIntegration.Tests.Metadata;

/// <summary>What the files of permission sets and profiles do to what is there already.</summary>
public sealed class PermissionFileTests : IDisposable
{
    private const string Full =
        "<classAccesses><apexClass>InvoiceExporter</apexClass><enabled>true</enabled></classAccesses>"
        + "<fieldPermissions><editable>true</editable><field>Account.AccountNumber</field><readable>true</readable></fieldPermissions>"
        + "<label>Wide</label>"
        + "<objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Account</object><viewAllFields>false</viewAllFields><viewAllRecords>false</viewAllRecords></objectPermissions>"
        + "<tabSettings><tab>standard-Account</tab><visibility>Available</visibility></tabSettings>"
        + "<userPermissions><enabled>true</enabled><name>ApiEnabled</name></userPermissions>";

    private readonly MetadataClient _client = new();

    public void Dispose() => _client.Dispose();

    private async Task<string[]> WideAsync() =>
        [.. (await _client.ReadAsync("PermissionSet", "Wide"))!.Elements().Select(e => e.Name.LocalName).Except(["fullName", "label", "hasActivationRequired"]).Distinct()];

    [Fact]
    public async Task A_permission_set_file_stands_for_the_whole_set_since_v40()
    {
        await _client.UpsertAsync("PermissionSet", "Wide", Full);
        Assert.Equal(["classAccesses", "fieldPermissions", "objectPermissions", "tabSettings", "userPermissions"], await WideAsync());
        await _client.UpsertAsync("PermissionSet", "Wide", "<label>Wide</label>");
        Assert.Empty(await WideAsync());
    }

    [Fact]
    public async Task The_switch_leaves_rows_alone_but_not_system_permissions()
    {
        _client.Org.Switches.PermissionSetDeployReplacesRows = false;
        await _client.UpsertAsync("PermissionSet", "Wide", Full);
        await _client.UpsertAsync("PermissionSet", "Wide", "<label>Wide</label>");
        Assert.Equal(["classAccesses", "fieldPermissions", "objectPermissions", "tabSettings"], await WideAsync());
    }

    [Fact]
    public async Task Before_v40_a_permission_set_file_was_laid_over_the_set()
    {
        await _client.UpsertAsync("PermissionSet", "Wide", Full);
        _client.Version = "39.0";
        await _client.UpsertAsync("PermissionSet", "Wide", "<label>Wider</label><userPermissions><enabled>true</enabled><name>RunReports</name></userPermissions>");
        _client.Version = "66.0";
        Assert.Equal(5, (await WideAsync()).Length);
        Assert.Equal(2, (await _client.ReadAsync("PermissionSet", "Wide"))!.Elements(Ns + "userPermissions").Count());
    }

    [Fact]
    public async Task View_all_fields_is_a_word_of_v63()
    {
        await _client.UpsertAsync("PermissionSet", "Wide", Full.Replace("<viewAllFields>false", "<viewAllFields>true", StringComparison.Ordinal));
        _client.Version = "62.0";
        var old = (await _client.ReadAsync("PermissionSet", "Wide"))!;
        Assert.DoesNotContain(old.Descendants(), e => e.Name.LocalName == "viewAllFields");
        await _client.UpsertAsync("PermissionSet", "Wide", string.Concat(old.Elements().Where(e => e.Name.LocalName != "fullName")) + "<description>d</description>");
        _client.Version = "63.0";
        Assert.Equal("true", Value((await _client.ReadAsync("PermissionSet", "Wide"))!, "objectPermissions", "viewAllFields"));
    }

    [Fact]
    public async Task The_licence_of_a_set_stays()
    {
        await _client.UpsertAsync("PermissionSet", "Wide", "<label>Wide</label><license>Salesforce</license>");
        Assert.Equal("The license of a permission set can't be changed", Value(await _client.UpsertAsync("PermissionSet", "Wide", "<label>Wide</label><license>SalesforceAPIIntegrationPsl</license>"), "errors", "message"));
        Assert.Equal("true", Value(await _client.UpsertAsync("PermissionSet", "Wide", "<label>Wide 2</label><license>salesforce</license>"), "success"));
    }

    [Fact]
    public async Task Details_and_masters_are_taken_away_and_given_in_whatever_order_the_file_has()
    {
        string Rights(string name) => $"<objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>{name}</object><viewAllRecords>false</viewAllRecords></objectPermissions>";
        Assert.Equal("true", Value(await _client.UpsertAsync("PermissionSet", "Wide", "<label>Wide</label>" + Rights("Invoice_Line__c") + Rights("Invoice__c")), "success"));
        Assert.Equal("true", Value(await _client.UpsertAsync("PermissionSet", "Wide", "<label>Wide</label>"), "success"));
        var refused = await _client.UpsertAsync("PermissionSet", "Wide", "<label>Wide</label>" + Rights("Invoice_Line__c"));
        Assert.Equal("Permission Read Invoice Line depends on permission(s): Read Invoice", Value(refused, "errors", "message"));
    }

    [Fact]
    public async Task A_group_has_the_sets_its_file_names_and_is_worked_out_again()
    {
        var file = "<label>Sales Desk</label><mutingPermissionSets>Sales_Desk_Muting</mutingPermissionSets><permissionSets>Invoicing</permissionSets><status>Outdated</status>";
        Assert.Equal("true", Value(await _client.UpsertAsync("PermissionSetGroup", "Sales_Desk", file), "success"));
        var group = (await _client.ReadAsync("PermissionSetGroup", "Sales_Desk"))!;
        Assert.Equal(("Invoicing", "Updated"), (group.Elements(Ns + "permissionSets").Single().Value, Value(group, "status")));
        Assert.Equal("In field: permissionSets - no PermissionSet named None found", Value(await _client.UpsertAsync("PermissionSetGroup", "New", "<label>New</label><permissionSets>None</permissionSets>"), "errors", "message"));
    }

    [Fact]
    public async Task A_muting_set_is_what_its_file_says()
    {
        var result = await _client.UpsertAsync("MutingPermissionSet", "Sales_Desk_Muting", "<label>Quiet</label><userPermissions><enabled>true</enabled><name>ManageDashbdsInPubFolders</name></userPermissions>");
        Assert.Equal("true", Value(result, "success"));
        var read = (await _client.ReadAsync("MutingPermissionSet", "Sales_Desk_Muting"))!;
        Assert.Equal(["fullName", "hasActivationRequired", "label", "userPermissions"], read.Elements().Select(e => e.Name.LocalName));
    }

    [Fact]
    public async Task A_profile_file_is_laid_over_the_profile()
    {
        var before = (await _client.ReadAsync("Profile", "Acme Sales"))!;
        var changed = await _client.UpsertAsync("Profile", "Acme Sales", "<userPermissions><enabled>false</enabled><name>RunReports</name></userPermissions><userPermissions><enabled>true</enabled><name>ApiEnabled</name></userPermissions><fieldPermissions><editable>false</editable><field>Account.AccountNumber</field><readable>false</readable></fieldPermissions>");
        Assert.Equal("true", Value(changed, "success"));
        var after = (await _client.ReadAsync("Profile", "Acme Sales"))!;
        string[] Permissions(System.Xml.Linq.XElement e) => [.. e.Elements(Ns + "userPermissions").Select(p => Value(p, "name"))];
        Assert.Equal(Permissions(before).Except(["RunReports"]).Append("ApiEnabled").Order(), Permissions(after).Order());
        Assert.Equal(before.Elements(Ns + "objectPermissions").Count(), after.Elements(Ns + "objectPermissions").Count());
        Assert.Equal("false", Value(after.Elements(Ns + "fieldPermissions").Single(f => Value(f, "field") == "Account.AccountNumber"), "readable"));
    }

    [Fact]
    public async Task An_unknown_profile_is_born_from_minimum_access_with_an_escaped_name()
    {
        Assert.Equal("true", Value(await _client.UpsertAsync("Profile", "Field Sales%3A North", "<custom>true</custom><userLicense>Salesforce</userLicense>"), "success"));
        var profile = Assert.Single(_client.Org.AsSystem.Query("SELECT Id, PermissionsViewHelpLink FROM Profile WHERE Name = 'Field Sales: North'"));
        Assert.Equal("True", profile["PermissionsViewHelpLink"]?.ToString());
        Assert.Equal("In field: userLicense - no UserLicense named None found", Value(await _client.UpsertAsync("Profile", "X", "<userLicense>None</userLicense>"), "errors", "message"));
        Assert.Contains("can't be deleted", Value((await _client.CallAsync("deleteMetadata", "<type>Profile</type><fullNames>Admin</fullNames>")).Single(), "errors", "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_objects_of_standard_profiles_are_not_edited()
    {
        const string Rights = "<objectPermissions><allowDelete>{0}</allowDelete><allowRead>true</allowRead><object>Case</object></objectPermissions>";
        Assert.Equal("Object permissions of standard objects can't be edited on a standard profile: Case", Value(await _client.UpsertAsync("Profile", "Standard", string.Format(null, Rights, "true")), "errors", "message"));
        Assert.Equal("true", Value(await _client.UpsertAsync("Profile", "Standard", string.Format(null, Rights, "false")), "success"));
        _client.Version = "49.0";
        Assert.Equal("true", Value(await _client.UpsertAsync("Profile", "Standard", string.Format(null, Rights, "true")), "success"));
    }

    [Fact]
    public async Task A_retrieved_profile_tells_of_what_is_named_with_it()
    {
        string[] Lists(string file) => [.. System.Xml.Linq.XElement.Parse(file).Elements().Select(e => e.Name.LocalName).Distinct()];
        var alone = (await _client.RetrieveAsync("Profile: Acme Sales")).Files["unpackaged/profiles/Acme Sales.profile"];
        Assert.Equal(["custom", "userLicense", "userPermissions"], Lists(alone));
        var more = (await _client.RetrieveAsync("Profile: Acme Sales", "CustomObject: Account", "ApexClass: *", "CustomPermission: *")).Files["unpackaged/profiles/Acme Sales.profile"];
        Assert.Equal(["classAccesses", "custom", "customPermissions", "fieldPermissions", "objectPermissions", "recordTypeVisibilities", "userLicense", "userPermissions"], Lists(more));
        Assert.DoesNotContain("Contact.", more, StringComparison.Ordinal);
        Assert.Equal(3, System.Xml.Linq.XElement.Parse(more).Elements(Ns + "classAccesses").Count());
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.255", null)]
    [InlineData("2001:db8::1", "2001:db8::ffff", null)]
    [InlineData("::ffff:10.0.0.1", "10.0.0.9", null)]
    [InlineData("10.0.0.9", "10.0.0.1", "The start address must not be greater than the end address: 10.0.0.9 - 10.0.0.1")]
    [InlineData("255.255.255.255", "::1:0:0:0", "An IP address range can't include addresses both inside and outside of the IPv4-mapped IPv6 address space: 255.255.255.255 - ::1:0:0:0")]
    [InlineData("::", "10.0.0.1", "An IP address range can't include addresses both inside and outside of the IPv4-mapped IPv6 address space: :: - 10.0.0.1")]
    [InlineData("10.1", "10.2", "Invalid IP address: 10.1")]
    [InlineData("10.0.0.1", "10.0.0.256", "Invalid IP address: 10.0.0.256")]
    [InlineData("localhost", "localhost", "Invalid IP address: localhost")]
    public async Task Address_ranges_of_a_profile_are_checked(string start, string end, string? refusal)
    {
        var result = await _client.UpsertAsync("Profile", "Acme Sales", $"<loginIpRanges><description>Office</description><endAddress>{end}</endAddress><startAddress>{start}</startAddress></loginIpRanges>");
        if (refusal is not null)
        {
            Assert.Equal(refusal, Value(result, "errors", "message"));
            return;
        }

        Assert.Equal("true", Value(result, "success"));
        var read = (await _client.ReadAsync("Profile", "Acme Sales"))!;
        Assert.Equal((start, end, "Office"), (Value(read, "loginIpRanges", "startAddress"), Value(read, "loginIpRanges", "endAddress"), Value(read, "loginIpRanges", "description")));

        // A file without ranges leaves them; a file with ranges replaces them.
        await _client.UpsertAsync("Profile", "Acme Sales", "<description>d</description>");
        Assert.Single((await _client.ReadAsync("Profile", "Acme Sales"))!.Elements(Ns + "loginIpRanges"));
        await _client.UpsertAsync("Profile", "Acme Sales", "<loginIpRanges><endAddress>1.1.1.2</endAddress><startAddress>1.1.1.1</startAddress></loginIpRanges>");
        Assert.Equal("1.1.1.1", Value((await _client.ReadAsync("Profile", "Acme Sales"))!.Elements(Ns + "loginIpRanges").Single(), "startAddress"));
    }

    [Theory]
    [InlineData("<mondayStart>480</mondayStart><mondayEnd>1080</mondayEnd><sundayStart>0</sundayStart><sundayEnd>0</sundayEnd>", null)]
    [InlineData("<mondayStart>0</mondayStart><mondayEnd>1440</mondayEnd>", null)]
    [InlineData("<mondayStart>485</mondayStart><mondayEnd>1080</mondayEnd>", "whole hours")]
    [InlineData("<mondayStart>480</mondayStart><mondayEnd>1500</mondayEnd>", "whole hours")]
    [InlineData("<mondayStart>-60</mondayStart><mondayEnd>60</mondayEnd>", "whole hours")]
    [InlineData("<mondayStart>480</mondayStart>", "a start and an end")]
    [InlineData("<mondayStart>600</mondayStart><mondayEnd>480</mondayEnd>", "end before they start")]
    public async Task Login_hours_are_whole_hours_and_empty_ones_lift_the_restriction(string days, string? refusal)
    {
        var result = await _client.UpsertAsync("Profile", "Acme Sales", $"<loginHours>{days}</loginHours>");
        if (refusal is not null)
        {
            Assert.Contains(refusal, Value(result, "errors", "message"), StringComparison.Ordinal);
            return;
        }

        Assert.Equal("true", Value(result, "success"));
        Assert.Contains("<mondayEnd>", (await _client.ReadAsync("Profile", "Acme Sales"))!.ToString(), StringComparison.Ordinal);
        await _client.UpsertAsync("Profile", "Acme Sales", "<loginHours/>");
        Assert.Empty((await _client.ReadAsync("Profile", "Acme Sales"))!.Elements(Ns + "loginHours"));
    }
}
