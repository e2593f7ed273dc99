using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Auth;
using SfIntegration.Http;

namespace SfIntegration.Api;

/// <summary>A consumer of an external client app: its key is public, its secret is not among it.</summary>
internal sealed record AppConsumer(string Id, string Key);

/// <summary>Key and secret of a consumer.</summary>
internal sealed record AppKeyAndSecret(string Key, Secret Secret);

/// <summary>Key and secret of external client apps over the Connect REST API (facts §5.6; v60).</summary>
internal sealed class AppCredentialsApi
{
    private readonly SfConnection _connection;

    public AppCredentialsApi(SfConnection connection) => _connection = connection;

    /// <summary>The consumers of an app, with their keys.</summary>
    /// <exception cref="SfApiException">Refused: the error names the org's setting and the permission.</exception>
    public async Task<IReadOnlyList<AppConsumer>> ConsumersAsync(string appId, CancellationToken cancellation)
    {
        var answer = await GetAsync(SfUrls.AppCredentials(_connection.ApiVersion, appId), null, cancellation).ConfigureAwait(false);
        return (answer["consumers"] as JArray ?? new JArray()).OfType<JObject>()
            .Select(c => new AppConsumer(c.Text("id") ?? "", c.Text("key") ?? ""))
            .Where(c => c.Id.Length > 0)
            .ToList();
    }

    /// <summary>Key and secret of one consumer.</summary>
    /// <exception cref="SfApiException">Refused: the error names the org's setting and the permission.</exception>
    public async Task<AppKeyAndSecret> KeyAndSecretAsync(string appId, string consumerId, CancellationToken cancellation)
    {
        var answer = await GetAsync(SfUrls.AppConsumer(_connection.ApiVersion, appId, consumerId, "keyandsecret"), "ViewClientSecret", cancellation).ConfigureAwait(false);
        return answer.Text("key") is { Length: > 0 } key && answer.Text("secret") is { Length: > 0 } secret
            ? new AppKeyAndSecret(key, new Secret(secret))
            : throw new SfApiException("The answer about the app's consumer holds no key and secret.", "Copy them from the app's page in Setup.");
    }

    private async Task<JObject> GetAsync(string path, string? permission, CancellationToken cancellation)
    {
        try
        {
            return (await _connection.SendAsync(SfRequest.Get(path), cancellation).ConfigureAwait(false)).Object(path);
        }
        catch (SfApiException e) when (e.HttpStatus is 403 or 404 && e is not SfLimitException)
        {
            var isOff = e.Code == "FUNCTIONALITY_NOT_ENABLED";
            throw new SfApiException(
                isOff
                    ? "The org does not give consumer secrets over the API."
                    : $"The app's consumer cannot be read: {e.Message}",
                (isOff
                    ? "In Setup, External Client App Settings, switch on \"Allow access to External Client App consumer secrets via REST API\" (ExternalClientAppSettings.enableClientSecretInRestApiAccess)"
                    : $"Give the calling user {(permission is null ? "" : "the system permission " + permission + " and ")}External Client App administration (ExternalClientAppAdmin or ExternalClientAppDeveloper)")
                + ", or copy key and secret from the app's page in Setup.",
                e)
            { HttpStatus = e.HttpStatus, Code = e.Code, RequestId = e.RequestId };
        }
    }
}
