using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Practice.Traffic;

/// <summary>An incident with its moment.</summary>
internal sealed record PlannedIncident(IncidentTemplate Template, TrafficIdentity Identity, DateTime From, DateTime To)
{
    public bool Holds(DateTime moment) => moment >= From && moment < To;
}

/// <summary>When traffic happens and how much of it: what each client's share of an ordinary day is in an hour, and when the incidents are. Pure.</summary>
internal sealed class TrafficPlan
{
    // Incidents come when there has been something usual for a while, and not at the very end.
    private const double FirstPart = 0.6;
    private const double LastPart = 0.96;
    private const double Noise = 0.2;
    private const int DaysOfYear = 365;

    private readonly int _seed;
    private readonly int _days;
    private readonly IReadOnlyList<DateTime> _localHours;
    private readonly Dictionary<(TrafficIdentity, DateTime), double> _noise = new();

    public TrafficPlan(PracticeTraffic settings, DateTime now)
    {
        (_seed, _days) = (settings.Seed, settings.Days);
        End = settings.End(now);
        Start = End.AddDays(-_days);
        Incidents = Plant();
        _localHours = Hours.Select(Local).ToList();
    }

    /// <summary>The whole hour at which it begins, UTC.</summary>
    public DateTime Start { get; }

    /// <summary>The whole hour at which it ends, UTC.</summary>
    public DateTime End { get; }

    /// <summary>In the order of time.</summary>
    public IReadOnlyList<PlannedIncident> Incidents { get; }

    /// <summary>The hours, in order.</summary>
    public IEnumerable<DateTime> Hours
    {
        get
        {
            for (var hour = Start; hour < End; hour = hour.AddHours(1))
            {
                yield return hour;
            }
        }
    }

    /// <summary>All shares added up, the calls of incidents among them: what the calls of an ordinary day are to be multiplied by for the whole.</summary>
    public double Total() =>
        Hours.Sum(hour => TrafficProfiles.Identities.Sum(i => i.Clients.Sum(c => Weight(i, c, hour)))) + Incidents.Sum(i => i.Template.Part * i.Identity.Share);

    /// <summary>A client's calls in an hour, as a part of all calls of an ordinary day.</summary>
    public double Weight(TrafficIdentity identity, TrafficClient client, DateTime hour)
    {
        var local = LocalHour(hour);
        var duty = client.HourWeights[local.Hour] * (IsActive(identity, hour) ? client.OnDay(local.Date) : 0);
        if (duty == 0)
        {
            return 0;
        }

        var growth = 1 + (identity.Growth * (hour - Start).TotalDays / DaysOfYear);
        return identity.Share * client.Share * duty * NoiseOf(identity, local.Date) * growth * Spike(identity, hour);
    }

    /// <summary>Whether a client signs in within an hour.</summary>
    public bool SignsIn(TrafficIdentity identity, TrafficClient client, DateTime hour)
    {
        var local = LocalHour(hour);
        return IsActive(identity, hour) && client.OnDay(local.Date) > 0 && client.SignIns.Contains(local.Hour);
    }

    /// <summary>The API version that a client uses at a moment.</summary>
    public string Version(TrafficClient client, DateTime moment) => client.ChangesTo is { } to && Part(moment) >= client.ChangesAfter ? to : client.Version;

    /// <summary>A number for a name, the same in every run.</summary>
    public static long Stable(string name) => name.Aggregate(17L, (sum, c) => unchecked((sum * 31) + c));

    private double NoiseOf(TrafficIdentity identity, DateTime day) => _noise.TryGetValue((identity, day), out var noise)
        ? noise
        : _noise[(identity, day)] = 1 - Noise + (2 * Noise * new TrafficRandom(_seed, Stable(identity.Name), day.Ticks).Fraction());

    private double Spike(TrafficIdentity identity, DateTime hour)
    {
        var factor = 1.0;
        foreach (var incident in Incidents)
        {
            factor = incident.Identity == identity && incident.Holds(hour) ? Math.Max(factor, incident.Template.Factor) : factor;
        }

        return factor;
    }

    private bool IsActive(TrafficIdentity identity, DateTime moment) => Part(moment) < identity.ActivePart;

    private double Part(DateTime moment) => (moment - Start).TotalDays / _days;

    private DateTime LocalHour(DateTime hour) => _localHours[(int)((hour - Start).Ticks / TimeSpan.TicksPerHour)];

    private static DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, TrafficProfiles.Zone);

    private IReadOnlyList<PlannedIncident> Plant()
    {
        var random = new TrafficRandom(_seed, Stable("incidents"), _days);
        var order = TrafficProfiles.Incidents.Select(t => (Template: t, Place: random.Fraction())).OrderBy(t => t.Place).Select(t => t.Template).ToList();
        var (first, last) = (Local(Start).Date.AddDays(1), Local(End).Date.AddDays(-2));
        var taken = new HashSet<(string, DateTime)>();
        var planted = new List<PlannedIncident>();
        for (var i = 0; i < order.Count; i++)
        {
            var identity = TrafficProfiles.Of(order[i].Identity);
            var part = FirstPart + ((LastPart - FirstPart) * (i + random.Fraction()) / order.Count);
            var day = Day(Min(first.AddDays((int)(_days * part)), last), last, d => Fits(identity, d) && taken.Add((identity.Name, d)));
            var from = TimeZoneInfo.ConvertTimeToUtc(day + order[i].At, TrafficProfiles.Zone);
            planted.Add(new PlannedIncident(order[i], identity, from, from + order[i].Length));
        }

        return planted.OrderBy(p => p.From).ThenBy(p => p.Template.Kind).ToList();
    }

    // A day on which the identity would work if it worked at all.
    private static bool Fits(TrafficIdentity identity, DateTime day) => identity.Clients[0].OnDay(day) > 0;

    /// <summary>The first day from one on that fits; where there is none up to the last, the last before it.</summary>
    private static DateTime Day(DateTime from, DateTime last, Func<DateTime, bool> fits)
    {
        for (var day = from; day <= last; day = day.AddDays(1))
        {
            if (fits(day))
            {
                return day;
            }
        }

        for (var day = from.AddDays(-1); ; day = day.AddDays(-1))
        {
            if (fits(day))
            {
                return day;
            }
        }
    }

    private static DateTime Min(DateTime a, DateTime b) => a < b ? a : b;
}
