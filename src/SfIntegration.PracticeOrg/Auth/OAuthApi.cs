using System;
using System.Text;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Api;

namespace SfIntegration.Practice.Auth;

/// <summary>The endpoints under /services/oauth2, and the identity URL.</summary>
internal static class OAuthApi
{
    private static readonly Router s_router = new Router()
        .Add("services/oauth2/token", "POST", TokenEndpoint.Handle)
        .Add("services/oauth2/revoke", "GET", Revoke)
        .Add("services/oauth2/revoke", "POST", Revoke)
        .Add("services/oauth2/introspect", "POST", Introspect)
        .Add("services/oauth2/userinfo", "GET", Identity.UserInfo)
        .Add("services/oauth2/userinfo", "POST", Identity.UserInfo)
        .Add("id/{org}/{user}", "GET", Identity.Get)
        .Add("id/keys", "GET", Discovery.Keys)
        .Add(".well-known/openid-configuration", "GET", Discovery.Configuration);

    /// <summary>The resource's name for the counters, or null when the path is none of these.</summary>
    public static string? Label(PracticeRequest request) =>
        s_router.Find(request.Path, out _) is { } route ? request.Method + " " + route.Pattern.Replace("services/", "") : null;

    public static PracticeResponse Handle(OrgParts org, PracticeRequest request, DmlLedger ledger)
    {
        var route = s_router.Find(request.Path, out var values)!;
        var exchange = new Exchange(org, request, ledger) { Route = values };
        try
        {
            return !route.Methods.ContainsKey(exchange.Method) && exchange.Method is not "HEAD"
                ? throw new OAuthFault("invalid_request", "must use HTTP POST")
                : route.Run(exchange);
        }
        catch (OAuthFault fault)
        {
            return PracticeResponse.Of(400, new JObject { ["error"] = fault.Error, ["error_description"] = fault.Message });
        }
    }

    private static PracticeResponse Revoke(Exchange exchange)
    {
        var token = exchange.Query("token");
        if (token is null && FormText.Read(Encoding.UTF8.GetString(exchange.Body())).TryGetValue("token", out var sent))
        {
            token = sent;
        }

        if (string.IsNullOrEmpty(token))
        {
            throw OAuthFault.Missing("token");
        }

        if (!exchange.Org.Tokens.Revoke(token!))
        {
            throw new OAuthFault("invalid_token", "invalid token");
        }

        exchange.Ledger.Wrote();
        return PracticeResponse.Empty(200);
    }

    private static PracticeResponse Introspect(Exchange exchange)
    {
        var form = FormText.Read(Encoding.UTF8.GetString(exchange.Body()));
        var app = ClientApp.Authenticate(exchange, form);
        if (!form.TryGetValue("token", out var token))
        {
            throw OAuthFault.Missing("token");
        }

        // An app sees its own tokens; another's read as dead.
        var org = exchange.Org;
        if (org.Tokens.Find(token) is { } session && session.App?.Id == app.Id)
        {
            return Active(exchange, session.UserId, session.Scope, app.ConsumerKey, "access_token", org.Tokens.Began(session), org.Tokens.Ends(session));
        }

        return org.Tokens.FindGrant(token) is { } grant && grant.App.Id == app.Id
            ? Active(exchange, grant.UserId, grant.Scope, app.ConsumerKey, "refresh_token", null, null)
            : PracticeResponse.Of(200, new JObject { ["active"] = false });
    }

    private static PracticeResponse Active(Exchange exchange, string userId, string scope, string clientId, string type, DateTime? began, DateTime? ends)
    {
        var body = new JObject
        {
            ["active"] = true,
            ["scope"] = scope,
            ["client_id"] = clientId,
            ["username"] = exchange.Org.Store.Find("User", userId)?.Text("Username"),
            ["sub"] = Identity.Url(exchange.Org, exchange.InstanceUrl, userId),
            ["token_type"] = type,
        };
        if (began is { } iat && ends is { } exp)
        {
            body["exp"] = UnixTime.Seconds(exp);
            body["iat"] = UnixTime.Seconds(iat);
            body["nbf"] = UnixTime.Seconds(iat);
        }

        return PracticeResponse.Of(200, body);
    }
}
