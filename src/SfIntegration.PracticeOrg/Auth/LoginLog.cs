using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;
using SfIntegration.Practice.Traces;

namespace SfIntegration.Practice.Auth;

/// <summary>Writes LoginHistory, refused sign-ins included (facts §6.1).</summary>
internal sealed class LoginLog
{
    private static readonly string?[] s_browsers = { "UsernamePasswordUiLogin", "OauthWebServer" };

    private readonly OrgEngine _engine;

    public LoginLog(OrgEngine engine) => _engine = engine;

    /// <summary>Writes the row of a sign-in through OAuth and answers its id. Sub-type null is what JWT bearer has.</summary>
    public string Add(string userId, PracticeApp? app, string? subType, string sourceIp, string loginHost, string status) =>
        Add(userId, "Remote Access 2.0", subType, app?.Name ?? "Practice sign-in", sourceIp, loginHost, status, "/services/oauth2/token");

    /// <summary>Writes the row of a sign-in on the login page.</summary>
    public void AddBrowser(string userId, string sourceIp, string loginHost, string status) =>
        Add(userId, "Application", "UsernamePasswordUiLogin", "Browser", sourceIp, loginHost, status, "/index.jsp");

    private string Add(string userId, string loginType, string? subType, string application, string sourceIp, string loginHost, string status, string uri)
    {
        var now = _engine.Clock.UtcNow;
        var row = new Row("LoginHistory", _engine.Store.NewId("0Ya"))
        {
            ["UserId"] = userId,
            ["LoginTime"] = now,
            ["LoginType"] = loginType,
            ["LoginSubType"] = subType,
            ["SourceIp"] = sourceIp,
            ["LoginUrl"] = loginHost,
            ["Status"] = status,
            ["Application"] = application,
            ["Browser"] = "Unknown",
            ["Platform"] = "Unknown",
            ["ClientVersion"] = "N/A",
            ["ApiType"] = "N/A",
            ["ApiVersion"] = "N/A",
            ["TlsProtocol"] = "TLS 1.3",
            ["OptionsIsGet"] = false,
            ["OptionsIsPost"] = true,
        };
        Places.Locate(_engine, row);
        _engine.Store.Put(row);
        LoginEvents.Record(_engine, row, uri);
        if (status == LoginStatuses.Success && _engine.Store.Find("User", userId)?.Clone() is { } user)
        {
            user["LastLoginDate"] = now;
            _engine.Store.Put(user);
            if (s_browsers.Contains(subType))
            {
                NoteAddress(userId, sourceIp);
            }
        }

        return row.Id;
    }

    /// <summary>LoginIp: an address that a user came in from with a browser, once (OR:loginip).</summary>
    private void NoteAddress(string userId, string sourceIp)
    {
        if (!_engine.Store.Rows("LoginIp", "UsersId", userId).Any(r => r.Text("SourceIp") == sourceIp))
        {
            _engine.Create("LoginIp", userId, ("UsersId", userId), ("SourceIp", sourceIp), ("IsAuthenticated", true));
        }
    }
}
