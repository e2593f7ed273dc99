using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Auth;

/// <summary>
/// The tokens that were handed out. A token lives as long as its row (AuthSession, OauthToken) does, so that deleting
/// the row ends it (facts §6.3).
/// </summary>
internal sealed class TokenStore
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";

    private readonly OrgStore _store;
    private readonly PracticeClock _clock;
    private readonly OrgEngine _engine;
    private readonly Dictionary<string, Session> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RefreshGrant> _grants = new(StringComparer.Ordinal);

    public TokenStore(OrgStore store, PracticeClock clock, OrgEngine engine)
    {
        _store = store;
        _clock = clock;
        _engine = engine;
    }

    /// <summary>How long a session lasts without use. Salesforce's default is two hours.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(2);

    /// <summary>Opens a session and writes its AuthSession row.</summary>
    public Session Open(string userId, PracticeApp? app, string scope, string sourceIp, string loginHistoryId, string? refreshToken = null)
    {
        var now = _clock.UtcNow;
        var row = new Row("AuthSession", _store.NewId("0Ak"))
        {
            ["UsersId"] = userId,
            ["CreatedDate"] = now,
            ["LastModifiedDate"] = now,
            ["NumSecondsValid"] = (int)Lifetime.TotalSeconds,
            ["LoginType"] = "Remote Access 2.0",
            ["SessionType"] = "Oauth2",
            ["SessionSecurityLevel"] = "STANDARD",
            ["UserType"] = "Standard",
            ["SourceIp"] = sourceIp,
            ["LoginHistoryId"] = loginHistoryId,
            ["IsCurrent"] = false,
            ["IsAssociatedWithJwtAccessToken"] = false,
        };
        _store.Put(row);
        var session = new Session(_engine.OrganizationId.Substring(0, 15) + "!" + Random(96), row.Id, userId, app, scope, refreshToken);
        _sessions[session.Token] = session;
        return session;
    }

    /// <summary>The live session of a token, or null. Use in the second half of its life prolongs it.</summary>
    public Session? Find(string token)
    {
        if (!_sessions.TryGetValue(token, out var session))
        {
            return null;
        }

        var row = _store.Find("AuthSession", session.AuthSessionId);
        var user = _store.Find("User", session.UserId);
        if (row?["LastModifiedDate"] is not DateTime since || row["NumSecondsValid"] is not int seconds
            || user is null || !user.Flag("IsActive") || EndedByFreeze(user.Id) || _clock.UtcNow >= since.AddSeconds(seconds))
        {
            Close(session);
            return null;
        }

        if (_clock.UtcNow >= since.AddSeconds(seconds / 2))
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
    public RefreshGrant Grant(string userId, PracticeApp app, string scope)
    {
        var grant = new RefreshGrant("5Aep" + Random(83), PutToken(userId, app).Id, userId, app, scope);
        _grants[grant.Token] = grant;
        return grant;
    }

    /// <summary>The live grant of a refresh token, or null.</summary>
    public RefreshGrant? FindGrant(string token) =>
        _grants.TryGetValue(token, out var grant) && _store.Find("OauthToken", grant.OauthTokenId) is not null ? grant : null;

    /// <summary>Notes that a refresh token was used.</summary>
    public void Used(RefreshGrant grant)
    {
        if (_store.Find("OauthToken", grant.OauthTokenId)?.Clone() is { } row)
        {
            row["LastUsedDate"] = _clock.UtcNow;
            row["UseCount"] = (row["UseCount"] as int? ?? 0) + 1;
            _store.Put(row);
        }
    }

    /// <summary>Ends what an access token, a refresh token or a DeleteToken stands for; false when it stands for nothing.</summary>
    public bool Revoke(string token)
    {
        if (Find(token) is { } session)
        {
            Close(session);
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
    public void Close(Session session)
    {
        _sessions.Remove(session.Token);
        if (_store.Find("AuthSession", session.AuthSessionId) is { } row)
        {
            _store.Remove(row);
        }
    }

    /// <summary>Removes an OauthToken row: its refresh token, the sessions made from it, and the user's approval when it was the last.</summary>
    private void Drop(Row row)
    {
        _store.Remove(row);
        if (_grants.Values.FirstOrDefault(g => g.OauthTokenId == row.Id) is { } grant)
        {
            _grants.Remove(grant.Token);
            foreach (var session in _sessions.Values.Where(s => s.RefreshToken == grant.Token).ToList())
            {
                Close(session);
            }
        }

        if (row.Text("UserId") is { } userId && !TokensOf(userId, row.Text("AppName")).Any())
        {
            foreach (var app in _engine.Apps.Where(a => a.Name == row.Text("AppName")))
            {
                app.SelfApprovedBy.Remove(userId);
            }
        }
    }

    private Row PutToken(string userId, PracticeApp app)
    {
        var row = new Row("OauthToken", _store.NewId("0CQ"))
        {
            ["UserId"] = userId,
            ["AppName"] = app.Name,
            ["AccessToken"] = Random(32),
            ["DeleteToken"] = Random(32),
            ["CreatedDate"] = _clock.UtcNow,
            ["UseCount"] = 0,
        };
        _store.Put(row);

        // At most five approvals per app and user; the sixth drops the oldest (facts §1.5).
        var mine = TokensOf(userId, app.Name).ToList();
        if (mine.Count > 5)
        {
            Drop(mine.OrderBy(t => t.Id, StringComparer.Ordinal).First());
        }

        return row;
    }

    private IEnumerable<Row> TokensOf(string userId, string? appName) =>
        _store.Rows("OauthToken", "UserId", userId).Where(t => t.Text("AppName") == appName);

    private bool EndedByFreeze(string userId) =>
        !_engine.Switches.FrozenUserKeepsTokens && _store.Rows("UserLogin", "UserId", userId).Any(l => l.Flag("IsFrozen"));

    private static string Random(int length)
    {
        var bytes = new byte[length];
        using (var source = RandomNumberGenerator.Create())
        {
            source.GetBytes(bytes);
        }

        // 64 characters: each byte's low six bits choose one without bias.
        return new string(Array.ConvertAll(bytes, b => Alphabet[b & 63]));
    }
}
