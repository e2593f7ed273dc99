using System;
using System.Collections.Generic;
using System.Text;
using SfIntegration.Practice.Api;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Auth;

/// <summary>Finds and checks the app that calls: key and secret in the body or as HTTP Basic.</summary>
internal static class ClientApp
{
    public static PracticeApp Authenticate(Exchange exchange, IReadOnlyDictionary<string, string> form, bool secretRequired)
    {
        var (key, secret) = Credentials(exchange, form);
        if (string.IsNullOrEmpty(key))
        {
            throw OAuthFault.Missing("client_id");
        }

        var app = exchange.Org.Engine.Apps.FindByKey(key)
            ?? throw new OAuthFault("invalid_client_id", "client identifier invalid");
        if (secretRequired && string.IsNullOrEmpty(secret))
        {
            throw OAuthFault.Missing("client_secret");
        }

        return string.IsNullOrEmpty(secret) || secret == app.ConsumerSecret
            ? app
            : throw new OAuthFault("invalid_client", "invalid client credentials");
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
