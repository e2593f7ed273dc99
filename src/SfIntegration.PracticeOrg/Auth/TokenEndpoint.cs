using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Api;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Auth;

/// <summary>/services/oauth2/token: client credentials, JWT bearer and refresh, with the refusals of facts §1.5.</summary>
internal static class TokenEndpoint
{
    private const string JwtGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /// <summary>How far a client's clock may be off.</summary>
    private static readonly TimeSpan s_skew = TimeSpan.FromSeconds(5);

    private static readonly string[] s_genericHosts = { "login.salesforce.com", "test.salesforce.com" };

    public static PracticeResponse Handle(Exchange exchange)
    {
        var form = FormText.Read(Encoding.UTF8.GetString(exchange.Body()));
        return Text(form, "grant_type") switch
        {
            "client_credentials" => ClientCredentials(exchange, form),
            JwtGrant => JwtBearer(exchange, form),
            "refresh_token" => Refresh(exchange, form),
            null => throw OAuthFault.Missing("grant_type"),

            // The username-password flow is blocked in orgs born Summer '23 or later (facts §1.2).
            "password" => throw OAuthFault.Grant("authentication failure"),
            _ => throw new OAuthFault("unsupported_grant_type", "grant type not supported"),
        };
    }

    private static PracticeResponse ClientCredentials(Exchange exchange, IReadOnlyDictionary<string, string> form)
    {
        if (s_genericHosts.Contains(exchange.Request.Uri.Host, StringComparer.OrdinalIgnoreCase))
        {
            throw OAuthFault.Grant("request not supported on this domain");
        }

        var app = ClientApp.Authenticate(exchange, form, secretRequired: true);
        if (!app.ClientCredentialsEnabled)
        {
            throw new OAuthFault("unsupported_grant_type", "grant type not supported");
        }

        var org = exchange.Org;
        var user = app.RunAsUserId is { } id ? org.Store.Find("User", id) : null;
        if (user is null || (org.Switches.RunAsMustBeApiOnly && !org.Engine.AccessOf(user.Id).HasPermission("ApiUserOnly")))
        {
            throw OAuthFault.Grant("no client credentials user enabled");
        }

        return SignIn(exchange, app, user, "OauthClientCredentials", () => org.Policy.RequireUsable(user));
    }

    private static PracticeResponse JwtBearer(Exchange exchange, IReadOnlyDictionary<string, string> form)
    {
        var jwt = JwtAssertion.Parse(Text(form, "assertion") ?? throw OAuthFault.Missing("assertion"));
        var org = exchange.Org;
        var app = org.Engine.Apps.FindByKey(jwt.Issuer)
            ?? throw new OAuthFault("invalid_client_id", "client identifier invalid");
        if (app.CertificatePem is not { } certificate)
        {
            throw new OAuthFault("unsupported_grant_type", "grant type not supported");
        }

        using (var key = CertificateKey.PublicKey(CertificateKey.ToDer(Encoding.ASCII.GetBytes(certificate))))
        {
            if (!jwt.IsSignedBy(key))
            {
                throw JwtAssertion.Invalid();
            }
        }

        if (!jwt.Audiences.Any(a => IsAudience(exchange, a)))
        {
            throw OAuthFault.Grant("audience is invalid");
        }

        if (jwt.Expires is not { } expires || jwt.Subject is null
            || (org.Switches.JwtMaximumSeconds is { } most && expires > org.Clock.UtcNow.AddSeconds(most) + s_skew))
        {
            throw JwtAssertion.Invalid();
        }

        if (expires <= org.Clock.UtcNow - s_skew)
        {
            throw OAuthFault.Grant("expired authorization code");
        }

        // A username that does not exist reads the same as one that has not approved the app: nobody learns which exist.
        var user = org.Policy.FindUser(jwt.Subject) ?? throw OAuthFault.Grant("user hasn't approved this consumer");
        return SignIn(exchange, app, user, subType: null, () =>
        {
            org.Policy.RequireUsable(user);
            org.Policy.RequireApproval(user, app);
        });
    }

    private static PracticeResponse Refresh(Exchange exchange, IReadOnlyDictionary<string, string> form)
    {
        var token = Text(form, "refresh_token") ?? throw OAuthFault.Missing("refresh_token");
        var app = ClientApp.Authenticate(exchange, form, secretRequired: false);
        if (exchange.Org.Tokens.FindGrant(token) is not { } grant || grant.App.Id != app.Id)
        {
            throw OAuthFault.Grant("expired access/refresh token");
        }

        var user = exchange.Org.Store.Find("User", grant.UserId)!;
        var response = SignIn(exchange, app, user, "OauthRefreshToken", () => exchange.Org.Policy.RequireUsable(user), grant);
        exchange.Org.Tokens.Used(grant);
        return response;
    }

    private static PracticeResponse SignIn(Exchange exchange, PracticeApp app, Row user, string? subType, Action require, RefreshGrant? grant = null)
    {
        var org = exchange.Org;
        var host = exchange.Request.Uri.Host;
        try
        {
            require();
        }
        catch (OAuthFault fault)
        {
            org.Logins.Add(user.Id, app, subType, exchange.CallerAddress, host, fault.LoginStatus ?? fault.Message);
            throw;
        }

        var login = org.Logins.Add(user.Id, app, subType, exchange.CallerAddress, host, "Success");
        var scope = grant?.Scope ?? string.Join(" ", app.Scopes.Where(s => s is not ("refresh_token" or "offline_access")));
        var token = org.Tokens.Open(user.Id, app, scope, exchange.CallerAddress, login, grant);
        if (grant is null)
        {
            org.Tokens.NoteGrant(user.Id, app);
        }

        var id = Identity.Url(org, exchange.InstanceUrl, user.Id);
        var issued = ((long)(org.Clock.UtcNow - new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc)).TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        return NoStore(PracticeResponse.Of(200, new JObject
        {
            ["access_token"] = token,
            ["signature"] = Sign(app.ConsumerSecret, id + issued),
            ["scope"] = scope,
            ["instance_url"] = exchange.InstanceUrl.GetLeftPart(UriPartial.Authority),
            ["id"] = id,
            ["token_type"] = "Bearer",
            ["issued_at"] = issued,
        }));
    }

    private static PracticeResponse NoStore(PracticeResponse response)
    {
        response.Headers["Cache-Control"] = "no-cache,must-revalidate,max-age=0,no-store,private";
        return response;
    }

    private static string Sign(string secret, string text)
    {
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(secret));
        return Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>login and test are always audiences; the org's own address is one by a switch (facts §1.3).</summary>
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

    private static string? Text(IReadOnlyDictionary<string, string> form, string name) =>
        form.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}
