using System;
using System.Linq;
using System.Text;
using SfIntegration.Practice.Api;

namespace SfIntegration.Practice.Auth;

/// <summary>The JWT bearer grant (facts §1.3).</summary>
internal static class JwtBearerGrant
{
    /// <summary>How far a client's clock may be off.</summary>
    private static readonly TimeSpan s_skew = TimeSpan.FromSeconds(5);

    public static PracticeResponse Handle(Exchange exchange, string assertion)
    {
        var jwt = JwtAssertion.Parse(assertion);
        var org = exchange.Org;
        var credential = org.Engine.Apps.FindCredential(jwt.Issuer)
            ?? throw new OAuthFault("invalid_client_id", "client identifier invalid");
        if (credential.App.CertificatePem is not { } certificate)
        {
            throw new OAuthFault("unsupported_grant_type", "grant type not supported");
        }

        var user = jwt.Subject is { } subject ? org.Policy.FindUser(subject) : null;
        if (user is null)
        {
            Check(exchange, jwt, certificate);

            // A username that does not exist reads the same as one that has not approved the app: nobody learns which exist.
            throw OAuthFault.Grant("user hasn't approved this consumer");
        }

        TokenIssuer.Refusing(exchange, credential.App, user, subType: null, () => Check(exchange, jwt, certificate));
        return TokenIssuer.SignIn(exchange, credential, user, subType: null);
    }

    private static void Check(Exchange exchange, JwtAssertion jwt, string certificate)
    {
        using (var key = CertificateKey.PublicKey(CertificateKey.ToDer(Encoding.ASCII.GetBytes(certificate))))
        {
            if (!jwt.IsSignedBy(key))
            {
                throw JwtAssertion.Invalid();
            }
        }

        if (!jwt.Audiences.Any(a => IsAudience(exchange, a)))
        {
            throw OAuthFault.Grant("audience is invalid", LoginStatuses.Audience);
        }

        var (now, switches) = (exchange.Org.Clock.UtcNow, exchange.Org.Switches);
        if (jwt.Expires is not { } expires || jwt.Subject is null
            || (switches.JwtMaximumSeconds is { } most && expires > now.AddSeconds(most) + s_skew))
        {
            throw JwtAssertion.Invalid();
        }

        if (expires <= now - s_skew)
        {
            throw OAuthFault.Grant("expired authorization code", LoginStatuses.AssertionExpired);
        }
    }

    /// <summary>login.salesforce.com is always an audience (test.salesforce.com is a sandbox's); the org's own address is one by a switch (facts §1.3).</summary>
    private static bool IsAudience(Exchange exchange, string audience)
    {
        if (!Uri.TryCreate(audience, UriKind.Absolute, out var uri))
        {
            return false;
        }

        var own = string.Equals(uri.GetLeftPart(UriPartial.Authority), exchange.InstanceUrl.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase)
            || string.Equals(uri.Host, exchange.Org.BaseAddress.Host, StringComparison.OrdinalIgnoreCase);
        return (uri.Scheme == Uri.UriSchemeHttps && string.Equals(uri.Host, "login.salesforce.com", StringComparison.OrdinalIgnoreCase))
            || (own && exchange.Org.Switches.MyDomainIsAudience);
    }
}
