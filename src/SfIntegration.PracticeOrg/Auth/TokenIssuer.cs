using System;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Api;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Auth;

/// <summary>The end of every grant: the policy is asked, the attempt leaves its LoginHistory row, the token is handed out (facts §1.4).</summary>
internal static class TokenIssuer
{
    /// <summary>Signs a user in through an app. Sub-type null is what JWT bearer has (facts §6.1).</summary>
    public static PracticeResponse SignIn(Exchange exchange, AppCredential credential, Row user, string? subType, RefreshGrant? grant = null)
    {
        var org = exchange.Org;
        var app = credential.App;
        Refusing(exchange, app, user, subType, () =>
        {
            org.Policy.RequireUsable(user);
            org.Policy.RequireHours(user);
            org.Policy.RequireAddress(user, app, exchange.CallerAddress, grant is not null);
            org.AppAccess.RequireInstalled(user, app);

            // The Run As user of client credentials is the administrator's own choice.
            if (subType != "OauthClientCredentials")
            {
                org.AppAccess.RequireApproval(user, app);
            }
        });

        var login = org.Logins.Add(user.Id, app, subType, exchange.CallerAddress, exchange.Request.Uri.Host, LoginStatuses.Success);
        var scope = grant?.Scope ?? string.Join(" ", app.Scopes.Where(s => s is not ("refresh_token" or "offline_access")));
        var instance = exchange.InstanceUrl.GetLeftPart(UriPartial.Authority);
        var token = org.Tokens.Open(new NewSession(user.Id, app, scope, exchange.CallerAddress, login)
        {
            Grant = grant,
            Jwt = app.IssuesJwt ? lifetime => JwtAccessToken.Write(org.Engine, instance, credential, user.Id, scope, lifetime) : null,
        });
        if (grant is null)
        {
            org.Tokens.NoteGrant(user.Id, app);
        }

        var id = Identity.Url(org, exchange.InstanceUrl, user.Id);
        var issued = UnixTime.Milliseconds(org.Clock.UtcNow).ToString(CultureInfo.InvariantCulture);
        var body = new JObject
        {
            ["access_token"] = token,
            ["signature"] = Sign(credential.Secret, id + issued),
            ["scope"] = scope,
            ["instance_url"] = instance,
            ["id"] = id,
            ["token_type"] = "Bearer",
            ["issued_at"] = issued,
        };
        if (app.IssuesJwt)
        {
            body["token_format"] = "jwt";
            body["api_instance_url"] = "https://api.salesforce.com";
        }

        if (grant is not null && app.RotatesRefreshTokens)
        {
            body["refresh_token"] = org.Tokens.Rotate(grant);
        }

        var response = PracticeResponse.Of(200, body);
        response.Headers["Cache-Control"] = "no-cache,must-revalidate,max-age=0,no-store,private";
        return response;
    }

    /// <summary>Runs a check of a sign-in whose user is known: a refusal leaves its row.</summary>
    public static void Refusing(Exchange exchange, PracticeApp app, Row user, string? subType, Action check)
    {
        try
        {
            check();
        }
        catch (OAuthFault fault)
        {
            exchange.Org.Logins.Add(user.Id, app, subType, exchange.CallerAddress, exchange.Request.Uri.Host, fault.LoginStatus ?? fault.Message);
            throw;
        }
    }

    private static string Sign(string secret, string text)
    {
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(secret));
        return Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }
}
