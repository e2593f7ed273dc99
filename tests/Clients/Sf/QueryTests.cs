using System.Linq;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Xunit;

namespace SfIntegration.Clients.Tests.Sf;

/// <summary>sf data query, in JSON and as the table a person reads.</summary>
public sealed class QueryTests(PracticeSite site) : IClassFixture<PracticeSite>
{
    [Fact]
    public async Task Data_query_answers_fields_parents_and_children()
    {
        var result = await site.ResultAsync("data", "query", "--query", "SELECT Name, Owner.Name, (SELECT LastName FROM Contacts) FROM Account WHERE Name LIKE 'Bergmann%'");
        Assert.Equal(1, (int)result["totalSize"]!);
        var account = result["records"]![0]!;
        Assert.Equal("Ines Sales", (string?)account["Owner"]!["Name"]);
        Assert.Equal("Bergmann", (string?)account["Contacts"]!["records"]![0]!["LastName"]);
    }

    [Fact]
    public async Task The_table_of_data_query_has_the_columns_in_the_order_of_the_select_list()
    {
        var csv = site.NewFolder("csv") + "/accounts.csv";
        await site.ResultAsync("data", "query", "--query", "SELECT Name, Owner.Name, Id FROM Account ORDER BY Name LIMIT 2", "--result-format", "csv", "--output-file", csv);
        var lines = await System.IO.File.ReadAllLinesAsync(csv, TestContext.Current.CancellationToken);
        Assert.Equal("Name,Owner.Name,Id", lines[0]);
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public async Task Data_query_reads_aggregates_under_their_aliases()
    {
        var result = await site.ResultAsync("data", "query", "--query", "SELECT Type, COUNT(Id) many FROM Account GROUP BY Type ORDER BY COUNT(Id) DESC LIMIT 1");
        Assert.True((int)result["records"]![0]!["many"]! >= 2);
    }

    [Fact]
    public async Task Data_query_with_the_tooling_api_reads_classes()
    {
        var result = await site.ResultAsync("data", "query", "--use-tooling-api", "--query", "SELECT Id, Name FROM ApexClass ORDER BY Name");
        Assert.Contains("OrderSyncEndpoint", result["records"]!.Select(r => (string?)r["Name"]));
    }

    [Fact]
    public async Task Describes_definitions_and_rows_of_the_tooling_api_answer()
    {
        var described = await site.ResultAsync("sobject", "describe", "--use-tooling-api", "--sobject", "PermissionDependency");
        Assert.Contains("RequiredPermission", described["fields"]!.Select(f => (string?)f["name"]));
        var fields = await site.ResultAsync("data", "query", "--use-tooling-api", "--query", "SELECT DataType FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Invoice_Line__c' AND QualifiedApiName = 'Invoice__c'");
        Assert.Equal("Master-Detail(Invoice__c)", (string?)fields["records"]![0]!["DataType"]);
        var read = await site.ResultAsync("data", "get", "record", "--use-tooling-api", "--sobject", "ApexClass", "--where", "Name=OrderSyncEndpoint");
        Assert.Equal("OrderSyncEndpoint", (string?)read["Name"]);
    }

    [Fact]
    public async Task Data_query_with_all_rows_reads_what_is_in_the_recycle_bin()
    {
        var id = site.Org.AsSystem.Insert("Account", new System.Collections.Generic.Dictionary<string, object?> { ["Name"] = "Binned" });
        site.Org.AsSystem.Delete("Account", id);
        const string Soql = "SELECT Id, IsDeleted FROM Account WHERE Name = 'Binned'";
        Assert.Equal(0, (int)(await site.ResultAsync("data", "query", "--query", Soql))["totalSize"]!);
        Assert.True((bool)(await site.ResultAsync("data", "query", "--query", Soql, "--all-rows"))["records"]![0]!["IsDeleted"]!);
    }

    [Fact]
    public async Task Data_query_fetches_every_page()
    {
        site.Org.GrowUsers(2100);
        var result = await site.ResultAsync("data", "query", "--query", "SELECT Username FROM User");
        Assert.True((int)result["totalSize"]! > 2100);
        Assert.Equal((int)result["totalSize"]!, ((JArray)result["records"]!).Count);
        Assert.True((bool)result["done"]!);
    }

    [Fact]
    public async Task A_query_of_a_field_that_is_not_there_shows_the_place_with_a_caret()
    {
        var said = await site.SfAsync("data", "query", "--query", "SELECT Foo FROM Account");
        Assert.NotEqual(0, said.ExitCode);
        Assert.Equal("INVALID_FIELD", (string?)said.Json["name"]);
        Assert.StartsWith("\nSELECT Foo FROM Account\n       ^\nERROR at Row:1:Column:8\nNo such column 'Foo' on entity 'Account'.", (string?)said.Json["message"], System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_export_bulk_runs_a_bulk_query_job()
    {
        var csv = site.NewFolder("bulk") + "/accounts.csv";
        var result = await site.ResultAsync("data", "export", "bulk", "--query", "SELECT Id, Name, Owner.Name FROM Account ORDER BY Name", "--output-file", csv, "--wait", "1");
        var lines = await System.IO.File.ReadAllLinesAsync(csv, TestContext.Current.CancellationToken);
        Assert.Equal((int)result["totalSize"]!, lines.Length - 1);
        Assert.Contains("Bergmann & Söhne KG", lines.Skip(1).Select(l => l.Split(',')[1].Trim('"')));
    }
}
