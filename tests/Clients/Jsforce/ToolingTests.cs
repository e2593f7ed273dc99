using System;
using System.Linq;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Xunit;

namespace SfIntegration.Clients.Tests.Jsforce;

/// <summary>jsforce asks the Tooling API: <c>tooling.mjs</c>.</summary>
public sealed class ToolingTests(PracticeSite site) : IClassFixture<PracticeSite>
{
    [Fact]
    public async Task Describes_definitions_access_rows_and_refusals()
    {
        site.Org.GrowUsers(2100);
        var seen = await site.JsforceAsync("tooling.mjs");

        var objects = seen["objects"]!.Values<string>().ToList();
        Assert.Contains("EntityParticle", objects);
        Assert.DoesNotContain("Account", objects);
        Assert.Equal(["Id", "Permission", "PermissionType", "RequiredPermission", "RequiredPermissionType"], seen["fields"]!.Values<string>());
        Assert.Contains("ResetPasswords", seen["needs"]!.Values<string>());
        Assert.Equal((string?)seen["classes"]![0], (string?)seen["read"]);
        Assert.Equal(["Account", "Contact"], seen["entity"]!.Select(r => (string?)r["EntityDefinition"]!["QualifiedApiName"]));
        Assert.All(seen["entity"]!, r => Assert.True((bool)r["IsReadable"]! && (bool)r["IsDeletable"]!));
        Assert.Equal(("Picklist", "Invoice"), ((string?)seen["field"]!["DataType"], (string?)seen["field"]!["EntityDefinition"]!["Label"]));
        Assert.True((bool)Assert.Single(seen["access"]!)["IsAccessible"]!);
        Assert.True((int)seen["users"]! > 2100);

        Assert.Equal("INVALID_TYPE", (string?)seen["noAccount"]!["errorCode"]);
        Assert.Contains("a filter on a reified column is required", (string?)seen["noFilter"]!["message"], StringComparison.Ordinal);
        Assert.Equal("EXTERNAL_OBJECT_UNSUPPORTED_EXCEPTION", (string?)seen["noCount"]!["errorCode"]);
    }
}
