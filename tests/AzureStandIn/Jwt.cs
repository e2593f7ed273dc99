using System;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace SfIntegration.AzureStandIn;

/// <summary>Makes and checks JSON web tokens (RFC 7515) with .NET alone, so that no mistake of ours is made twice.</summary>
public static class Jwt
{
    /// <summary>A token signed with RS256.</summary>
    public static string Create(RSA key, JsonObject claims)
    {
        var signed = Part(new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT" }) + "." + Part(claims);
        return signed + "." + Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    /// <summary>The claims, unchecked; null for what is no token.</summary>
    public static JsonObject? Read(string token, int part = 1)
    {
        var parts = token.Split('.');
        return parts.Length == 3 ? JsonNode.Parse(Base64Url.DecodeFromChars(parts[part])) as JsonObject : null;
    }

    /// <summary>True if the key signed it (RS256, or PS256 as newer MSAL does) and it is good now.</summary>
    public static bool IsSignedBy(string token, RSA key)
    {
        var parts = token.Split('.');
        var padding = (string?)Read(token, 0)!["alg"] switch
        {
            "RS256" => RSASignaturePadding.Pkcs1,
            "PS256" => RSASignaturePadding.Pss,
            _ => null,
        };
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return padding is not null
            && key.VerifyData(Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, padding)
            && long.Parse(Read(token)!["exp"]!.ToString(), CultureInfo.InvariantCulture) > now;
    }

    private static string Part(JsonObject value) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(value.ToJsonString()));
}
