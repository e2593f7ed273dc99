using System;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Api;

namespace SfIntegration.Practice.Auth;

/// <summary>OpenID discovery and the keys that JWT access tokens are checked with (facts §1.1). It names only endpoints that answer.</summary>
internal static class Discovery
{
    public static PracticeResponse Configuration(Exchange exchange)
    {
        var at = exchange.InstanceUrl.GetLeftPart(UriPartial.Authority);
        return PracticeResponse.Of(200, new JObject
        {
            ["issuer"] = at,
            ["token_endpoint"] = at + "/services/oauth2/token",
            ["revocation_endpoint"] = at + "/services/oauth2/revoke",
            ["userinfo_endpoint"] = at + "/services/oauth2/userinfo",
            ["jwks_uri"] = at + "/id/keys",
            ["introspection_endpoint"] = at + "/services/oauth2/introspect",
            ["subject_types_supported"] = new JArray("public"),
            ["id_token_signing_alg_values_supported"] = new JArray("RS256"),
            ["token_endpoint_auth_methods_supported"] = new JArray("client_secret_post", "client_secret_basic", "private_key_jwt"),
        });
    }

    public static PracticeResponse Keys(Exchange exchange) => PracticeResponse.Of(200, SigningKeys.PublicSet(exchange.Org.Engine));
}
