using System;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace SfIntegration.AzureStandIn;

/// <summary>Azure Key Vault, REST 7.4: get and sign of keys, get of secrets. Nothing without a token of Entra for vaults and the right to the operation.</summary>
internal static class VaultEndpoints
{
    public const string Version = "0123456789abcdef0123456789abcdef";

    public static void Map(WebApplication app, AzureState state)
    {
        app.MapGet("/keys/{name}/{version?}", (HttpContext context, string name, string? version) =>
            Guard(context, state, "keys/get", () => name switch
            {
                "signing" or "disabled" or "expired" when version is null or Version => AzureSite.Json(200, KeyBundle(context, state, name)),
                "elliptic" => AzureSite.Json(200, new JsonObject { ["key"] = new JsonObject { ["kid"] = Id(context, "keys", name), ["kty"] = "EC", ["crv"] = "P-256" } }),
                _ => Refuse(404, "KeyNotFound", null, $"A key with (name/id) {name} was not found in this key vault."),
            }));
        app.MapPost("/keys/{name}/{version}/sign", async (HttpContext context, string name, string version) =>
        {
            var body = await JsonNode.ParseAsync(context.Request.Body);
            return Guard(context, state, "keys/sign", () => name switch
            {
                _ when version != Version => Refuse(404, "KeyNotFound", null, $"A key with (name/id) {name}/{version} was not found in this key vault."),
                "signing" => Sign(context, state, name, body!),
                "disabled" => Refuse(403, "Forbidden", "KeyDisabled", "Operation sign is not allowed on a disabled key."),
                "expired" => Refuse(403, "Forbidden", "KeyExpired", "Operation sign is not allowed on an expired key."),
                "elliptic" => Refuse(400, "BadParameter", null, "Key and signing algorithm are incompatible. Key is of type 'EC', and algorithm 'RS256' can only be used with a key of type 'RSA' or 'RSA-HSM'."),
                _ => Refuse(404, "KeyNotFound", null, $"A key with (name/id) {name} was not found in this key vault."),
            });
        });
        app.MapGet("/secrets/{name}/{version?}", (HttpContext context, string name, string? version) =>
            Guard(context, state, "secrets/get", () => name switch
            {
                "consumer-secret" => AzureSite.Json(200, new JsonObject { ["value"] = state.ConsumerSecret + "\n", ["id"] = Id(context, "secrets", name), ["attributes"] = new JsonObject { ["enabled"] = true } }),
                "certificate" => AzureSite.Json(200, new JsonObject { ["value"] = "AAAA", ["contentType"] = "application/x-pkcs12", ["id"] = Id(context, "secrets", name) }),
                "disabled" => Refuse(403, "Forbidden", "SecretDisabled", "Operation get is not allowed on a disabled secret."),
                "elsewhere" => Results.Redirect("https://attacker.example/secrets/elsewhere"),
                _ => Refuse(404, "SecretNotFound", null, $"A secret with (name/id) {name} was not found in this key vault."),
            }));
    }

    private static IResult Guard(HttpContext context, AzureState state, string right, Func<IResult> answer)
    {
        if (context.Request.Query["api-version"] != "7.4")
        {
            return Refuse(400, "BadParameter", null, "The specified version is not supported.");
        }

        if (state.Throttled > 0)
        {
            state.Throttled--;
            context.Response.Headers.RetryAfter = "0";
            return Refuse(429, "Throttled", null, "The request was not processed because too many requests were received.");
        }

        var header = context.Request.Headers.Authorization.ToString();
        var token = header.StartsWith("Bearer ", StringComparison.Ordinal) ? header["Bearer ".Length..] : "";
        var claims = token.Length == 0 ? null : Jwt.Read(token);
        if (claims is null || !Jwt.IsSignedBy(token, state.EntraKey) || (string?)claims["aud"] != AzureState.Vault || (string?)claims["tid"] != state.Tenant)
        {
            context.Response.Headers.WWWAuthenticate = $"Bearer authorization=\"https://{context.Request.Host}/{state.Tenant}\", resource=\"{AzureState.Vault}\"";
            return Refuse(401, "Unauthorized", null, claims is null ? "AKV10000: Request is missing a Bearer or PoP token." : "AKV10022: Invalid audience, or another issuer.");
        }

        return state.Rights.TryGetValue($"{claims["appid"]} {right}", out var given) && given
            ? answer()
            : Refuse(403, "Forbidden", "ForbiddenByRbac", $"Caller is not authorized to perform action on resource.\r\nAction: 'Microsoft.KeyVault/vaults/{right}/action'");
    }

    private static IResult Sign(HttpContext context, AzureState state, string name, JsonNode body)
    {
        var digest = Base64Url.DecodeFromChars((string)body["value"]!);
        if ((string?)body["alg"] != "RS256" || digest.Length != 32)
        {
            return Refuse(400, "BadParameter", null, "Invalid length of 'value' or unknown 'alg'.");
        }

        using var key = state.SigningCertificate.GetRSAPrivateKey()!;
        var signature = key.SignHash(digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return AzureSite.Json(200, new JsonObject { ["kid"] = Id(context, "keys", name), ["value"] = Base64Url.EncodeToString(signature) });
    }

    private static JsonObject KeyBundle(HttpContext context, AzureState state, string name)
    {
        using var key = state.SigningCertificate.GetRSAPublicKey()!;
        var numbers = key.ExportParameters(false);
        return new JsonObject
        {
            ["key"] = new JsonObject
            {
                ["kid"] = Id(context, "keys", name),
                ["kty"] = "RSA",
                ["key_ops"] = new JsonArray("sign", "verify"),
                ["n"] = Base64Url.EncodeToString(numbers.Modulus!),
                ["e"] = Base64Url.EncodeToString(numbers.Exponent!),
            },
            ["attributes"] = new JsonObject { ["enabled"] = name != "disabled" },
        };
    }

    private static string Id(HttpContext context, string kind, string name) => $"https://{context.Request.Host}/{kind}/{name}/{Version}";

    private static IResult Refuse(int status, string code, string? inner, string message)
    {
        var error = new JsonObject { ["code"] = code, ["message"] = message };
        if (inner is not null)
        {
            error["innererror"] = new JsonObject { ["code"] = inner };
        }

        return AzureSite.Json(status, new JsonObject { ["error"] = error });
    }
}
