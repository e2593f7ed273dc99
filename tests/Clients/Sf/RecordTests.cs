using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Xunit;

namespace SfIntegration.Clients.Tests.Sf;

/// <summary>sf writes rows: one by one, as trees, in bulk, and permission assignments.</summary>
public sealed class RecordTests(PracticeSite site) : IClassFixture<PracticeSite>
{
    [Fact]
    public async Task Data_create_get_update_and_delete_record_make_a_whole_life()
    {
        var id = (string)(await site.ResultAsync("data", "create", "record", "--sobject", "Account", "--values", "Name='Life Ltd' NumberOfEmployees=5"))["id"]!;
        await site.ResultAsync("data", "update", "record", "--sobject", "Account", "--where", "Name='Life Ltd'", "--values", "Phone='+49 30 1'");
        var read = await site.ResultAsync("data", "get", "record", "--sobject", "Account", "--record-id", id);
        Assert.Equal(("Life Ltd", 5, "+49 30 1"), ((string)read["Name"]!, (int)read["NumberOfEmployees"]!, (string)read["Phone"]!));
        await site.ResultAsync("data", "delete", "record", "--sobject", "Account", "--record-id", id);
        var gone = await site.SfAsync("data", "get", "record", "--sobject", "Account", "--record-id", id);
        Assert.NotEqual(0, gone.ExitCode);
        Assert.Contains("deleted", gone.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Data_create_record_shows_which_field_is_missing()
    {
        var said = await site.SfAsync("data", "create", "record", "--sobject", "Contact", "--values", "FirstName=Nobody");
        Assert.NotEqual(0, said.ExitCode);
        Assert.Contains("Required fields are missing: [LastName]", said.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tree_that_data_export_tree_wrote_is_imported_again_with_its_children()
    {
        var folder = site.NewFolder("tree");
        await site.ResultAsync("data", "export", "tree", "--query", "SELECT Name, (SELECT LastName, Email FROM Contacts) FROM Account WHERE Name = 'Coyote Logistics'", "--output-dir", folder);
        var file = Assert.Single(Directory.GetFiles(folder, "*.json"));
        var made = await site.ResultAsync("data", "import", "tree", "--files", file);
        Assert.Equal(["Account", "Contact"], made.Select(m => (string?)m["type"]).Order(StringComparer.Ordinal));
        var account = (string)made.Single(m => (string?)m["type"] == "Account")["id"]!;
        Assert.Single(site.Org.AsSystem.Query($"SELECT Id FROM Contact WHERE AccountId = '{account}'"));
    }

    [Fact]
    public async Task A_tree_in_plan_files_keeps_references_between_objects()
    {
        var folder = site.NewFolder("plan");
        await site.ResultAsync("data", "export", "tree", "--query", "SELECT Name, (SELECT LastName FROM Contacts) FROM Account WHERE Name = 'Nordlicht GmbH'", "--output-dir", folder, "--plan");
        var made = await site.ResultAsync("data", "import", "tree", "--plan", Assert.Single(Directory.GetFiles(folder, "*plan.json")));
        Assert.NotEmpty(made);
    }

    [Fact]
    public async Task A_tree_with_one_bad_row_imports_nothing()
    {
        var file = Path.Combine(site.NewFolder("bad"), "Account.json");
        await File.WriteAllTextAsync(file, """{"records":[{"attributes":{"type":"Account","referenceId":"a"},"Name":"Half Tree"},{"attributes":{"type":"Account","referenceId":"b"}}]}""", TestContext.Current.CancellationToken);
        var said = await site.SfAsync("data", "import", "tree", "--files", file);
        Assert.NotEqual(0, said.ExitCode);
        Assert.Contains("REQUIRED_FIELD_MISSING", said.Output, StringComparison.Ordinal);
        Assert.Empty(site.Org.AsSystem.Query("SELECT Id FROM Account WHERE Name = 'Half Tree'"));
    }

    [Fact]
    public async Task Data_upsert_bulk_creates_and_updates_by_external_id()
    {
        var file = Path.Combine(site.NewFolder("upsert"), "accounts.csv");
        await File.WriteAllTextAsync(file, "ERP_Number__c,Name\nU-1,Upserted One\nU-2,Upserted Two\n", TestContext.Current.CancellationToken);
        var first = await site.ResultAsync("data", "upsert", "bulk", "--sobject", "Account", "--external-id", "ERP_Number__c", "--file", file, "--wait", "1");
        Assert.Equal((2, 0), (Count(first, "processedRecords"), Count(first, "failedRecords")));
        await File.WriteAllTextAsync(file, "ERP_Number__c,Name\nU-2,Upserted Again\n", TestContext.Current.CancellationToken);
        await site.ResultAsync("data", "upsert", "bulk", "--sobject", "Account", "--external-id", "ERP_Number__c", "--file", file, "--wait", "1");
        Assert.Equal(["Upserted Again", "Upserted One"], site.Org.AsSystem.Query("SELECT Name FROM Account WHERE ERP_Number__c LIKE 'U-%' ORDER BY Name").Select(r => (string?)r["Name"]));
    }

    [Fact]
    public async Task Data_import_bulk_says_how_many_rows_failed()
    {
        var file = Path.Combine(site.NewFolder("import"), "contacts.csv");
        await File.WriteAllTextAsync(file, "LastName,Email\nGood,good@bulk.example\nBad,not-an-address\n", TestContext.Current.CancellationToken);
        var said = await site.SfAsync("data", "import", "bulk", "--sobject", "Contact", "--file", file, "--wait", "1");
        Assert.NotEqual(0, said.ExitCode);
        Assert.Contains("1", (string?)said.Json["message"], StringComparison.Ordinal);
        Assert.Single(site.Org.AsSystem.Query("SELECT Id FROM Contact WHERE LastName = 'Good' AND Email = 'good@bulk.example'"));
    }

    [Fact]
    public async Task Org_assign_permset_gives_the_set_and_refuses_it_a_second_time()
    {
        var done = await site.ResultAsync("org", "assign", "permset", "--name", "Legacy_API_Access", "--on-behalf-of", "pia.platform@acme.example");
        Assert.Equal("Legacy_API_Access", (string?)Assert.Single(done["successes"]!)["value"]);
        var again = await site.SfAsync("org", "assign", "permset", "--name", "Legacy_API_Access", "--on-behalf-of", "pia.platform@acme.example");
        Assert.Contains("Duplicate PermissionSetAssignment", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Org_assign_permsetlicense_takes_a_licence()
    {
        await site.ResultAsync("org", "assign", "permsetlicense", "--name", "EinsteinAnalyticsPlusPsl", "--on-behalf-of", "sam.sales@acme.example");
        Assert.Single(site.Org.AsSystem.Query("SELECT Id FROM PermissionSetLicenseAssign WHERE Assignee.Username = 'sam.sales@acme.example' AND PermissionSetLicense.DeveloperName = 'EinsteinAnalyticsPlusPsl'"));
    }

    [Fact]
    public async Task Sobject_list_and_describe_show_custom_objects()
    {
        var custom = await site.ResultAsync("sobject", "list", "--sobject", "custom");
        Assert.Contains("Invoice__c", custom.Values<string>());
        var invoice = await site.ResultAsync("sobject", "describe", "--sobject", "Invoice__c");
        Assert.True((bool)invoice["custom"]!);
        Assert.Contains("Name", invoice["fields"]!.Select(f => (string?)f["name"]));
    }

    [Fact]
    public async Task Org_list_sobject_record_counts_counts_rows()
    {
        var counts = await site.ResultAsync("org", "list", "sobject", "record-counts", "--sobject", "Account");
        Assert.True((int)Assert.Single(counts)["count"]! >= 6);
    }

    private static int Count(JToken result, string name) => (int)(result[name] ?? result["jobInfo"]![name == "processedRecords" ? "numberRecordsProcessed" : "numberRecordsFailed"])!;
}
