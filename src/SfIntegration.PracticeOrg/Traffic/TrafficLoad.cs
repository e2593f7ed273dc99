using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Seed;
using SfIntegration.Practice.Traces;

namespace SfIntegration.Practice.Traffic;

/// <summary>Puts made traffic into an org: its users where they are missing, the events of calls and sign-ins, LoginHistory, and the setup changes of a freeze.</summary>
internal sealed class TrafficLoad
{
    private const string Profile = "Minimum Access - API Only Integrations";

    private readonly OrgEngine _engine;
    private readonly SeedContext _context;
    private readonly string _administratorId;
    private readonly Dictionary<string, string> _userIds = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _appIds;

    public TrafficLoad(OrgEngine engine, string administrator)
    {
        _engine = engine;
        _context = new SeedContext(engine);
        _administratorId = _context.IdOf("User", "Username", administrator);
        _appIds = engine.Apps.GroupBy(a => a.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Id, StringComparer.Ordinal);
    }

    /// <summary>Makes and loads it, or nothing of it.</summary>
    public PracticeTrafficResult Add(PracticeTraffic traffic)
    {
        traffic.Check(isStored: true);
        var plan = new TrafficPlan(traffic, _engine.Clock.UtcNow);
        if (plan.End > _engine.Clock.UtcNow)
        {
            throw new ArgumentException($"until {plan.End:u} lies in the org's future: its clock says {_engine.Clock.UtcNow:u}.");
        }

        var (calls, signIns) = (0L, 0L);
        _engine.Store.Transaction(() =>
        {
            foreach (var identity in TrafficProfiles.Identities)
            {
                _userIds[identity.Username] = UserId(identity);
            }

            var ids = new TrafficIds(name => _userIds[name], AppId);
            foreach (var call in new TrafficCalls(plan, traffic.Seed, traffic.RowsPerDay).All())
            {
                _engine.Events.Insert(EventType.All[TrafficRows.Calls], call.At, TrafficRows.Of(call, ids));
                calls++;
            }

            foreach (var login in new TrafficLogins(plan, traffic.Seed, 1).All())
            {
                SignIn(login, ids);
                signIns++;
            }

            foreach (var freeze in plan.Incidents.Where(i => i.Template.Kind == PracticeIncidentKind.UseAfterFreeze))
            {
                Change(freeze, "frozeuser", "Froze user ", freeze.From);
                Change(freeze, "unfrozeuser", "Unfroze user ", freeze.To);
            }

            return true;
        });
        return new PracticeTrafficResult(calls, signIns, PracticeTrafficCsv.Incidents(plan));
    }

    private void SignIn(TrafficLogin login, TrafficIds ids)
    {
        var row = TrafficRows.Of(login, ids, _engine.Store.NewId("0Ya"));
        Places.Locate(_engine, row);
        _engine.Store.Put(row);
        _engine.Events.Insert(EventType.All[TrafficRows.Logins], login.At, TrafficRows.Of(login, row));
        if (login.Status == "Success" && _engine.Store.Find("User", row.Text("UserId")) is { } user && !(user["LastLoginDate"] is DateTime last && last > login.At))
        {
            _context.Change(user, r => r["LastLoginDate"] = login.At);
        }
    }

    private void Change(PlannedIncident freeze, string action, string display, DateTime at) => _engine.Create(
        "SetupAuditTrail",
        _administratorId,
        ("CreatedDate", at),
        ("Action", action),
        ("Section", "Manage Users"),
        ("Display", display + freeze.Identity.Label));

    private string AppId(TrafficClient client) => _appIds.TryGetValue(client.App, out var id) ? id : PracticeTrafficCsv.AppId(client);

    private string UserId(TrafficIdentity identity)
    {
        if (_engine.Store.Rows("User", "Username", identity.Username).FirstOrDefault() is { } known)
        {
            return known.Id;
        }

        var profile = _engine.Store.Rows("Profile", "Name", Profile).FirstOrDefault() ?? throw new ArgumentException($"The org has no profile '{Profile}' for the users that traffic needs.");
        return Growth.AddPerson(_context, profile, identity.Username, identity.Label, "tr" + _userIds.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)).Id;
    }
}
