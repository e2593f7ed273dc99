using System;
using System.Collections.Generic;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Api;

namespace SfIntegration.Practice.Auth;

/// <summary>A JWT bearer assertion, taken apart; nothing in it is believed before <see cref="IsSignedBy"/>.</summary>
internal sealed class JwtAssertion
{
    private readonly byte[] _signed;
    private readonly byte[] _signature;

    private JwtAssertion(JObject claims, byte[] signed, byte[] signature)
    {
        Issuer = Text(claims, "iss");
        Subject = Text(claims, "sub") ?? Text(claims, "prn");
        Audiences = ReadAudiences(claims["aud"]);
        Expires = ReadSeconds(claims["exp"]);
        _signed = signed;
        _signature = signature;
    }

    /// <summary>The consumer key.</summary>
    public string? Issuer { get; }

    /// <summary>The username; <c>prn</c> is its old name.</summary>
    public string? Subject { get; }

    /// <summary>For whom it was made.</summary>
    public IReadOnlyList<string> Audiences { get; }

    /// <summary>When it expires, or null when it does not say.</summary>
    public DateTime? Expires { get; }

    /// <summary>Takes an assertion apart; whatever is malformed is an "invalid assertion".</summary>
    public static JwtAssertion Parse(string text)
    {
        var parts = text.Split('.');
        if (parts.Length != 3)
        {
            throw Invalid();
        }

        JObject header, claims;
        try
        {
            header = JsonText.ReadObject(Bytes(parts[0]));
            claims = JsonText.ReadObject(Bytes(parts[1]));
        }
        catch (SfFault)
        {
            throw Invalid();
        }

        // RS256 only: "none" and the HMAC algorithms would let anybody sign (H:xcloud.remoteaccess_oauth_jwt_flow.htm).
        if (!string.Equals(Text(header, "alg"), "RS256", StringComparison.Ordinal))
        {
            throw Invalid();
        }

        return new JwtAssertion(claims, Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]), Bytes(parts[2]));
    }

    /// <summary>The signature was made with the private key of this public key.</summary>
    public bool IsSignedBy(RSA publicKey) =>
        publicKey.VerifyData(_signed, _signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    /// <summary>The refusal of anything malformed or wrongly signed.</summary>
    public static OAuthFault Invalid() => OAuthFault.Grant("invalid assertion", LoginStatuses.Signature);

    private static string? Text(JObject json, string name) =>
        json[name] is JValue { Type: JTokenType.String } value ? (string?)value : null;

    private static IReadOnlyList<string> ReadAudiences(JToken? token)
    {
        var found = new List<string>();
        foreach (var item in token is JArray array ? (IEnumerable<JToken>)array : token is null ? Array.Empty<JToken>() : new[] { token })
        {
            if (item is JValue { Type: JTokenType.String } value)
            {
                found.Add((string)value!);
            }
        }

        return found;
    }

    /// <summary>Salesforce takes the seconds as a number and as text. What lies behind the end of the calendar never expires.</summary>
    private static DateTime? ReadSeconds(JToken? token)
    {
        const decimal End = 253_402_300_799m;

        if (token is not JValue { Type: JTokenType.Integer or JTokenType.Float or JTokenType.String } value
            || !decimal.TryParse(Convert.ToString(value.Value, CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            || seconds < 0)
        {
            return null;
        }

        return seconds > End ? DateTime.MaxValue : UnixTime.OfSeconds(seconds);
    }

    private static byte[] Bytes(string text) => Base64Url.Read(text) ?? throw Invalid();
}
