using System.Linq;
using System.Threading.Tasks;
using SfIntegration.Practice;
using Xunit;

namespace SfIntegration.Clients.Tests.Jsforce;

/// <summary>An external client app as jsforce meets it: it signs in, and its key and secret are replaced.</summary>
public sealed class AppTests(PracticeSite site) : IClassFixture<PracticeSite>
{
    [Fact]
    public async Task Key_and_secret_of_an_external_client_app_are_replaced_without_an_interruption()
    {
        const string RunAs = "shared.api@acme.example";
        var app = site.Org.CreateApp(new PracticeAppSettings("Rotation") { IsExternalClientApp = true, RunAsUsername = RunAs });
        var seen = await site.JsforceAsync("apps.mjs", ("APP_ID", app.Id), ("APP_KEY", app.ConsumerKey), ("APP_SECRET", app.GetConsumerSecret()));

        Assert.Equal("FUNCTIONALITY_NOT_ENABLED", (string?)seen["closed"]!["errorCode"]);
        Assert.Contains(app.Id, seen["apps"]!.Select(a => (string)a!));
        Assert.Equal((app.ConsumerKey, app.GetConsumerSecret()), ((string)seen["pair"]!["key"]!, (string)seen["pair"]!["secret"]!));
        Assert.Equal([RunAs, RunAs], seen["beside"]!.Select(u => (string)u!));
        Assert.Equal(("Rotated", app.ConsumerKey), ((string)seen["rotated"]!["state"]!, (string)seen["rotated"]!["key"]!));
        Assert.Equal((RunAs, RunAs), ((string)seen["overlap"]!, (string)seen["fresh"]!));
        Assert.Equal(("invalid_client_id", "client identifier invalid"), ((string)seen["old"]!["name"]!, (string)seen["old"]!["message"]!));
    }
}
