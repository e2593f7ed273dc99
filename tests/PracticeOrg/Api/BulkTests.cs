using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Api.Bulk;
using Xunit;

namespace SfIntegration.Tests.Api;

/// <summary>Bulk API 2.0: query and ingest jobs (facts §8.2).</summary>
public sealed class BulkTests : IDisposable
{
    private const string Queries = PracticeClient.Data + "/jobs/query";
    private const string Ingests = PracticeClient.Data + "/jobs/ingest";

    private readonly PracticeClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_query_job_is_created_as_UploadComplete_and_answers_csv_with_parents()
    {
        var job = (await QueryAsync("SELECT Id, Name, Owner.Name, CreatedDate, IsDeleted FROM Account WHERE Name LIKE 'Bergmann%'")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("UploadComplete", (string?)job["state"]);
        Assert.StartsWith("750", (string?)job["id"], StringComparison.Ordinal);
        Assert.Equal(66.0m, (decimal)job["apiVersion"]!);
        var done = (await _client.GetAsync($"{Queries}/{job["id"]}")).Json;
        Assert.Equal(("JobComplete", "V2Query", 1), ((string)done["state"]!, (string)done["jobType"]!, (int)done["numberRecordsProcessed"]!));
        var results = await _client.GetAsync($"{Queries}/{job["id"]}/results");
        Assert.StartsWith("text/csv", results.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Equal(("null", "1"), (results.Header("Sforce-Locator"), results.Header("Sforce-NumberOfRecords")));
        var lines = results.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("\"Id\",\"Name\",\"Owner.Name\",\"CreatedDate\",\"IsDeleted\"", lines[0]);
        Assert.Matches("^\"001.{15}\",\"Bergmann & Söhne KG\",\"Ines Sales\",\"[0-9-]{10}T[0-9:.]{12}Z\",\"false\"$", lines[1]);
    }

    [Fact]
    public async Task Results_come_in_parts_that_together_are_the_whole()
    {
        for (var i = 0; i < 5; i++)
        {
            await _client.AccountAsync($"Part {i}, with a \"quote\" and\na line break");
        }

        var id = (string)(await QueryAsync("SELECT Name FROM Account WHERE Name LIKE 'Part %' ORDER BY Name")).Json["id"]!;
        var names = new List<string>();
        var locator = "";
        var parts = 0;
        while (locator != "null")
        {
            var part = await _client.GetAsync($"{Queries}/{id}/results?maxRecords=2" + (locator.Length > 0 ? "&locator=" + locator : ""));
            names.AddRange(BulkCsv.Read(part.Expect(HttpStatusCode.OK).Text, ',').Skip(1).Select(r => r[0]));
            locator = part.Header("Sforce-Locator")!;
            parts++;
        }

        Assert.Equal(3, parts);
        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"Part {i}, with a \"quote\" and\na line break"), names);
    }

    [Theory]
    [InlineData("SELECT COUNT(Id) FROM Account")]
    [InlineData("SELECT Type FROM Account GROUP BY Type")]
    [InlineData("SELECT Id, (SELECT Id FROM Contacts) FROM Account")]
    [InlineData("SELECT BillingAddress FROM Account")]
    [InlineData("SELECT Id FROM Account LIMIT 5 OFFSET 2")]
    public async Task What_a_bulk_query_cannot_do_is_refused_when_the_job_is_created(string soql)
    {
        var refused = await QueryAsync(soql);
        Assert.Equal((HttpStatusCode.BadRequest, "FEATURENOTENABLED"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Results_of_another_version_are_a_conflict()
    {
        var id = (string)(await QueryAsync("SELECT Id FROM Account")).Json["id"]!;
        Assert.Equal(HttpStatusCode.Conflict, (await _client.GetAsync($"/services/data/v65.0/jobs/query/{id}/results")).Status);
    }

    [Fact]
    public async Task A_job_takes_as_long_as_the_switch_says_and_can_be_aborted_until_then()
    {
        _client.Org.Switches.BulkJobSeconds = 60;
        var id = (string)(await QueryAsync("SELECT Id FROM Account")).Json["id"]!;
        Assert.Equal("InProgress", (string?)(await _client.GetAsync($"{Queries}/{id}")).Json["state"]);
        Assert.Equal("INVALIDJOBSTATE", (await _client.GetAsync($"{Queries}/{id}/results")).Code);
        Assert.Equal("INVALIDJOBSTATE", (await _client.SendAsync("DELETE", $"{Queries}/{id}")).Code);
        _client.Org.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("JobComplete", (string?)(await _client.GetAsync($"{Queries}/{id}")).Json["state"]);
        (await _client.SendAsync("DELETE", $"{Queries}/{id}")).Expect(HttpStatusCode.NoContent);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync($"{Queries}/{id}")).Status);

        var second = (string)(await QueryAsync("SELECT Id FROM Account")).Json["id"]!;
        Assert.Equal("Aborted", (string?)(await _client.SendAsync("PATCH", $"{Queries}/{second}", new JObject { ["state"] = "Aborted" })).Json["state"]);
    }

    [Fact]
    public async Task Somebody_elses_job_is_not_found()
    {
        var id = (string)(await QueryAsync("SELECT Id FROM Account")).Json["id"]!;
        _client.Token = _client.Org.SignIn("lena.lead@acme.example");
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync($"{Queries}/{id}")).Status);
    }

    [Fact]
    public async Task An_ingest_job_writes_each_row_for_itself_and_keeps_what_became_of_it()
    {
        var id = await OpenAsync("insert", "Contact");
        (await UploadAsync(id, "LastName,Email,Account.ERP_Number__c\r\nGood,good@bulk.example,\r\n,no.name@bulk.example,\r\nBad,nonsense,\r\n")).Expect(HttpStatusCode.Created);
        Assert.Equal("UploadComplete", (string?)(await CloseAsync(id)).Json["state"]);
        var done = (await _client.GetAsync($"{Ingests}/{id}")).Json;
        Assert.Equal(("JobComplete", 3, 2), ((string)done["state"]!, (int)done["numberRecordsProcessed"]!, (int)done["numberRecordsFailed"]!));
        var good = Assert.Single(await ResultsAsync(id, "successfulResults"));
        Assert.StartsWith("003", good[0], StringComparison.Ordinal);
        Assert.Equal("true", good[1]);
        Assert.Equal(
            ["REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --", "INVALID_EMAIL_ADDRESS:Email: invalid email address: nonsense:Email --"],
            (await ResultsAsync(id, "failedResults")).Select(r => r[1]));
        Assert.Empty(await ResultsAsync(id, "unprocessedrecords"));
    }

    [Fact]
    public async Task Upsert_update_and_delete_find_their_rows_and_NA_clears_a_field()
    {
        var upsert = await OpenAsync("upsert", "Account", ("externalIdFieldName", "ERP_Number__c"));
        await UploadAsync(upsert, "ERP_Number__c,Name,Phone\nB-1,Bulk One,1\nB-2,Bulk Two,2\n");
        await CloseAsync(upsert);
        var made = await ResultsAsync(upsert, "successfulResults");
        Assert.Equal(["true", "true"], made.Select(r => r[1]));

        var update = await OpenAsync("update", "Account", ("columnDelimiter", "SEMICOLON"), ("lineEnding", "CRLF"));
        await UploadAsync(update, $"Id;Name;Phone\r\n{made[0][0]};Renamed;#N/A\r\n");
        await CloseAsync(update);
        var row = Assert.Single(_client.Org.AsSystem.Query("SELECT Name, Phone FROM Account WHERE ERP_Number__c = 'B-1'"));
        Assert.Equal(("Renamed", null), ((string?)row["Name"], (string?)row["Phone"]));

        var delete = await OpenAsync("delete", "Account");
        await UploadAsync(delete, $"Id\n{made[1][0]}\n001000000000000AAA\n");
        await CloseAsync(delete);
        Assert.Equal(0, _client.CountAccounts("Bulk Two"));
        Assert.Equal("001000000000000AAA", Assert.Single(await ResultsAsync(delete, "failedResults"))[0]);
    }

    [Theory]
    [InlineData("Nope,Name\n1,2\n", "Field name not found : Nope")]
    [InlineData("Name\n\"never ends\n", "A quoted value does not end.")]
    public async Task A_file_that_cannot_be_read_fails_the_job_and_says_why(string csv, string why)
    {
        var id = await OpenAsync("insert", "Account");
        await UploadAsync(id, csv);
        await CloseAsync(id);
        var job = (await _client.GetAsync($"{Ingests}/{id}")).Json;
        Assert.Equal("Failed", (string?)job["state"]);
        Assert.EndsWith(why, (string?)job["errorMessage"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_aborted_ingest_job_gives_its_rows_back_as_unprocessed()
    {
        var id = await OpenAsync("insert", "Account");
        await UploadAsync(id, "Name\nNever Made\n");
        await _client.SendAsync("PATCH", $"{Ingests}/{id}", new JObject { ["state"] = "Aborted" });
        Assert.Equal(["Never Made"], (await ResultsAsync(id, "unprocessedrecords")).Select(r => r[0]));
        Assert.Equal(0, _client.CountAccounts("Never Made"));
        Assert.Equal("INVALIDJOBSTATE", (await CloseAsync(id)).Code);
    }

    [Fact]
    public async Task An_ingest_job_that_is_aborted_while_it_runs_has_written_nothing()
    {
        _client.Org.Switches.BulkJobSeconds = 60;
        var id = await OpenAsync("insert", "Account");
        await UploadAsync(id, "Name\nAborted In Time\n");
        await CloseAsync(id);
        Assert.Equal("InProgress", (string?)(await _client.GetAsync($"{Ingests}/{id}")).Json["state"]);
        await _client.SendAsync("PATCH", $"{Ingests}/{id}", new JObject { ["state"] = "Aborted" });
        _client.Org.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("Aborted", (string?)(await _client.GetAsync($"{Ingests}/{id}")).Json["state"]);
        Assert.Equal(["Aborted In Time"], (await ResultsAsync(id, "unprocessedrecords")).Select(r => r[0]));
        Assert.Equal("", (await _client.GetAsync($"{Ingests}/{id}/successfulResults")).Text);
        Assert.Equal(0, _client.CountAccounts("Aborted In Time"));
    }

    [Theory]
    [InlineData("hardDelete", "Account", "FEATURENOTENABLED")]
    [InlineData("insert", "Nope", "INVALIDENTITY")]
    [InlineData("upsert", "Account", "INVALIDJOB")]
    [InlineData("merge", "Account", "INVALIDJOB")]
    public async Task A_job_that_cannot_be_is_refused_with_what_would_be_right(string operation, string sobject, string code)
    {
        var user = operation == "hardDelete" ? "lena.lead@acme.example" : _client.Org.AdministratorUsername;
        _client.Token = _client.Org.SignIn(user);
        var refused = await _client.SendAsync("POST", Ingests, new JObject { ["operation"] = operation, ["object"] = sobject });
        Assert.Equal((HttpStatusCode.BadRequest, code), (refused.Status, refused.Code));
    }

    [Theory]
    [InlineData("a,b\n1,2", ',', "a|b", "1|2")]
    [InlineData("\"a\"\"x\",\"b,c\"\r\n\r\n\"l1\nl2\",", ',', "a\"x|b,c", "l1\nl2|")]
    [InlineData("a`b\n`\n", '`', "a|b", "|")]
    [InlineData("a;b\r\n1;2\r\n", ';', "a|b", "1|2")]
    public void Csv_is_read_with_quotes_line_breaks_and_other_delimiters(string text, char delimiter, params string[] records) =>
        Assert.Equal(records, BulkCsv.Read(text, delimiter).Select(r => string.Join("|", r)));

    private Task<Answer> QueryAsync(string soql) => _client.SendAsync("POST", Queries, new JObject { ["operation"] = "query", ["query"] = soql });

    private async Task<string> OpenAsync(string operation, string sobject, params (string Name, string Value)[] more)
    {
        var body = new JObject { ["operation"] = operation, ["object"] = sobject, ["contentType"] = "CSV" };
        foreach (var (name, value) in more)
        {
            body[name] = value;
        }

        var job = (await _client.SendAsync("POST", Ingests, body)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("Open", (string?)job["state"]);
        return (string)job["id"]!;
    }

    private Task<Answer> UploadAsync(string id, string csv) => _client.SendAsync("PUT", $"{Ingests}/{id}/batches", new StringContent(csv, Encoding.UTF8, "text/csv"), []);

    private Task<Answer> CloseAsync(string id) => _client.SendAsync("PATCH", $"{Ingests}/{id}", new JObject { ["state"] = "UploadComplete" });

    private async Task<List<IReadOnlyList<string>>> ResultsAsync(string id, string part)
    {
        var text = (await _client.GetAsync($"{Ingests}/{id}/{part}")).Expect(HttpStatusCode.OK).Text;
        var delimiter = text.Contains("\"sf__Id\";", StringComparison.Ordinal) ? ';' : ',';
        return BulkCsv.Read(text, delimiter).Skip(1).ToList();
    }
}
