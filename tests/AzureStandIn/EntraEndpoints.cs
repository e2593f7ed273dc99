using System;
using System.Buffers.Text;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace SfIntegration.AzureStandIn;

/// <summary>Entra: /{tenant}/oauth2/v2.0/token and devicecode, with the checks and the error numbers of the real one.</summary>
internal static class EntraEndpoints
{
    private const string Bearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    public static void Map(WebApplication app, AzureState state)
    {
        app.MapPost("/{tenant}/oauth2/v2.0/token", async (HttpContext context, string tenant) =>
        {
            var form = await context.Request.ReadFormAsync();
            return !IsTenant(state, tenant)
                ? Refuse(400, "invalid_request", 90002, $"Tenant '{tenant}' not found.")
                : (string?)form["grant_type"] switch
                {
                    "client_credentials" => ClientCredentials(context, state, form),
                    "urn:ietf:params:oauth:grant-type:device_code" or "device_code" => DeviceToken(state, form),
                    "refresh_token" => Person(state, form),
                    var other => Refuse(400, "unsupported_grant_type", 70003, $"The app requested an unsupported grant type '{other}'."),
                };
        });
        app.MapPost("/{tenant}/oauth2/v2.0/devicecode", async (HttpContext context, string tenant) =>
        {
            var form = await context.Request.ReadFormAsync();
            if (!IsTenant(state, tenant) || form["client_id"] != state.PublicClient)
            {
                return Refuse(400, "invalid_client", 7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
            }

            var code = Guid.NewGuid().ToString("N");
            state.DeviceCodes[code] = "pending";
            return AzureSite.Json(200, new JsonObject
            {
                ["device_code"] = code,
                ["user_code"] = "FAKE" + code[..4].ToUpperInvariant(),
                ["verification_uri"] = "https://login.example/device",
                ["expires_in"] = 900,
                ["interval"] = 1,
                ["message"] = $"To sign in, open https://login.example/device and enter the code FAKE{code[..4].ToUpperInvariant()}.",
            });
        });
    }

    private static bool IsTenant(AzureState state, string tenant) => tenant == state.Tenant || tenant == "organizations";

    private static IResult ClientCredentials(HttpContext context, AzureState state, IFormCollection form)
    {
        var assertion = (string?)form["client_assertion"] ?? "";
        if (form["client_id"] != state.Client)
        {
            return Refuse(400, "unauthorized_client", 700016, $"Application with identifier '{form["client_id"]}' was not found in the directory.");
        }

        if (form["client_assertion_type"] != Bearer || Jwt.Read(assertion) is not { } claims)
        {
            return Refuse(401, "invalid_client", 7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
        }

        var refusal = (string?)claims["iss"] == state.Client ? CheckCertificate(context, state, assertion, claims) : CheckFederated(state, assertion, claims);
        return refusal ?? Give(state.AccessToken(state.Client, Audience(form)));
    }

    private static IResult? CheckCertificate(HttpContext context, AzureState state, string assertion, JsonObject claims)
    {
        using var key = state.ClientCertificate.GetRSAPublicKey()!;
        if (!Jwt.IsSignedBy(assertion, key))
        {
            return Refuse(401, "invalid_client", 700027, "The certificate with identifier used to sign the client assertion is not registered on application.");
        }

        var here = $"https://{context.Request.Host}{context.Request.Path}";
        return (string?)claims["sub"] != state.Client || (string?)claims["aud"] != here || !state.UsedAssertions.TryAdd((string?)claims["jti"] ?? "", true)
            ? Refuse(401, "invalid_client", 700023, $"Client assertion audience claim does not match Realm issuer, or it was used before; the audience is {here}.")
            : null;
    }

    private static IResult? CheckFederated(AzureState state, string assertion, JsonObject claims)
    {
        var issuer = (string?)claims["iss"] ?? "";
        if (!state.Trusted.TryGetValue(issuer, out var trusted))
        {
            return Refuse(401, "invalid_client", 700211, $"No matching federated identity record found for presented assertion issuer '{issuer}'.");
        }

        if (!Jwt.IsSignedBy(assertion, trusted.Key))
        {
            return Refuse(401, "invalid_client", 50013, "Assertion failed signature validation.");
        }

        if ((string?)claims["aud"] != AzureState.Exchange)
        {
            return Refuse(401, "invalid_client", 700212, $"No matching federated identity record found for presented assertion audience '{claims["aud"]}'.");
        }

        return (string?)claims["sub"] != trusted.Subject
            ? Refuse(401, "invalid_client", 700213, $"No matching federated identity record found for presented assertion subject '{claims["sub"]}'.")
            : null;
    }

    private static IResult DeviceToken(AzureState state, IFormCollection form)
    {
        var code = (string?)form["device_code"] ?? (string?)form["code"] ?? "";
        return (state.DeviceCodes.TryGetValue(code, out var became) ? became : null) switch
        {
            "approved" => Person(state, form),
            "pending" => Refuse(400, "authorization_pending", 70016, "OAuth 2.0 device flow error. Authorization is pending. Continue polling."),
            "declined" => Refuse(400, "authorization_declined", 70000, "The user declined."),
            _ => Refuse(400, "expired_token", 70019, "CodeExpired: the code has ended."),
        };
    }

    /// <summary>What a person gets: a token, an id token, a refresh token, and client_info, which MSAL keeps accounts by.</summary>
    private static IResult Person(AzureState state, IFormCollection form)
    {
        var user = Guid.NewGuid().ToString();
        return AzureSite.Json(200, new JsonObject
        {
            ["token_type"] = "Bearer",
            ["scope"] = form["scope"].ToString(),
            ["expires_in"] = 3600,
            ["access_token"] = state.AccessToken(state.PublicClient, Audience(form)),
            ["refresh_token"] = "refresh-" + user,
            ["id_token"] = Jwt.Create(state.EntraKey, new JsonObject
            {
                ["iss"] = $"https://login.example/{state.Tenant}/v2.0",
                ["aud"] = state.PublicClient,
                ["tid"] = state.Tenant,
                ["oid"] = user,
                ["sub"] = user,
                ["preferred_username"] = "person@acme.example",
                ["exp"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds(),
            }),
            ["client_info"] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"uid":"{{user}}","utid":"{{state.Tenant}}"}""")),
        });
    }

    private static string Audience(IFormCollection form) => form["scope"].ToString().Split(' ')
        .First(s => s.EndsWith("/.default", StringComparison.Ordinal)).Replace("/.default", "", StringComparison.Ordinal);

    private static IResult Give(string token) =>
        AzureSite.Json(200, new JsonObject { ["token_type"] = "Bearer", ["expires_in"] = 3600, ["ext_expires_in"] = 3600, ["access_token"] = token });

    private static IResult Refuse(int status, string error, int number, string text) => AzureSite.Json(status, new JsonObject
    {
        ["error"] = error,
        ["error_description"] = string.Create(CultureInfo.InvariantCulture, $"AADSTS{number}: {text} Trace ID: {Guid.Empty} Correlation ID: {Guid.Empty} Timestamp: 2026-11-25 08:00:00Z"),
        ["error_codes"] = new JsonArray(number),
        ["correlation_id"] = Guid.Empty.ToString(),
    });
}
