using System;
using System.Text;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Api;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Auth;

/// <summary>An access token as a signed JWT (facts §1.4). What it says is for the client: the org itself knows it by its hash, as any other token.</summary>
internal static class JwtAccessToken
{
    /// <summary>Writes a token for a user of an app.</summary>
    public static string Write(OrgEngine engine, string instance, AppCredential credential, string userId, string scope, TimeSpan lifetime)
    {
        var now = engine.Clock.UtcNow;
        var header = new JObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = SigningKeys.NameOf(engine), ["tty"] = "sfdc-core-token" };
        var claims = new JObject
        {
            ["iss"] = instance,
            ["sub"] = "uid:" + userId,
            ["aud"] = new JArray(instance),
            ["client_id"] = credential.Key,
            ["scp"] = scope,
            ["iat"] = UnixTime.Seconds(now),
            ["nbf"] = UnixTime.Seconds(now),
            ["exp"] = UnixTime.Seconds(now + lifetime),
            ["jti"] = RandomText.Of(22),
        };
        var text = Base64Url.Write(JsonText.Write(header)) + "." + Base64Url.Write(JsonText.Write(claims));
        return text + "." + Base64Url.Write(SigningKeys.Sign(engine, Encoding.ASCII.GetBytes(text)));
    }
}
