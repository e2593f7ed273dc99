using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Api;

/// <summary>/apps/oauth/usage: external client apps, who uses them through a refresh token, and the end of such tokens (facts §5.6). Since v59.</summary>
internal static class AppUsageResource
{
    private const int DefaultSize = 100;

    /// <summary>The external client apps of the org.</summary>
    public static PracticeResponse Apps(Exchange exchange)
    {
        Enter(exchange);
        var apps = exchange.Org.Engine.Apps.Where(a => a.IsExternal).ToList();
        return Page(exchange, "apps", apps, "/apps/oauth/usage", app => new JObject
        {
            ["accessTokenFormat"] = Format(app),
            ["availableActions"] = new JArray(),
            ["description"] = exchange.Org.Store.Find(app.Kind, app.Id)!.Text("Description"),
            ["developerName"] = app.DeveloperName,
            ["identifier"] = app.Id,
            ["isFromPackage"] = exchange.Org.Store.Find(app.Kind, app.Id)!.Text("DistributionState") == "Packaged",
            ["usageDetailsUrl"] = $"{exchange.DataPath}/apps/oauth/usage/{app.Id}/users",
        });
    }

    /// <summary>The users of an app who hold a token.</summary>
    public static PracticeResponse Users(Exchange exchange)
    {
        Enter(exchange);
        var app = ConnectAccess.App(exchange);
        var users = Tokens(exchange, app).GroupBy(t => t.Text("UserId")!).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        return Page(exchange, "users", users, $"/apps/oauth/usage/{app.Id}/users", tokens =>
        {
            var user = Facts(exchange, app, tokens.Key);
            user["initialConnectionAt"] = ConnectAccess.Moment(tokens.Min(t => t["CreatedDate"]));
            user["lastUsedAt"] = ConnectAccess.Moment(tokens.Max(t => t["LastUsedDate"]));
            user["revocationUrl"] = $"{exchange.DataPath}/apps/oauth/usage/{app.Id}/{tokens.Key}/tokens";
            user["useCount"] = tokens.Sum(t => t["UseCount"] as int? ?? 0);
            return user;
        });
    }

    /// <summary>The tokens of an app and a user.</summary>
    public static PracticeResponse UserTokens(Exchange exchange)
    {
        Enter(exchange);
        var app = ConnectAccess.App(exchange);
        var userId = UserId(exchange);
        var tokens = Tokens(exchange, app).Where(t => t.Text("UserId") == userId).ToList();
        return Page(exchange, "tokens", tokens, $"/apps/oauth/usage/{app.Id}/{userId}/tokens", token =>
        {
            var facts = Facts(exchange, app, userId);
            facts["initialConnectionAt"] = ConnectAccess.Moment(token["CreatedDate"]);
            facts["lastUsedAt"] = ConnectAccess.Moment(token["LastUsedDate"]);
            facts["revocationUrl"] = $"{exchange.DataPath}/apps/oauth/usage/tokens/{token.Id}";
            facts["useCount"] = token["UseCount"] as int? ?? 0;
            return facts;
        });
    }

    /// <summary>Ends the tokens of an app and a user.</summary>
    public static PracticeResponse DeleteUserTokens(Exchange exchange)
    {
        EnterToRevoke(exchange);
        var userId = UserId(exchange);
        return Revoke(exchange, Tokens(exchange, ConnectAccess.App(exchange)).Where(t => t.Text("UserId") == userId));
    }

    /// <summary>Ends all tokens of an app.</summary>
    public static PracticeResponse DeleteAppTokens(Exchange exchange)
    {
        EnterToRevoke(exchange);
        return Revoke(exchange, Tokens(exchange, ConnectAccess.App(exchange)));
    }

    /// <summary>Ends one token.</summary>
    public static PracticeResponse DeleteToken(Exchange exchange)
    {
        EnterToRevoke(exchange);
        var row = exchange.Org.Store.Find("OauthToken", SalesforceId.Normalize(exchange.Value("token"))) ?? throw Faults.NotFound();
        return Revoke(exchange, new[] { row });
    }

    private static void Enter(Exchange exchange)
    {
        ConnectAccess.NeedVersion(exchange, 59);
        ConnectAccess.NeedOne(exchange, "ExternalClientAppAdmin", "ExternalClientAppDeveloper", "ViewSetup");
    }

    private static void EnterToRevoke(Exchange exchange)
    {
        ConnectAccess.NeedVersion(exchange, 59);
        ConnectAccess.NeedOne(exchange, "ExternalClientAppAdmin", "ManageUsers");
    }

    private static string UserId(Exchange exchange) =>
        SalesforceId.Normalize(exchange.Value("user")) is { } id && exchange.Org.Store.Find("User", id) is not null ? id : throw Faults.NotFound();

    private static IEnumerable<Row> Tokens(Exchange exchange, PracticeApp app) =>
        exchange.Org.Store.Rows("OauthToken", "AppId", app.Id);

    private static string Format(PracticeApp app) => app.IssuesJwt ? "JWT" : "Opaque";

    private static JObject Facts(Exchange exchange, PracticeApp app, string userId) => new()
    {
        ["accessTokenFormat"] = Format(app),
        ["appDeveloperName"] = app.DeveloperName,
        ["appIdentifier"] = app.Id,
        ["userIdentifier"] = userId,
        ["username"] = exchange.Org.Store.Find("User", userId)!.Text("Username"),
    };

    private static PracticeResponse Revoke(Exchange exchange, IEnumerable<Row> tokens)
    {
        foreach (var token in tokens.ToList())
        {
            exchange.Ledger.NextRow();
            exchange.Org.Tokens.Drop(token);
            AuditTrail.Note(exchange.Org.Engine, exchange.Caller, "app.revoked", $"Revoked an OAuth token of app {token.Text("AppName")}");
            exchange.Ledger.Wrote();
        }

        return PracticeResponse.Empty(204);
    }

    /// <summary>A page; nextPageUrl is there on the last page too, as documented: a reader stops on an empty array.</summary>
    private static PracticeResponse Page<T>(Exchange exchange, string name, IReadOnlyList<T> all, string path, Func<T, JObject> shape)
    {
        var page = ConnectAccess.Number(exchange, "page", 0, 0);
        var size = ConnectAccess.Number(exchange, "pageSize", DefaultSize, 1);
        string Url(int number) => $"{exchange.DataPath}{path}?page={number}&pageSize={size}";
        return PracticeResponse.Of(200, new JObject
        {
            [name] = new JArray(all.Skip((int)Math.Min((long)page * size, all.Count)).Take(size).Select(shape)),
            ["currentPageUrl"] = Url(page),
            ["nextPageUrl"] = Url(page + 1),
        });
    }
}
