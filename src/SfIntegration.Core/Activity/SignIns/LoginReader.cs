using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;
using SfIntegration.Diagnosis;
using SfIntegration.Http;

namespace SfIntegration.Activity.SignIns;

/// <summary>Reads LoginHistory as a stream: a page's sign-ins are given out before the next page is asked for.</summary>
internal sealed class LoginReader
{
    /// <summary>Salesforce keeps sign-ins for six months (OR:loginhistory).</summary>
    public const int MonthsKept = 6;

    private const string Select = "SELECT Id, UserId, LoginTime, SourceIp, CountryIso, Status, Application, LoginType, LoginSubType, ApiType, ApiVersion, ClientVersion, Browser, Platform, LoginUrl, TlsProtocol, CipherSuite FROM LoginHistory";

    private readonly OrgApi _api;
    private readonly UserDirectory _users;

    public LoginReader(OrgApi api, UserDirectory users) => (_api, _users) = (api, users);

    /// <summary>The sign-ins, the newest first; of several hundred users those of each few hundred together.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="seen">Told after each page how many rows were looked at, of how many.</param>
    /// <param name="cancellation">Ends it.</param>
    public IEnumerable<SfLogin> Read(LoginFilter filter, Action<int, int> seen, CancellationToken cancellation)
    {
        foreach (var page in LogPages.Of(_api, Select, filter.Window.Conditions("LoginTime"), "UserId", filter.UserIds, "ORDER BY LoginTime DESC", cancellation))
        {
            var logins = page.Rows.Select(r => (Row: r, UserId: r.Text("UserId") ?? "")).ToList();
            _users.Learn(logins.Select(l => l.UserId), cancellation);
            foreach (var (row, userId) in logins)
            {
                var login = Login(row, userId);
                if (filter.Matches(login))
                {
                    yield return login;
                }
            }

            seen(page.Seen, page.Total);
        }
    }

    private SfLogin Login(JObject row, string userId)
    {
        var user = _users.Of(userId);
        var status = row.Text("Status") ?? "";
        return new SfLogin
        {
            Org = _api.Org,
            LoginHistoryId = row.Text("Id") ?? "",
            UserId = userId,
            Username = user?.Username,
            IsPlatformUser = user?.IsPlatformUser,
            LoginTime = row.Moment("LoginTime") ?? default,
            SourceIp = row.Text("SourceIp"),
            CountryIso = row.Text("CountryIso"),
            Status = status,
            Cause = LoginStatuses.Explain(status)?.Cause,
            Application = Named(row, "Application"),
            LoginType = row.Text("LoginType"),
            LoginSubType = row.Text("LoginSubType"),
            ApiType = Named(row, "ApiType"),
            ApiVersion = Named(row, "ApiVersion"),
            ClientVersion = Named(row, "ClientVersion"),
            Browser = Named(row, "Browser"),
            Platform = Named(row, "Platform"),
            LoginUrl = row.Text("LoginUrl"),
            TlsProtocol = row.Text("TlsProtocol"),
            CipherSuite = row.Text("CipherSuite"),
        };
    }

    /// <summary>Salesforce writes N/A where there is nothing.</summary>
    private static string? Named(JObject row, string field) => row.Text(field) is { } text && text != "N/A" ? text : null;
}
