using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;
using SfIntegration.Http;

namespace SfIntegration.Activity.SignIns;

/// <summary>Reads AuthSession as a stream, those used last first.</summary>
internal sealed class AuthSessionReader
{
    private const string Select = "SELECT Id, UsersId, CreatedDate, LastModifiedDate, NumSecondsValid, LoginType, LoginHistoryId, SessionType, SessionSecurityLevel, SourceIp, UserType, IsCurrent, ParentId FROM AuthSession";

    private readonly OrgApi _api;
    private readonly UserDirectory _users;

    public AuthSessionReader(OrgApi api, UserDirectory users) => (_api, _users) = (api, users);

    /// <summary>The sessions.</summary>
    /// <param name="userIds">Whose; null for everybody's.</param>
    /// <param name="seen">Told after each page how many rows were looked at, of how many.</param>
    /// <param name="cancellation">Ends it.</param>
    public IEnumerable<SfAuthSession> Read(IReadOnlyCollection<string>? userIds, Action<int, int> seen, CancellationToken cancellation)
    {
        foreach (var page in LogPages.Of(_api, Select, Array.Empty<string>(), "UsersId", userIds, "ORDER BY LastModifiedDate DESC", cancellation))
        {
            _users.Learn(page.Rows.Select(r => r.Text("UsersId")), cancellation);
            foreach (var row in page.Rows)
            {
                yield return Session(row);
            }

            seen(page.Seen, page.Total);
        }
    }

    private SfAuthSession Session(JObject row)
    {
        var used = row.Moment("LastModifiedDate") ?? default;
        return new SfAuthSession
        {
            Org = _api.Org,
            AuthSessionId = row.Text("Id") ?? "",
            UserId = row.Text("UsersId") ?? "",
            Username = _users.Of(row.Text("UsersId"))?.Username,
            CreatedDate = row.Moment("CreatedDate") ?? default,
            LastModifiedDate = used,
            ExpiresDate = used.AddSeconds((int?)row["NumSecondsValid"] ?? 0),
            LoginType = row.Text("LoginType"),
            LoginHistoryId = row.Text("LoginHistoryId"),
            SessionType = row.Text("SessionType"),
            SessionSecurityLevel = row.Text("SessionSecurityLevel"),
            SourceIp = row.Text("SourceIp"),
            UserType = row.Text("UserType"),
            IsCurrent = row.Flag("IsCurrent"),
            ParentId = row.Text("ParentId"),
        };
    }
}
