using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Auth;

/// <summary>
/// The tokens that were handed out, kept as hashes. A token lives as long as its row (AuthSession, OauthToken) does, so that deleting
/// the row ends it (facts §6.3).
/// </summary>
internal sealed class TokenStore
{
    private readonly OrgStore _store;
    private readonly PracticeClock _clock;
    private readonly OrgEngine _engine;

    public TokenStore(OrgEngine engine)
    {
        _engine = engine;
        _store = engine.Store;
        _clock = engine.Clock;
    }

    /// <summary>Opens a session, writes its AuthSession row and answers the token.</summary>
    public string Open(NewSession session)
    {
        var now = _clock.UtcNow;
        var isJwt = session.Jwt is not null;
        var lifetime = isJwt ? TimeSpan.FromMinutes(session.App!.JwtTimeout) : SessionTimeouts.Of(_engine, session.UserId, session.App);
        var row = new Row("AuthSession", _store.NewId("0Ak"))
        {
            ["UsersId"] = session.UserId,
            ["CreatedDate"] = now,
            ["LastModifiedDate"] = now,
            ["NumSecondsValid"] = (int)lifetime.TotalSeconds,
            ["LoginType"] = "Remote Access 2.0",
            ["SessionType"] = "Oauth2",
            ["SessionSecurityLevel"] = "STANDARD",
            ["UserType"] = "Standard",
            ["SourceIp"] = session.SourceIp,
            ["LoginHistoryId"] = session.LoginHistoryId,
            ["IsCurrent"] = false,
            [LoginAs.Delegate] = session.DelegateId,
            ["IsAssociatedWithJwtAccessToken"] = isJwt,
        };
        _store.Put(row);
        var token = session.Jwt?.Invoke(lifetime) ?? _engine.OrganizationId.Substring(0, 15) + "!" + RandomText.Of(96);
        SideRows.Add(
            _store,
            SideTables.Session,
            row.Id,
            ("TokenHash", RandomText.HashOf(token)),
            ("UserId", session.UserId),
            ("AppId", session.App?.Id),
            ("Scope", session.Scope),
            ("RefreshGrantId", session.Grant?.Id),
            ("IsJwt", isJwt));
        return token;
    }

    /// <summary>The live session of a token, or null. Use in the second half of its life prolongs it; a JWT's end is written in it.</summary>
    public Session? Find(string token)
    {
        if (_store.Rows(SideTables.Session, "TokenHash", RandomText.HashOf(token)).FirstOrDefault() is not { } held)
        {
            return null;
        }

        var app = _engine.Apps.Find(held.Text("AppId"));
        var session = new Session(held.Text("ParentId")!, held.Text("UserId")!, app, held.Text("Scope")!)
        {
            IsRefreshed = held.Text("RefreshGrantId") is not null,
            IsJwt = held.Flag("IsJwt"),
        };
        var row = _store.Find("AuthSession", session.AuthSessionId);
        var user = _store.Find("User", session.UserId);
        if (row?["LastModifiedDate"] is not DateTime since || row["NumSecondsValid"] is not int seconds
            || (app is null && held.Text("AppId") is not null)
            || user is null || !user.Flag("IsActive") || EndedByFreeze(user.Id) || _clock.UtcNow >= since.AddSeconds(seconds))
        {
            Close(session.AuthSessionId);
            return null;
        }

        if (!session.IsJwt && _clock.UtcNow >= since.AddSeconds(seconds / 2))
        {
            var prolonged = row.Clone();
            prolonged["LastModifiedDate"] = _clock.UtcNow;
            _store.Put(prolonged);
        }

        return session;
    }

    /// <summary>When a live session ends unless it is used.</summary>
    public DateTime? Ends(Session session) =>
        _store.Find("AuthSession", session.AuthSessionId) is { } row && row["LastModifiedDate"] is DateTime since && row["NumSecondsValid"] is int seconds
            ? since.AddSeconds(seconds)
            : null;

    /// <summary>When the session began.</summary>
    public DateTime? Began(Session session) => _store.Find("AuthSession", session.AuthSessionId)?["CreatedDate"] as DateTime?;

    /// <summary>Hands out a refresh token, as the browser flows do, and writes its OauthToken row.</summary>
    public string Grant(string userId, PracticeApp app, string scope)
    {
        var token = NewRefreshToken();
        SideRows.Add(
            _store,
            SideTables.RefreshGrant,
            PutToken(userId, app).Id,
            ("TokenHash", RandomText.HashOf(token)),
            ("UserId", userId),
            ("AppId", app.Id),
            ("Scope", scope),
            ("CreatedDate", _clock.UtcNow));
        return token;
    }

    /// <summary>The live grant of a refresh token, or null.</summary>
    public RefreshGrant? FindGrant(string token) =>
        _store.Rows(SideTables.RefreshGrant, "TokenHash", RandomText.HashOf(token)).FirstOrDefault() is { } held
        && _store.Find("OauthToken", held.Text("ParentId")) is { } row
        && _engine.Apps.Find(held.Text("AppId")) is { } app
            ? new RefreshGrant(held.Id, row.Id, held.Text("UserId")!, app, held.Text("Scope")!)
            {
                Created = (DateTime)held["CreatedDate"]!,
                LastUsed = held["LastUsedDate"] as DateTime?,
            }
            : null;

    /// <summary>Puts another refresh token in the place of a used one, which then opens nothing.</summary>
    public string Rotate(RefreshGrant grant)
    {
        var token = NewRefreshToken();
        SideRows.Set(_store, SideTables.RefreshGrant, grant.OauthTokenId, ("TokenHash", RandomText.HashOf(token)));
        return token;
    }

    /// <summary>Notes that a refresh token was used.</summary>
    public void Used(RefreshGrant grant)
    {
        if (_store.Find("OauthToken", grant.OauthTokenId)?.Clone() is { } row)
        {
            row["LastUsedDate"] = _clock.UtcNow;
            row["UseCount"] = (row["UseCount"] as int? ?? 0) + 1;
            _store.Put(row);
            SideRows.Set(_store, SideTables.RefreshGrant, row.Id, ("LastUsedDate", _clock.UtcNow));
        }
    }

    /// <summary>Ends what an access token, a refresh token or a DeleteToken stands for; false when it stands for nothing.</summary>
    public bool Revoke(string token)
    {
        if (Find(token) is { } session)
        {
            _engine.Events.Logout(_store.Find("AuthSession", session.AuthSessionId)!, byUser: true);
            Close(session.AuthSessionId);
            return true;
        }

        if (FindGrant(token)?.OauthTokenId is { } granted)
        {
            Drop(_store.Find("OauthToken", granted)!);
            return true;
        }

        var row = _store.Rows("OauthToken", "DeleteToken", token).FirstOrDefault();
        if (row is not null)
        {
            Drop(row);
        }

        return row is not null;
    }

    /// <summary>Notes a sign-in without refresh token as an OauthToken row, where the switch says that Salesforce does.</summary>
    public void NoteGrant(string userId, PracticeApp app)
    {
        if (_engine.Switches.TokenGrantsLeaveOauthTokens)
        {
            PutToken(userId, app);
        }
    }

    /// <summary>Ends a session.</summary>
    public void Close(string authSessionId)
    {
        SideRows.Clear(_store, SideTables.Session, authSessionId);
        SessionActivationRules.End(_store, authSessionId);
        if (_store.Find("AuthSession", authSessionId) is { } row)
        {
            _store.Remove(row);
        }
    }

    /// <summary>Removes an OauthToken row: its refresh token, the sessions made from it, and the user's approval when it was the last.</summary>
    public void Drop(Row row)
    {
        _store.Remove(row);
        foreach (var grant in SideRows.All(_store, SideTables.RefreshGrant, row.Id))
        {
            _store.Remove(grant);
            foreach (var session in _store.Rows(SideTables.Session, "RefreshGrantId", grant.Id).ToList())
            {
                Close(session.Text("ParentId")!);
            }
        }

        if (row.Text("UserId") is { } userId && row.Text("AppId") is { } appId && !TokensOf(userId, appId).Any())
        {
            AppWriter.Disapprove(_store, appId, userId);
        }
    }

    private Row PutToken(string userId, PracticeApp app)
    {
        var row = new Row("OauthToken", _store.NewId("0CQ"))
        {
            ["UserId"] = userId,
            ["AppName"] = app.Name,
            ["AppId"] = app.Id,
            ["AccessToken"] = RandomText.Of(32),
            ["DeleteToken"] = RandomText.Of(32),
            ["CreatedDate"] = _clock.UtcNow,
            ["UseCount"] = 0,
        };
        _store.Put(row);

        // At most five approvals per app and user; the sixth drops the oldest (facts §1.5).
        var mine = TokensOf(userId, app.Id).ToList();
        if (mine.Count > 5)
        {
            Drop(mine.OrderBy(t => t.Id, StringComparer.Ordinal).First());
        }

        return row;
    }

    private IEnumerable<Row> TokensOf(string userId, string appId) =>
        _store.Rows("OauthToken", "UserId", userId).Where(t => t.Text("AppId") == appId);

    private static string NewRefreshToken() => "5Aep" + RandomText.Of(83);

    private bool EndedByFreeze(string userId) =>
        !_engine.Switches.FrozenUserKeepsTokens && _store.Rows("UserLogin", "UserId", userId).Any(l => l.Flag("IsFrozen"));
}
