using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Practice.Traffic;

/// <summary>The sign-ins of a plan, in the order of time, made as they are asked for. Pure.</summary>
internal sealed class TrafficLogins
{
    private const string OAuth = "Remote Access 2.0";
    private const string Success = "Success";
    private const string TokenUri = "/services/oauth2/token";
    private const int RefusedWhileFrozen = 3;

    private readonly TrafficPlan _plan;
    private readonly int _seed;
    private readonly double _scale;

    /// <param name="plan">When what happens.</param>
    /// <param name="seed">What the plan was made from.</param>
    /// <param name="scale">How many sign-ins come in the place of each one; 1 is natural.</param>
    public TrafficLogins(TrafficPlan plan, int seed, double scale) => (_plan, _seed, _scale) = (plan, seed, scale);

    public IEnumerable<TrafficLogin> All()
    {
        var owed = 0.0;
        var ofIncidents = OfIncidents();
        foreach (var hour in _plan.Hours)
        {
            var logins = new List<TrafficLogin>();
            foreach (var identity in TrafficProfiles.Identities)
            {
                foreach (var client in identity.Clients.Where(c => _plan.SignsIn(identity, c, hour)))
                {
                    owed += _scale;
                    var count = (int)Math.Floor(owed + 0.5);
                    owed -= count;
                    logins.AddRange(Ordinary(identity, client, hour, count));
                }
            }

            logins.AddRange(ofIncidents.Where(l => l.At >= hour && l.At < hour.AddHours(1)));
            foreach (var login in logins.OrderBy(l => l.At).ThenBy(l => l.RequestId, StringComparer.Ordinal))
            {
                yield return login;
            }
        }
    }

    /// <summary>How many there are without those of incidents, where one comes in the place of each.</summary>
    public static int Natural(TrafficPlan plan) => plan.Hours.Sum(hour => TrafficProfiles.Identities.Sum(i => i.Clients.Count(c => plan.SignsIn(i, c, hour))));

    private IReadOnlyList<TrafficLogin> OfIncidents() => _plan.Incidents.SelectMany(Of).ToList();

    private IEnumerable<TrafficLogin> Ordinary(TrafficIdentity identity, TrafficClient client, DateTime hour, int count)
    {
        const double Minute = 60;
        const double Jitter = 20;
        var random = new TrafficRandom(_seed, TrafficPlan.Stable("sign-in" + identity.Name + client.Name), hour.Ticks);
        for (var i = 0; i < count; i++)
        {
            var at = hour.AddSeconds(count == 1 ? random.Fraction() * Jitter : Minute * 60 * (i + random.Fraction()) / count);
            var address = client.Addresses[random.Below(client.Addresses.Count)];
            var frozen = _plan.Incidents.Any(p => p.Template.Kind == PracticeIncidentKind.UseAfterFreeze && p.Identity == identity && p.Holds(at));
            yield return client.IsPerson
                ? Browser(identity, at, random, address)
                : Through(identity, client, at, random, address) with { Status = frozen ? "User Is Frozen" : Success };
        }
    }

    private IEnumerable<TrafficLogin> Of(PlannedIncident incident)
    {
        var (identity, client, from) = (incident.Identity, incident.Identity.Clients[0], incident.From);
        var random = new TrafficRandom(_seed, TrafficPlan.Stable("sign-in" + incident.Template.Kind), from.Ticks);
        var own = client.Addresses[0];
        switch (incident.Template.Kind)
        {
            case PracticeIncidentKind.OddHour or PracticeIncidentKind.UnknownAddress or PracticeIncidentKind.UnknownCountry or PracticeIncidentKind.NewClient or PracticeIncidentKind.DormantAwakened:
                yield return Through(identity, client, from, random, incident.Template.Address ?? own);
                break;
            case PracticeIncidentKind.AppShared:
                yield return Through(identity, TrafficProfiles.Of(incident.Template.AppOf!).Clients[0], from, random, own);
                break;
            case PracticeIncidentKind.UiLogin:
                yield return Browser(identity, from, random, own);
                break;
            case PracticeIncidentKind.PasswordLogin:
                yield return Through(identity, client, from, random, own) with { SubType = "OauthUsernamePassword" };
                yield return new TrafficLogin(from.AddMinutes(1), random.RequestId(), identity, "N/A", "Other Apex API", "SoapApiLogin", own, "Unknown", "SOAP Partner", client.Version, Success, "/services/Soap/u/" + client.Version);
                break;
            case PracticeIncidentKind.UseAfterFreeze:
                for (var i = 0; i < RefusedWhileFrozen; i++)
                {
                    yield return Through(identity, client, from.AddMinutes(5 + (i * 20)), random, own) with { Status = "User Is Frozen" };
                }

                break;
        }
    }

    private static TrafficLogin Through(TrafficIdentity identity, TrafficClient client, DateTime at, TrafficRandom random, string address) =>
        new(Whole(at), random.RequestId(), identity, client.App, OAuth, client.SubType, address, "Unknown", null, null, Success, TokenUri);

    private static TrafficLogin Browser(TrafficIdentity identity, DateTime at, TrafficRandom random, string address) =>
        new(Whole(at), random.RequestId(), identity, "Browser", "Application", "UsernamePasswordUiLogin", address, "Chrome 130", null, null, Success, "/index.jsp");

    // LoginHistory tells whole seconds.
    private static DateTime Whole(DateTime at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
}
