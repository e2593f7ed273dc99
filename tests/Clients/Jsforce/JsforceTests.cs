using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice;
using Xunit;

namespace SfIntegration.Clients.Tests.Jsforce;

/// <summary>jsforce reads, writes and is refused as by Salesforce; the scripts beside this file print what it reports.</summary>
public sealed class JsforceTests(PracticeSite site) : IClassFixture<PracticeSite>
{
    [Fact]
    public async Task Rows_collections_upserts_pages_and_refusals()
    {
        site.Org.GrowUsers(2500);
        var seen = await site.JsforceAsync("rows.mjs");

        Assert.True((bool)seen["created"]!["success"]!);
        Assert.Equal(("Jsforce One", "123"), ((string)seen["read"]!["Name"]!, (string)seen["read"]!["Phone"]!));
        Assert.Equal([true, false, true], seen["many"]!.Select(r => (bool)r["success"]!));
        Assert.Equal("REQUIRED_FIELD_MISSING", (string?)seen["many"]![1]!["errors"]![0]!["statusCode"]);
        Assert.Equal(["Name"], seen["many"]![1]!["errors"]![0]!["fields"]!.Values<string>());
        Assert.Equal(["ALL_OR_NONE_OPERATION_ROLLED_BACK", "REQUIRED_FIELD_MISSING"], seen["none"]!.Select(r => (string?)r["errors"]![0]!["statusCode"]));
        Assert.Equal([false, true], seen["upserted"]!.Select(r => (bool)r["created"]!));
        Assert.Equal(["Jsforce New", "Jsforce Three", "Jsforce Two", "Jsforce Upserted"], seen["names"]!.Values<string>());
        Assert.All(seen["destroyed"]!, r => Assert.True((bool)r["success"]!));
        Assert.Equal((int)seen["total"]!, (int)seen["users"]!);
        Assert.Equal((2000, (int)seen["total"]! - 2000), ((int)seen["firstPage"]!, (int)seen["secondPage"]!));

        Refused(seen, "missing", "REQUIRED_FIELD_MISSING", "Required fields are missing: [Name]", "Name");
        Refused(seen, "badId", "MALFORMED_ID", "Account ID: id value of incorrect type: 003900K0001pPuOAAU", "Id");
        Refused(seen, "badField", "INVALID_FIELD", "No such column 'Nope' on entity 'Account'");
        Refused(seen, "badType", "INVALID_TYPE", "sObject type 'Nope' is not supported");
        Refused(seen, "duplicate", "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", "ProfileId");
    }

    [Fact]
    public async Task Describes_identity_limits_tooling_bulk_and_sessions()
    {
        var seen = await site.JsforceAsync("resources.mjs");

        Assert.Contains("Opportunity", seen["objects"]!.Values<string>());
        Assert.True((int)seen["fields"]! > 20);
        Assert.Equal(("admin@acme.example", site.Org.OrganizationId), ((string)seen["identity"]!["username"]!, (string)seen["identity"]!["organization_id"]!));
        Assert.Equal(site.Org.DailyApiLimit, (int)seen["limits"]!["DailyApiRequests"]!["Max"]!);
        Assert.Equal(site.Org.DailyApiLimit, (int)seen["apiUsage"]!["apiUsage"]!["limit"]!);
        Assert.Contains("OrderSyncEndpoint", seen["classes"]!.Values<string>());
        Assert.Equal("false", (string?)seen["bulk"]!.First(r => (string?)r["Name"] == "Coyote Logistics")["IsDeleted"]);
        Assert.Equal("Bulked", (string?)Assert.Single(seen["loaded"]!["successfulResults"]!)["LastName"]);
        Assert.Equal("REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --", (string?)Assert.Single(seen["loaded"]!["failedResults"]!)["sf__Error"]);
        Refused(seen, "dead", "INVALID_SESSION_ID", "Session expired or invalid");
        Assert.Equal(1, (int)seen["afterRefresh"]!);
        Refused(seen, "notAllowed", "FEATURENOTENABLED", "GROUP BY");
    }

    [Fact]
    public async Task Metadata_is_described_listed_read_written_retrieved_and_deployed()
    {
        var seen = await site.JsforceAsync("metadata.mjs");

        Assert.Contains("PermissionSetGroup", seen["types"]!.Values<string>());
        Assert.Contains("PermissionSet:Legacy_API_Access", seen["listed"]!.Values<string>());
        Assert.Equal([null, "Legacy_API_Access"], seen["read"]!.Select(r => (string?)r["fullName"]));
        Assert.Equal([true, false], seen["created"]!.Select(r => (bool)r["success"]!));
        Assert.Contains("Unknown user permission: Nope", seen["created"]![1]!["errors"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal((true, false), ((bool)seen["again"]!["success"]!, (bool)seen["again"]!["created"]!));
        Assert.True((bool)seen["field"]!["success"]!);
        Assert.Equal("Succeeded", (string?)seen["deployed"]!["status"]);
        Assert.Contains("Js_Set:false", seen["deployed"]!["changed"]!.Values<string>());
        Assert.Equal([true, false], seen["deleted"]!.Select(r => (bool)r["success"]!));
        Assert.Contains("no PermissionSet named Js_Nobody found", seen["deleted"]![1]!["errors"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("INVALID_TYPE", (string?)seen["nonsense"]!["errorCode"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_credentials_and_jwt_sign_in_and_are_refused_with_the_documented_words()
    {
        var (keyFile, app) = await site.KeyedAppAsync("jsforce", adminApprovedOnly: true);
        var integration = ApiOnlyUser();
        var credentials = site.Org.CreateApp(new PracticeAppSettings("jsforce credentials") { RunAsUsername = integration });
        var set = site.Org.AsSystem.Insert("PermissionSet", new Dictionary<string, object?> { ["Name"] = "Jsforce", ["Label"] = "Jsforce" });
        site.Org.AsSystem.Insert("SetupEntityAccess", new Dictionary<string, object?> { ["ParentId"] = set, ["SetupEntityId"] = app.Id });
        site.Org.AsSystem.Insert("PermissionSetAssignment", new Dictionary<string, object?> { ["PermissionSetId"] = set, ["AssigneeId"] = UserId("lena.lead@acme.example") });

        var seen = await site.JsforceAsync(
            "oauth.mjs", ("CC_KEY", credentials.ConsumerKey), ("CC_SECRET", credentials.GetConsumerSecret()), ("JWT_KEY", app.ConsumerKey),
            ("JWT_FILE", keyFile), ("JWT_USER", "lena.lead@acme.example"), ("STRANGER", "sam.sales@acme.example"));

        Assert.Equal((integration, site.Url, 1), ((string)seen["clientCredentials"]!["username"]!, (string)seen["clientCredentials"]!["instanceUrl"]!, (int)seen["clientCredentials"]!["rows"]!));
        Assert.Equal("lena.lead@acme.example", (string?)seen["jwt"]!["username"]);
        OAuth(seen, "wrongSecret", "invalid_client", "invalid client credentials");
        OAuth(seen, "unknownApp", "invalid_client_id", "client identifier invalid");
        OAuth(seen, "wrongKey", "invalid_grant", "invalid assertion");
        OAuth(seen, "notApproved", "invalid_app_access", "user is not admin approved to access this app");
        OAuth(seen, "wrongAudience", "invalid_grant", "audience is invalid");
        OAuth(seen, "expired", "invalid_grant", "expired authorization code");
        Assert.NotNull(seen["revoked"]![0]!["accepted"]);
        Assert.Equal("INVALID_SESSION_ID", (string?)seen["revoked"]![2]!["errorCode"]);
    }

    private static void OAuth(JObject seen, string name, string error, string description)
    {
        Assert.True(seen[name]!["accepted"] is null, $"{name} was accepted: {seen[name]}");
        Assert.Equal((error, description), ((string)seen[name]!["name"]!, (string)seen[name]!["message"]!));
    }

    private string UserId(string username) => (string)site.Org.AsSystem.Query($"SELECT Id FROM User WHERE Username = '{username}'")[0]["Id"]!;

    private string ApiOnlyUser()
    {
        const string Username = "integ-jsforce@acme.example";
        var profile = site.Org.AsSystem.Query("SELECT Id FROM Profile WHERE Name = 'Minimum Access - API Only Integrations'")[0]["Id"];
        site.Org.AsSystem.Insert("User", new Dictionary<string, object?>
        {
            ["Username"] = Username, ["LastName"] = "integ-jsforce", ["Email"] = "it@acme.example", ["Alias"] = "integjs", ["ProfileId"] = profile,
            ["TimeZoneSidKey"] = "Europe/Berlin", ["LocaleSidKey"] = "en_US", ["EmailEncodingKey"] = "UTF-8", ["LanguageLocaleKey"] = "en_US",
        });
        return Username;
    }

    private static void Refused(JObject seen, string name, string code, string message, params string[] fields)
    {
        var refusal = seen[name]!;
        Assert.True(refusal["accepted"] is null, $"{name} was accepted: {refusal}");
        Assert.Equal(code, (string?)(refusal["errorCode"] ?? refusal["name"]));
        Assert.Contains(message, (string?)refusal["message"], StringComparison.Ordinal);
        if (fields.Length > 0)
        {
            Assert.Equal(fields, refusal["fields"]!.Values<string>());
        }
    }
}
