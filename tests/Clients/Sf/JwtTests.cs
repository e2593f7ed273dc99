using System.Threading.Tasks;
using Xunit;

namespace SfIntegration.Clients.Tests.Sf;

/// <summary>sf signs in with a key of its own. What is refused is jsforce's to show: sf then asks other hosts too.</summary>
public sealed class JwtTests(PracticeSite site) : IClassFixture<PracticeSite>
{
    [Fact]
    public async Task Org_login_jwt_signs_in_and_the_session_works()
    {
        var (keyFile, app) = await site.KeyedAppAsync("Pipeline", adminApprovedOnly: false);
        site.Org.Approve(app.ConsumerKey, "lena.lead@acme.example");
        var login = await site.SfAsync("org", "login", "jwt", "--client-id", app.ConsumerKey, "--jwt-key-file", keyFile, "--username", "lena.lead@acme.example", "--instance-url", site.Url);
        Assert.True(login.ExitCode == 0, login.Output + login.Errors);
        Assert.Equal("lena.lead@acme.example", (string?)login.Json["result"]!["username"]);
        var rows = await site.ResultAsync("data", "query", "--query", "SELECT Id FROM Account LIMIT 1", "--target-org", "lena.lead@acme.example");
        Assert.Equal(1, (int)rows["totalSize"]!);
        var history = site.Org.AsSystem.Query("SELECT Status, LoginType, Application FROM LoginHistory WHERE User.Username = 'lena.lead@acme.example' ORDER BY LoginTime DESC LIMIT 1")[0];
        Assert.Equal(("Success", "Remote Access 2.0", "Pipeline"), ((string?)history["Status"], (string?)history["LoginType"], (string?)history["Application"]));
    }
}
