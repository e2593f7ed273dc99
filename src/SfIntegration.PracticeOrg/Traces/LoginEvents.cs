using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Traces;

/// <summary>A sign-in as a row of the event type Login.</summary>
internal static class LoginEvents
{
    private static readonly Dictionary<string, string> s_codes = ((JObject)EmbeddedData.Json("Traces.Data.login-status.json")["codes"]!).Properties()
        .ToDictionary(p => p.Name, p => (string)p.Value!, StringComparer.OrdinalIgnoreCase);

    /// <summary>Notes the sign-in that a LoginHistory row tells of.</summary>
    public static void Record(OrgEngine engine, Row login, string uri) => engine.Events.Record(
        EventType.All["Login"],
        login["LoginTime"] as DateTime? ?? engine.Clock.UtcNow,
        Values(login, engine.Store.Find("User", login.Text("UserId"))?.Text("Username"), uri));

    /// <summary>What the event says of a LoginHistory row.</summary>
    public static IEnumerable<(string Column, string? Value)> Values(Row login, string? username, string uri)
    {
        s_codes.TryGetValue(login.Text("Status") ?? "", out var code);
        return new (string, string?)[]
        {
            ("USER_ID", login.Text("UserId")),
            ("USER_NAME", username),
            ("USER_TYPE", EventLog.UserType),
            ("URI", uri),
            ("LOGIN_KEY", EventLog.Key(login.Id)),
            ("REQUEST_STATUS", code == "LOGIN_NO_ERROR" ? "Success" : ""),
            ("LOGIN_TYPE", login.Text("LoginType")),
            ("LOGIN_SUB_TYPE", login.Text("LoginSubType")),
            ("BROWSER_TYPE", login.Text("Browser")),
            ("API_TYPE", login.Text("ApiType")),
            ("API_VERSION", login.Text("ApiVersion")),
            ("TLS_PROTOCOL", login.Text("TlsProtocol")?.Replace("TLS ", "TLSv")),
            ("CLIENT_IP", login.Text("SourceIp")),
            ("SOURCE_IP", login.Text("SourceIp")),
            ("LOGIN_STATUS", code),
            ("COUNTRY_CODE", login.Text("CountryIso")),
            ("LOGIN_URL", login.Text("LoginUrl")),
        };
    }
}
