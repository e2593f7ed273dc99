using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using SfIntegration.Practice.Auth;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Traces;

/// <summary>Keeps what happened in the org, for the event log files: an internal table per event type.</summary>
internal sealed class EventLog
{
    /// <summary>The longest that any file lives (EventSettings.eventLogRetentionDuration), and a day for late ones.</summary>
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(366 + 2);

    /// <summary>How much later than it happened the logs hear of a late event.</summary>
    private static readonly TimeSpan s_lateness = TimeSpan.FromHours(26);

    private const int LateOneIn = 10;

    /// <summary>USER_TYPE of everybody here; real files spell it out where the guide has a letter.</summary>
    public const string UserType = "Standard";

    private readonly OrgEngine _engine;
    private DateTime _pruned;

    public EventLog(OrgEngine engine) => _engine = engine;

    /// <summary>The HTTP request that is being answered, or null between requests.</summary>
    public RequestTrace? Request { get; private set; }

    /// <summary>A request begins: what is noted until <see cref="End"/> belongs to it.</summary>
    public void Begin() => Request = new RequestTrace(NewRequestId());

    /// <summary>The request is answered.</summary>
    public void End() => Request = null;

    /// <summary>Whether events of a type are kept: the free ones always, the others with Event Monitoring.</summary>
    public bool Keeps(string type) => EventType.All[type].IsFree || _engine.Switches.HasEventMonitoring;

    /// <summary>Notes an event of now. Columns that are left out are empty in the files: what the org does not know it does not make up.</summary>
    public void Record(string type, params (string Column, string? Value)[] values) => Record(EventType.All[type], _engine.Clock.UtcNow, values);

    /// <summary>Puts in an event that nobody caused; it happened now where no moment is given.</summary>
    public void Insert(EventType type, DateTime? at, IEnumerable<(string Column, string? Value)> values)
    {
        if (!Keeps(type.Name))
        {
            throw new ArgumentException($"Events of the type {type.Name} are kept with Event Monitoring only: set the switch hasEventMonitoring.");
        }

        Record(type, at ?? _engine.Clock.UtcNow, values);
    }

    /// <summary>Notes an event of any moment.</summary>
    public void Record(EventType type, DateTime at, IEnumerable<(string Column, string? Value)> values)
    {
        if (!Keeps(type.Name))
        {
            return;
        }

        var store = _engine.Store;
        var row = new Row(store.Layout(type.Table), store.NewId("~ev"));
        row[LogEvent.AtField] = at;
        row[LogEvent.ArrivedField] = at;
        Common(row, type);
        foreach (var (column, value) in values)
        {
            row[column] = value;
        }

        if (_engine.Switches.LateEvents && store.Rows(type.Table).Count() % LateOneIn == LateOneIn - 1)
        {
            row[LogEvent.ArrivedField] = at + s_lateness;
        }

        store.Put(row);
        Prune();
    }

    // Once a day of the org's clock is often enough.
    private void Prune()
    {
        var oldest = _engine.Clock.UtcNow - s_kept;
        if (oldest.Date == _pruned)
        {
            return;
        }

        _pruned = oldest.Date;
        foreach (var old in EventType.All.Values.SelectMany(t => _engine.Store.Rows(t.Table)).Where(r => (DateTime)r[LogEvent.AtField]! < oldest).ToList())
        {
            _engine.Store.Remove(old);
        }
    }

    /// <summary>What the org knows of an event without being told: its request and its session.</summary>
    private void Common(Row row, EventType type)
    {
        row["REQUEST_ID"] = Request?.RequestId ?? NewRequestId();
        if (Request is not null && type.Columns.Contains("RUN_TIME"))
        {
            row["RUN_TIME"] = Number(Request.RunTime);
        }

        if (_engine.CurrentSessionId is { } id && type.Columns.Contains("SESSION_KEY"))
        {
            row["SESSION_KEY"] = Key(id);
            row["LOGIN_KEY"] = Key(_engine.Store.Find("AuthSession", id)?.Text("LoginHistoryId"));
        }
    }

    private string NewRequestId() => "4" + Key(_engine.Store.NewId("~rq"), 21)!.Replace('+', '-').Replace('/', '_');

    /// <summary>The events of a type in the order they happened; with a day, those of that day.</summary>
    public IEnumerable<LogEvent> Of(EventType type, DateTime? day = null)
    {
        var organization = _engine.OrganizationId;
        return _engine.Store.Rows(type.Table)
            .Where(r => day is null || ((DateTime)r[LogEvent.AtField]!).Date == day)
            .Select(r => new LogEvent(type, r, organization))
            .OrderBy(e => e.At)
            .ThenBy(e => e.Id, StringComparer.Ordinal);
    }

    /// <summary>A session ended.</summary>
    public void Logout(Row session, bool byUser)
    {
        LoginAs.Ended(_engine, session);
        Record(
            "Logout",
            ("USER_ID", session.Text("UsersId")),
            ("SESSION_KEY", Key(session.Id)),
            ("LOGIN_KEY", Key(session.Text("LoginHistoryId"))),
            ("USER_TYPE", UserType),
            ("SESSION_TYPE", session.Text("SessionType")),
            ("SESSION_LEVEL", session.Text("SessionSecurityLevel")),
            ("USER_INITIATED_LOGOUT", byUser ? "1" : "0"),
            ("CLIENT_IP", session.Text("SourceIp")));
    }

    /// <summary>What stands for a session or a sign-in in the logs: the same for every event of it, and nothing to sign in with.</summary>
    public static string? Key(string? id, int length = 16)
    {
        if (string.IsNullOrEmpty(id))
        {
            return null;
        }

        using var hash = SHA256.Create();
        var text = Convert.ToBase64String(hash.ComputeHash(Encoding.ASCII.GetBytes(id)));
        return text.Substring(0, length);
    }

    /// <summary>A number as the files write it.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
