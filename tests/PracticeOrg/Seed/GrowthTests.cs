using System.IO;
using System.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Seed;
using SfIntegration.PracticeOrg.Tests.Rules;
using SfIntegration.Tests;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Seed;

public class GrowthTests
{
    private const string File1 = """
        <?xml version="1.0" encoding="UTF-8"?>
        <PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">
            <applicationVisibilities><application>%%%NAMESPACE%%%Console</application><visible>true</visible></applicationVisibilities>
            <classAccesses><apexClass>OrderSyncEndpoint</apexClass><enabled>true</enabled></classAccesses>
            <classAccesses><apexClass>%%%NAMESPACE%%%Batch</apexClass><enabled>true</enabled></classAccesses>
            <customPermissions><enabled>true</enabled><name>May_Ship</name></customPermissions>
            <fieldPermissions><editable>true</editable><field>%%%NAMESPACE%%%Thing__c.%%%NAMESPACE%%%Size__c</field><readable>true</readable></fieldPermissions>
            <label>X</label>
            <objectPermissions><allowRead>true</allowRead><object>%%%NAMESPACE%%%Thing__c</object></objectPermissions>
            <pageAccesses><apexPage>Page_1</apexPage><enabled>true</enabled></pageAccesses>
        </PermissionSet>
        """;

    private readonly TestOrg _org = new();

    [Fact]
    public void A_file_adds_schema_and_rows_once_and_the_administrator_reads_it()
    {
        Growth.AddFromMetadata(_org.Engine, File1, "ns");
        Growth.AddFromMetadata(_org.Engine, File1, "ns");
        var thing = _org.Schema("ns__Thing__c");
        Assert.True(_org.Admin.CanEdit(thing));
        Assert.True(_org.Admin.CanEditField(thing, thing.Field("ns__Size__c")!));
        Assert.Single(_org.Store.Rows("ApexClass"), r => r.Text("Name") == "OrderSyncEndpoint");
        Assert.Equal("ns", _org.Find("ApexClass", "Name", "Batch").Text("NamespacePrefix"));
        Assert.NotNull(_org.Find("CustomPermission", "DeveloperName", "May_Ship"));
        Assert.NotNull(_org.Find("ApexPage", "Name", "Page_1"));
        Assert.Single(_org.Store.Rows("TabSet"), r => r.Text("Name") == "Console");
    }

    [Theory]
    [InlineData("permissionsets/npsp-Gift_Entry_Recommended.permissionset", "npsp")]
    [InlineData("permissionsets/npsp-Edit_Donations.permissionset", "npsp")]
    [InlineData("permissionsets/ebikes.permissionset-meta.xml", null)]
    [InlineData("permissionsets/dreamhouse.permissionset-meta.xml", null)]
    [InlineData("permissionsets/E-Bikes.profile", null)]
    public void Real_files_grow_the_org_and_every_field_row_they_name_can_be_granted(string file, string? ns)
    {
        var xml = File.ReadAllText(Repository.Fixture(file));
        Growth.AddFromMetadata(_org.Engine, xml, ns);
        var set = _org.AddSet("Real", _org.Psl);
        var fields = System.Xml.Linq.XDocument.Parse(xml).Root!.Elements().Where(e => e.Name.LocalName == "fieldPermissions").ToList();
        var granted = 0;
        foreach (var element in fields)
        {
            string Value(string name) => element.Elements().Single(e => e.Name.LocalName == name).Value.Replace("%%%NAMESPACE%%%", ns + "__");
            if (Value("readable") == "true" && !Value("field").StartsWith("Activity.", System.StringComparison.Ordinal))
            {
                _org.GrantField(set, Value("field"), edit: Value("editable") == "true");
                granted++;
            }
        }

        Assert.Equal(granted, _org.Store.Rows("FieldPermissions", "ParentId", set).Count);
    }

    [Fact]
    public void Standard_objects_and_users_can_be_added()
    {
        Growth.AddStandard(_org.Engine, new[] { "WorkOrder", "ServiceAppointment" });
        var order = _org.Schema("WorkOrder");
        Assert.All(order.Fields, f => Assert.True(_org.Admin.CanReadField(order, f), f.Name));
        var before = _org.Store.Rows("User").Count();
        Growth.AddUsers(_org.Engine, 1000);
        Assert.Equal(before + 1000, _org.Store.Rows("User").Count());
        Assert.Contains(StandardSchema.AllNames(), n => n == "WorkOrder");
    }
}
