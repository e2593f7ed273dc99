using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using SfIntegration.Practice.Api;

namespace SfIntegration.Practice.Auth;

/// <summary>/services/oauth2/token: client credentials, JWT bearer and refresh, with the refusals of facts §1.5.</summary>
internal static class TokenEndpoint
{
    private const string JwtGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private static readonly string[] s_genericHosts = { "login.salesforce.com", "test.salesforce.com" };

    public static PracticeResponse Handle(Exchange exchange)
    {
        var form = FormText.Read(Encoding.UTF8.GetString(exchange.Body()));
        return Text(form, "grant_type") switch
        {
            "client_credentials" => ClientCredentials(exchange, form),
            JwtGrant => JwtBearerGrant.Handle(exchange, Text(form, "assertion") ?? throw OAuthFault.Missing("assertion")),
            "refresh_token" => Refresh(exchange, form),
            null => throw OAuthFault.Missing("grant_type"),

            // The username-password flow is blocked in orgs born Summer '23 or later (facts §1.2).
            "password" => throw OAuthFault.Grant("authentication failure"),
            _ => throw new OAuthFault("unsupported_grant_type", "grant type not supported"),
        };
    }

    private static PracticeResponse ClientCredentials(Exchange exchange, IReadOnlyDictionary<string, string> form)
    {
        const string SubType = "OauthClientCredentials";
        if (s_genericHosts.Contains(exchange.Request.Uri.Host, StringComparer.OrdinalIgnoreCase))
        {
            throw OAuthFault.Grant("request not supported on this domain");
        }

        var org = exchange.Org;
        var client = ClientApp.Find(exchange, form);
        var user = client.Credential.App.RunAsUserId is { } id ? org.Store.Find("User", id) : null;
        if (user is not null && org.Switches.WrongSecretLoginStatus.Length > 0)
        {
            TokenIssuer.Refusing(exchange, client.Credential.App, user, SubType, () => client.Check(secretRequired: true, org.Switches.WrongSecretLoginStatus));
        }
        else
        {
            client.Check(secretRequired: true);
        }

        if (!client.Credential.App.ClientCredentialsEnabled)
        {
            throw new OAuthFault("unsupported_grant_type", "grant type not supported");
        }

        return user is null || (org.Switches.RunAsMustBeApiOnly && !org.Engine.AccessOf(user.Id).HasPermission("ApiUserOnly"))
            ? throw OAuthFault.Grant("no client credentials user enabled")
            : TokenIssuer.SignIn(exchange, client.Credential, user, SubType);
    }

    private static PracticeResponse Refresh(Exchange exchange, IReadOnlyDictionary<string, string> form)
    {
        const string SubType = "OauthRefreshToken";
        var token = Text(form, "refresh_token") ?? throw OAuthFault.Missing("refresh_token");
        var client = ClientApp.Find(exchange, form);
        var app = client.Credential.App;
        client.Check(app.NeedsSecretToRefresh);
        var tokens = exchange.Org.Tokens;
        if (tokens.FindGrant(token) is not { } grant || grant.App.Id != app.Id)
        {
            throw Dead();
        }

        var user = exchange.Org.Store.Find("User", grant.UserId)!;
        TokenIssuer.Refusing(exchange, app, user, SubType, () =>
        {
            if (app.RefreshTokens.IsOver(grant.Created, grant.LastUsed, exchange.Org.Clock.UtcNow))
            {
                throw Dead();
            }
        });
        var response = TokenIssuer.SignIn(exchange, client.Credential, user, SubType, grant);
        tokens.Used(grant);
        return response;
    }

    private static OAuthFault Dead() => OAuthFault.Grant("expired access/refresh token", LoginStatuses.InvalidToken);

    private static string? Text(IReadOnlyDictionary<string, string> form, string name) =>
        form.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}
