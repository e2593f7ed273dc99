using System;
using System.Collections.Generic;
using System.Text;
using SfIntegration.Practice.Api;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Auth;

/// <summary>The app that calls an OAuth endpoint: key and secret in the body or as HTTP Basic.</summary>
internal sealed class ClientApp
{
    private readonly string? _secret;

    private ClientApp(AppCredential credential, string? secret)
    {
        Credential = credential;
        _secret = secret;
    }

    /// <summary>The pair that the sent key belongs to.</summary>
    public AppCredential Credential { get; }

    /// <summary>Finds the app of the key that was sent. The secret is not looked at yet.</summary>
    public static ClientApp Find(Exchange exchange, IReadOnlyDictionary<string, string> form)
    {
        var (key, secret) = Credentials(exchange, form);
        if (string.IsNullOrEmpty(key))
        {
            throw OAuthFault.Missing("client_id");
        }

        return new ClientApp(
            exchange.Org.Engine.Apps.FindCredential(key) ?? throw new OAuthFault("invalid_client_id", "client identifier invalid"),
            secret);
    }

    /// <summary>Finds the app and checks its secret.</summary>
    public static PracticeApp Authenticate(Exchange exchange, IReadOnlyDictionary<string, string> form)
    {
        var client = Find(exchange, form);
        client.Check(secretRequired: true);
        return client.Credential.App;
    }

    /// <summary>Refuses a wrong secret, and a missing one where it is required.</summary>
    public void Check(bool secretRequired, string? loginStatus = null)
    {
        if (secretRequired && string.IsNullOrEmpty(_secret))
        {
            throw OAuthFault.Missing("client_secret");
        }

        if (!string.IsNullOrEmpty(_secret) && _secret != Credential.Secret)
        {
            throw new OAuthFault("invalid_client", "invalid client credentials") { LoginStatus = loginStatus };
        }
    }

    private static (string? Key, string? Secret) Credentials(Exchange exchange, IReadOnlyDictionary<string, string> form)
    {
        form.TryGetValue("client_id", out var key);
        form.TryGetValue("client_secret", out var secret);
        var header = exchange.Request.Header("Authorization");
        if (header is null || !header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return (key, secret);
        }

        try
        {
            var pair = Encoding.UTF8.GetString(Convert.FromBase64String(header.Substring(6).Trim()));
            var colon = pair.IndexOf(':');
            return colon < 0
                ? throw new OAuthFault("invalid_client", "invalid client credentials")
                : (Uri.UnescapeDataString(pair.Substring(0, colon)), Uri.UnescapeDataString(pair.Substring(colon + 1)));
        }
        catch (FormatException)
        {
            throw new OAuthFault("invalid_client", "invalid client credentials");
        }
    }
}
