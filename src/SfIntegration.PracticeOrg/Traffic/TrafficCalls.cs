using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Practice.Traffic;

/// <summary>The calls of a plan, in the order of time, made as they are asked for: no more than an hour's are held. Pure.</summary>
internal sealed class TrafficCalls
{
    // What ordinary traffic has of mistakes; 401 and 403 are left to the incidents.
    private const double Mistakes = 0.004;
    private const double NotFound = 0.6;

    // Calls begin a moment after the hour's sign-ins.
    private const double Lead = 30;
    private const double Span = 3_560;
    private const int Ok = 200;

    private readonly TrafficPlan _plan;
    private readonly int _seed;
    private readonly double _scale;

    /// <param name="plan">When what happens.</param>
    /// <param name="seed">What the plan was made from.</param>
    /// <param name="scale">The calls of an ordinary day.</param>
    public TrafficCalls(TrafficPlan plan, int seed, double scale) => (_plan, _seed, _scale) = (plan, seed, scale);

    public IEnumerable<TrafficCall> All()
    {
        var owed = new Dictionary<TrafficClient, double>();
        foreach (var hour in _plan.Hours)
        {
            var calls = new List<TrafficCall>();
            foreach (var identity in TrafficProfiles.Identities)
            {
                foreach (var client in identity.Clients)
                {
                    // What rounding leaves over is owed to the next hour.
                    owed.TryGetValue(client, out var rest);
                    var due = rest + (_plan.Weight(identity, client, hour) * _scale);
                    var count = (int)Math.Floor(due + 0.5);
                    owed[client] = due - count;
                    calls.AddRange(Ordinary(identity, client, hour, count));
                }
            }

            calls.AddRange(_plan.Incidents.Where(i => i.From < hour.AddHours(1) && i.To > hour).SelectMany(i => Of(i).Where(c => c.At >= hour && c.At < hour.AddHours(1))));
            foreach (var call in calls.OrderBy(c => c.At).ThenBy(c => c.RequestId, StringComparer.Ordinal))
            {
                yield return call;
            }
        }
    }

    private IEnumerable<TrafficCall> Ordinary(TrafficIdentity identity, TrafficClient client, DateTime hour, int count)
    {
        if (count == 0)
        {
            yield break;
        }

        var random = new TrafficRandom(_seed, TrafficPlan.Stable(identity.Name + client.Name), hour.Ticks);
        for (var i = 0; i < count; i++)
        {
            var at = hour.AddSeconds(client.EveryMinutes is { } every ? Beat(i, count, every, random) : Lead + (Span * (i + random.Fraction()) / count));
            var status = random.Fraction() >= Mistakes ? Ok : random.Fraction() < NotFound ? 404 : 400;
            yield return Call(identity, client, at, random, status);
        }
    }

    /// <summary>The seconds into the hour of a call that comes with a beat: at its beginning, one after the other.</summary>
    private static double Beat(int number, int count, int everyMinutes, TrafficRandom random)
    {
        var beats = 60 / everyMinutes;
        var beat = number * (long)beats / count;
        var before = ((beat * count) + beats - 1) / beats;
        return (beat * everyMinutes * 60) + Lead + ((number - before + random.Fraction()) * 0.4 * everyMinutes * 60 / Math.Max(1, (count / beats) + 1));
    }

    private TrafficCall Call(TrafficIdentity identity, TrafficClient client, DateTime at, TrafficRandom random, int status) => new(
        Milliseconds(at), random.RequestId(), identity, client, client.Name, client.Addresses[random.Below(client.Addresses.Count)], _plan.Version(client, at), client.Pick(random), status);

    /// <summary>What an incident adds. A spike and use after a freeze add nothing: there the ordinary calls are the incident.</summary>
    private IEnumerable<TrafficCall> Of(PlannedIncident incident)
    {
        const int Fewest = 3;
        var template = incident.Template;
        var count = template.Part == 0 ? 0 : Math.Max(Math.Max(Fewest, template.Statuses.Count), (int)(template.Part * incident.Identity.Share * _scale));
        var random = new TrafficRandom(_seed, TrafficPlan.Stable(template.Kind.ToString()), incident.From.Ticks);
        var client = incident.Identity.Clients[0];
        for (var i = 0; i < count; i++)
        {
            // The sign-in comes first.
            var at = incident.From.AddSeconds(1 + ((template.Length.TotalSeconds - 2) * (i + random.Fraction()) / count));
            var call = Call(incident.Identity, client, at, random, template.Statuses.Count == 0 ? Ok : template.Statuses[i % template.Statuses.Count]);
            yield return call with
            {
                App = template.AppOf is { } other ? TrafficProfiles.Of(other).Clients[0] : client,
                ClientName = template.Client ?? client.Name,
                Address = template.Address ?? call.Address,
                Version = template.Version ?? call.Version,
            };
        }
    }

    // Event logs tell milliseconds.
    private static DateTime Milliseconds(DateTime at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
}
