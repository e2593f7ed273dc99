using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Harden.Apps;

/// <summary>Reads what the vendors of a scope's integrations are to be handed: one item per app.</summary>
internal sealed class HandoverReader
{
    private readonly OrgApi _api;

    public HandoverReader(OrgApi api) => _api = api;

    /// <summary>The apps that a scope's identity signs in through, each once, with their flows.</summary>
    public static IReadOnlyList<(string Name, string Flow)> AppsOf(AccessScope scope) =>
        scope.Integrations.Where(i => i.App is not null).Select(i => (i.App!.Name, i.App.Flow)).Distinct().ToList();

    /// <summary>Says before anything is written what would leave nothing to hand over.</summary>
    /// <exception cref="SfPlanException">NoApp, SecretsClosed.</exception>
    /// <exception cref="MetadataClosedException">The caller may not use the Metadata API.</exception>
    public async Task CheckAsync(AccessScope scope, CancellationToken cancellation)
    {
        var apps = AppsOf(scope);
        if (apps.Count == 0)
        {
            throw new SfPlanException("NoApp", "There is nothing to hand over: the scope names no app. Nothing was written.", "Give an integration an app: { name, flow }.");
        }

        if (apps.Any(a => AppComponents.FlowOf(a.Flow) == AppFlows.ClientCredentials) && await SecretAccess.IsOpenAsync(_api, cancellation).ConfigureAwait(false) == false)
        {
            throw SecretAccess.Closed($"Switch it on in Setup, External Client App Settings ({SecretAccess.Setting}); users still need View Client Secret. Or leave the handover out and copy the pair from the app's page in Setup.");
        }
    }

    /// <summary>Reads key, and for client credentials the secret, of one app.</summary>
    /// <exception cref="SfException">The app is not there, or what is wanted of it is not told.</exception>
    public async Task<SfHandover> ReadAsync(AccessScope scope, string name, string flow, CancellationToken cancellation)
    {
        var url = _api.Org.InstanceUrl;
        var handover = new SfHandover
        {
            Org = _api.Org,
            AppName = name,
            Flow = flow,
            Username = scope.Identity.Username,
            MyDomainUrl = url,
            SignInUrl = url.TrimEnd('/') + "/services/oauth2/token",
        };
        if (AppComponents.FlowOf(flow) == AppFlows.Jwt)
        {
            return handover with { ConsumerKey = await AppKeys.ConsumerKeyAsync(_api, name, cancellation).ConfigureAwait(false) };
        }

        var app = await AppKeys.FindAsync(_api, name, cancellation).ConfigureAwait(false);
        if (app.Kind == AppComponents.Connected)
        {
            throw new SfException("Salesforce tells the secret of a connected app to nobody.", "Copy the pair from the app's page in Setup, or use an external client app.");
        }

        var pair = await AppKeys.PairAsync(_api, app.Id, cancellation).ConfigureAwait(false);
        return handover with { ConsumerKey = pair.Key, ConsumerSecret = pair.Secret.ToSecureString() };
    }
}
