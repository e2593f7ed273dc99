using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Xunit;

namespace SfIntegration.Clients.Tests.Sf;

/// <summary>sf lists, retrieves and deploys metadata; what it retrieved deploys back unchanged.</summary>
public sealed class MetadataTests(PracticeSite site) : IClassFixture<PracticeSite>
{
    private static readonly string[] s_types =
    [
        "PermissionSet", "PermissionSetGroup", "MutingPermissionSet", "Profile", "CustomObject", "CustomField:Account.ERP_Number__c", "RecordType:Case.Support", "CustomPermission",
        "ExternalClientApplication", "ExtlClntAppOauthSettings", "ExtlClntAppGlobalOauthSettings", "ExtlClntAppOauthConfigurablePolicies",
        "ExtlClntAppConfigurablePolicies", "ConnectedApp", "Settings:Security",
    ];

    [Fact]
    public async Task Org_list_metadata_types_and_metadata_name_what_is_there()
    {
        var types = (await site.ResultAsync("org", "list", "metadata-types"))["metadataObjects"]!;
        Assert.Subset(types.Select(t => (string)t["xmlName"]!).ToHashSet(), s_types.Select(t => t.Split(':')[0]).Where(t => t is not ("CustomField" or "RecordType")).ToHashSet());
        Assert.Equal(["CustomField", "RecordType"], types.Single(t => (string?)t["xmlName"] == "CustomObject")["childXmlNames"]!.Values<string>());
        var sets = await site.ResultAsync("org", "list", "metadata", "--metadata-type", "PermissionSet");
        var set = sets.Single(s => (string?)s["fullName"] == "Legacy_API_Access");
        Assert.Equal("permissionsets/Legacy_API_Access.permissionset", (string?)set["fileName"]);
        Assert.StartsWith("0PS", (string?)set["id"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_retrieved_deploys_back_unchanged()
    {
        var project = Project("whole");
        var retrieved = await InAsync(project, ["project", "retrieve", "start", .. s_types.SelectMany(t => new[] { "--metadata", t })]);
        Assert.Equal("Succeeded", (string?)retrieved["status"]);
        var kinds = retrieved["files"]!.Select(f => (string)f["type"]!).ToHashSet();
        Assert.Subset(kinds, s_types.Select(t => t.Split(':')[0]).Where(t => t is not "Settings").ToHashSet());
        Assert.Single(Directory.GetFiles(project, "Security.settings-meta.xml", SearchOption.AllDirectories));
        Assert.Contains("<permissionSets>", string.Concat(Directory.GetFiles(project, "*.permissionsetgroup-meta.xml", SearchOption.AllDirectories).Select(File.ReadAllText)), StringComparison.Ordinal);

        var deployed = await InAsync(project, "project", "deploy", "start", "--source-dir", "force-app");
        Assert.Equal("Succeeded", (string?)deployed["status"]);
        Assert.NotEmpty(deployed["files"]!);
        Assert.All(deployed["files"]!, f => Assert.Equal("Unchanged", (string?)f["state"]));
    }

    [Fact]
    public async Task A_new_object_field_and_set_are_validated_then_created_then_unchanged()
    {
        var project = Project("new");
        Write(project, "objects/Parcel__c/Parcel__c.object-meta.xml", "CustomObject", """
            <deploymentStatus>Deployed</deploymentStatus><label>Parcel</label><nameField><label>Parcel Name</label><type>Text</type></nameField>
            <pluralLabel>Parcels</pluralLabel><sharingModel>ReadWrite</sharingModel>
            """);
        Write(project, "objects/Parcel__c/fields/Weight__c.field-meta.xml", "CustomField",
            "<fullName>Weight__c</fullName><label>Weight</label><precision>8</precision><required>false</required><scale>2</scale><type>Number</type>");
        Write(project, "permissionsets/Shipping.permissionset-meta.xml", "PermissionSet", """
            <fieldPermissions><editable>true</editable><field>Parcel__c.Weight__c</field><readable>true</readable></fieldPermissions>
            <label>Shipping</label>
            <objectPermissions><allowCreate>true</allowCreate><allowDelete>false</allowDelete><allowEdit>true</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Parcel__c</object><viewAllRecords>false</viewAllRecords></objectPermissions>
            """);

        var dry = await InAsync(project, "project", "deploy", "start", "--source-dir", "force-app", "--dry-run");
        Assert.True((bool)dry["checkOnly"]!);
        Assert.All(dry["files"]!, f => Assert.Equal("Created", (string?)f["state"]));
        Assert.Empty(site.Org.AsSystem.Query("SELECT Id FROM PermissionSet WHERE Name = 'Shipping'"));

        Assert.All((await InAsync(project, "project", "deploy", "start", "--source-dir", "force-app"))["files"]!, f => Assert.Equal("Created", (string?)f["state"]));
        Assert.Single(site.Org.AsSystem.Query("SELECT SobjectType, Field FROM FieldPermissions WHERE Field = 'Parcel__c.Weight__c' AND PermissionsEdit = true AND Parent.Name = 'Shipping'"));
        Assert.All((await InAsync(project, "project", "deploy", "start", "--source-dir", "force-app"))["files"]!, f => Assert.Equal("Unchanged", (string?)f["state"]));
    }

    [Fact]
    public async Task A_set_that_names_what_is_not_there_fails_as_a_whole_and_says_what()
    {
        var project = Project("wrong");
        Write(project, "permissionsets/Right.permissionset-meta.xml", "PermissionSet", "<label>Right</label>");
        Write(project, "permissionsets/Wrong.permissionset-meta.xml", "PermissionSet",
            "<fieldPermissions><editable>false</editable><field>Account.Nope__c</field><readable>true</readable></fieldPermissions><label>Wrong</label>");
        var said = await site.SfInAsync(project, "project", "deploy", "start", "--source-dir", "force-app");
        Assert.Equal(1, said.ExitCode);
        Assert.Contains("no CustomField named Account.Nope__c found", said.Output, StringComparison.Ordinal);
        Assert.Empty(site.Org.AsSystem.Query("SELECT Id FROM PermissionSet WHERE Name IN ('Right', 'Wrong')"));
    }

    [Fact]
    public async Task A_new_connected_app_is_refused_and_a_new_external_client_app_is_made()
    {
        var project = Project("apps");
        Write(project, "connectedApps/Brand_New.connectedApp-meta.xml", "ConnectedApp", "<contactEmail>it@acme.example</contactEmail><label>Brand New</label>");
        var refused = await site.SfInAsync(project, "project", "deploy", "start", "--metadata", "ConnectedApp:Brand_New");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("create a connected app", refused.Output, StringComparison.Ordinal);

        Write(project, "externalClientApps/Fresh.eca-meta.xml", "ExternalClientApplication",
            "<contactEmail>it@acme.example</contactEmail><distributionState>Local</distributionState><isProtected>false</isProtected><label>Fresh</label>");
        var made = await InAsync(project, "project", "deploy", "start", "--metadata", "ExternalClientApplication:Fresh");
        Assert.Equal("Succeeded", (string?)made["status"]);
        Assert.Single(site.Org.AsSystem.Query("SELECT Id FROM ExternalClientApplication WHERE DeveloperName = 'Fresh'"));
    }

    [Fact]
    public async Task A_set_can_be_deleted_from_source()
    {
        var project = Project("delete");
        Write(project, "permissionsets/Doomed.permissionset-meta.xml", "PermissionSet", "<label>Doomed</label>");
        await InAsync(project, "project", "deploy", "start", "--source-dir", "force-app");
        await InAsync(project, "project", "delete", "source", "--metadata", "PermissionSet:Doomed", "--no-prompt");
        Assert.Empty(site.Org.AsSystem.Query("SELECT Id FROM PermissionSet WHERE Name = 'Doomed'"));
    }

    private string Project(string name)
    {
        var folder = site.NewFolder("project-" + name);
        Directory.CreateDirectory(Path.Combine(folder, "force-app"));
        File.WriteAllText(Path.Combine(folder, "sfdx-project.json"), """{"packageDirectories":[{"path":"force-app","default":true}],"namespace":"","sourceApiVersion":"66.0"}""");
        return folder;
    }

    private static void Write(string project, string path, string type, string content)
    {
        var file = Path.Combine(project, "force-app", "main", "default", path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, $"""<?xml version="1.0" encoding="UTF-8"?><{type} xmlns="http://soap.sforce.com/2006/04/metadata">{content}</{type}>""");
    }

    private async Task<JToken> InAsync(string project, params string[] arguments)
    {
        var said = await site.SfInAsync(project, arguments);
        Assert.True(said.ExitCode == 0, $"sf {string.Join(' ', arguments)} ended with {said.ExitCode}:{Environment.NewLine}{said.Output}{said.Errors}");
        return said.Json["result"]!;
    }
}
