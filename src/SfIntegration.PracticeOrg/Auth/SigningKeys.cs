using System;
using System.Linq;
using System.Security.Cryptography;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Auth;

/// <summary>The key that the org signs access tokens with. It is a row, made when it is first needed.</summary>
internal static class SigningKeys
{
    private const int Bits = 2048;

    /// <summary>Signs with the org's key (RS256).</summary>
    public static byte[] Sign(OrgEngine engine, byte[] text)
    {
        using var key = RSA.Create();
        key.ImportParameters(Read(RowOf(engine)));
        return key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>The key's name in the header of what it signed.</summary>
    public static string NameOf(OrgEngine engine) => RowOf(engine).Text("Name")!;

    /// <summary>The public key as a JSON Web Key Set (/id/keys).</summary>
    public static JObject PublicSet(OrgEngine engine)
    {
        var row = RowOf(engine);
        var key = Read(row);
        return new JObject
        {
            ["keys"] = new JArray(new JObject
            {
                ["kty"] = "RSA",
                ["n"] = Base64Url.Write(key.Modulus!),
                ["e"] = Base64Url.Write(key.Exponent!),
                ["alg"] = "RS256",
                ["use"] = "sig",
                ["kid"] = row.Text("Name"),
            }),
        };
    }

    private static Row RowOf(OrgEngine engine)
    {
        var org = engine.OrganizationId;
        if (SideRows.Of(engine.Store, SideTables.SigningKey, org) is { } there)
        {
            return there;
        }

        using var key = RSA.Create();
        key.KeySize = Bits;
        var made = key.ExportParameters(includePrivateParameters: true);
        var parts = new[] { made.Modulus, made.Exponent, made.D, made.P, made.Q, made.DP, made.DQ, made.InverseQ };
        return SideRows.Add(
            engine.Store,
            SideTables.SigningKey,
            org,
            ("Name", $"CORE_ATJWT.{org}.{engine.Clock.UtcNow.Ticks}"),
            ("Parameters", string.Join(" ", parts.Select(p => Convert.ToBase64String(p!)))));
    }

    private static RSAParameters Read(Row row)
    {
        var parts = row.Text("Parameters")!.Split(' ').Select(Convert.FromBase64String).ToArray();
        return new RSAParameters
        {
            Modulus = parts[0],
            Exponent = parts[1],
            D = parts[2],
            P = parts[3],
            Q = parts[4],
            DP = parts[5],
            DQ = parts[6],
            InverseQ = parts[7],
        };
    }
}
