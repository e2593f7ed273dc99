using System;
using System.Globalization;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Api;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Auth;

/// <summary>The identity URL and userinfo: who a token is.</summary>
internal static class Identity
{
    /// <summary>The identity URL. Salesforce's is on login.salesforce.com; over loopback it stays on loopback.</summary>
    public static string Url(OrgParts org, Uri instance, string userId)
    {
        var host = instance.IsLoopback ? instance.GetLeftPart(UriPartial.Authority) : "https://login.salesforce.com";
        return $"{host}/id/{org.Engine.OrganizationId}/{userId}";
    }

    /// <summary>/services/oauth2/userinfo.</summary>
    public static PracticeResponse UserInfo(Exchange exchange)
    {
        if (Session(exchange) is not { } session)
        {
            return PracticeResponse.Plain(403, "Bad_OAuth_Token");
        }

        var user = exchange.Org.Store.Find("User", session.UserId)!;
        return PracticeResponse.Of(200, new JObject
        {
            ["sub"] = Url(exchange.Org, exchange.InstanceUrl, user.Id),
            ["user_id"] = user.Id,
            ["organization_id"] = exchange.Org.Engine.OrganizationId,
            ["preferred_username"] = user.Text("Username"),
            ["nickname"] = user.Text("CommunityNickname"),
            ["name"] = Name(user),
            ["email"] = user.Text("Email"),
            ["email_verified"] = true,
            ["given_name"] = user.Text("FirstName"),
            ["family_name"] = user.Text("LastName"),
            ["zoneinfo"] = user.Text("TimeZoneSidKey"),
            ["urls"] = Urls(exchange, user),
            ["active"] = user.Flag("IsActive"),
            ["user_type"] = "STANDARD",
            ["language"] = user.Text("LanguageLocaleKey"),
            ["locale"] = user.Text("LocaleSidKey"),
            ["utcOffset"] = 0,
            ["updated_at"] = Moment(user["LastModifiedDate"]),
            ["is_salesforce_integration_user"] = IsIntegrationUser(exchange.Org, user),
        });
    }

    /// <summary>/id/{org}/{user}.</summary>
    public static PracticeResponse Get(Exchange exchange)
    {
        if (Session(exchange) is not { } session)
        {
            return PracticeResponse.Plain(403, "Bad_OAuth_Token");
        }

        if (SalesforceId.Normalize(exchange.Value("org")) != exchange.Org.Engine.OrganizationId)
        {
            return PracticeResponse.Plain(403, "Wrong_Org");
        }

        var user = SalesforceId.Normalize(exchange.Value("user")) is { } id ? exchange.Org.Store.Find("User", id) : null;
        if (user is null || user.Id != session.UserId)
        {
            return PracticeResponse.Plain(403, "Bad_Id");
        }

        return PracticeResponse.Of(200, new JObject
        {
            ["id"] = Url(exchange.Org, exchange.InstanceUrl, user.Id),
            ["asserted_user"] = true,
            ["user_id"] = user.Id,
            ["organization_id"] = exchange.Org.Engine.OrganizationId,
            ["username"] = user.Text("Username"),
            ["nick_name"] = user.Text("CommunityNickname"),
            ["display_name"] = Name(user),
            ["email"] = user.Text("Email"),
            ["email_verified"] = true,
            ["first_name"] = user.Text("FirstName"),
            ["last_name"] = user.Text("LastName"),
            ["timezone"] = user.Text("TimeZoneSidKey"),
            ["urls"] = Urls(exchange, user),
            ["active"] = user.Flag("IsActive"),
            ["user_type"] = "STANDARD",
            ["language"] = user.Text("LanguageLocaleKey"),
            ["locale"] = user.Text("LocaleSidKey"),
            ["utcOffset"] = 0,
            ["last_modified_date"] = Moment(user["LastModifiedDate"]),
        });
    }

    private static Session? Session(Exchange exchange)
    {
        var parts = (exchange.Request.Header("Authorization") ?? "").Split(new[] { ' ' }, 2);
        var token = parts.Length == 2 ? parts[1].Trim() : exchange.Query("oauth_token") ?? exchange.Query("access_token");
        return token is null ? null : exchange.Org.Tokens.Find(token);
    }

    private static JObject Urls(Exchange exchange, Row user)
    {
        var at = exchange.InstanceUrl.GetLeftPart(UriPartial.Authority);
        return new JObject
        {
            ["rest"] = at + "/services/data/v{version}/",
            ["sobjects"] = at + "/services/data/v{version}/sobjects/",
            ["query"] = at + "/services/data/v{version}/query/",
            ["profile"] = at + "/" + user.Id,
            ["custom_domain"] = at,
        };
    }

    private static string Name(Row user) =>
        user.Text("Name") ?? string.Join(" ", user.Text("FirstName") ?? "", user.Text("LastName") ?? "").Trim();

    private static string? Moment(object? value) =>
        value is DateTime moment ? moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) : null;

    /// <summary>The user's profile belongs to the licence "Salesforce Integration".</summary>
    private static bool IsIntegrationUser(OrgParts org, Row user) =>
        org.Store.Find("Profile", user.Text("ProfileId")) is { } profile
        && org.Store.Find("UserLicense", profile.Text("UserLicenseId"))?.Text("Name") == "Salesforce Integration";
}
