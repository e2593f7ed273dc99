using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Rules;

namespace SfIntegration.Harden.Apps;

/// <summary>Finds one app by its name and reads what is signed in with.</summary>
internal static class AppKeys
{
    /// <summary>Key and secret of an external client app, as the org gives them to whom it lets.</summary>
    public static async Task<AppKeyAndSecret> PairAsync(OrgApi admin, string appId, CancellationToken cancellation)
    {
        var consumer = (await admin.AppCredentials.ConsumersAsync(appId, cancellation).ConfigureAwait(false)).FirstOrDefault()
            ?? throw new SfApiException("The app has no consumer key yet.", "Give it OAuth settings: New-SfApp makes them.");
        return await admin.AppCredentials.KeyAndSecretAsync(appId, consumer.Id, cancellation).ConfigureAwait(false);
    }

    /// <summary>The consumer key of an app of this name, as metadata tells it.</summary>
    public static async Task<string> ConsumerKeyAsync(OrgApi admin, string name, CancellationToken cancellation)
    {
        var app = await FindAsync(admin, name, cancellation).ConfigureAwait(false);
        var details = await new AppReader(admin).ReadAsync(new[] { app }, AppReading.Metadata, cancellation).ConfigureAwait(false);
        return details[0].ConsumerKeyRead ?? throw new SfException(
            $"The consumer key was not read. {string.Join(" ", details[0].NotRead)}".TrimEnd(), "Copy it from the app's page in Setup and sign in with Connect-SfOrg -ClientId.");
    }

    /// <summary>The one app of this name.</summary>
    public static async Task<AppFacts> FindAsync(OrgApi admin, string name, CancellationToken cancellation)
    {
        var found = (await new AppReader(admin).ListAsync(cancellation).ConfigureAwait(false)).Apps.Where(a => a.IsNamed(name)).ToList();
        return found.Count == 1 ? found[0] : throw new SfException(
            found.Count == 0 ? $"The org shows no app '{name}'." : $"Several apps are named '{name}'.", found.Count == 0 ? "Make it: New-SfApp, or New-SfIntegrationUser with the scope." : "Rename one of them in Setup.");
    }
}
