using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Auth;

/// <summary>Writes LoginHistory, refused sign-ins included (facts §6.1).</summary>
internal sealed class LoginLog
{
    private readonly OrgStore _store;
    private readonly PracticeClock _clock;

    public LoginLog(OrgStore store, PracticeClock clock)
    {
        _store = store;
        _clock = clock;
    }

    /// <summary>Writes the row of a sign-in through OAuth and answers its id. Sub-type null is what JWT bearer has.</summary>
    public string Add(string userId, PracticeApp? app, string? subType, string sourceIp, string loginHost, string status) =>
        Add(userId, "Remote Access 2.0", subType, app?.Name ?? "Practice sign-in", sourceIp, loginHost, status);

    /// <summary>Writes the row of a sign-in on the login page.</summary>
    public void AddBrowser(string userId, string sourceIp, string loginHost, string status) =>
        Add(userId, "Application", "UsernamePasswordUiLogin", "Browser", sourceIp, loginHost, status);

    private string Add(string userId, string loginType, string? subType, string application, string sourceIp, string loginHost, string status)
    {
        var now = _clock.UtcNow;
        var row = new Row("LoginHistory", _store.NewId("0Ya"))
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
        _store.Put(row);
        if (status == LoginStatuses.Success && _store.Find("User", userId)?.Clone() is { } user)
        {
            user["LastLoginDate"] = now;
            _store.Put(user);
        }

        return row.Id;
    }
}
