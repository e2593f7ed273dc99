using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Traffic;

/// <summary>A sort of call: method, resource, object, and how often it comes beside the others.</summary>
internal sealed record CallShape(string Method, string Resource, string Entity, int Weight);

/// <summary>One client of an identity with its duty. Terms as in Data/traffic-profiles.json.</summary>
internal sealed class TrafficClient
{
    private readonly string _days;
    private readonly double _weekend;
    private readonly int _callWeight;

    public TrafficClient(JObject json)
    {
        string? Text(string name) => (string?)json[name];
        (Name, App, IsExternal) = (Text("client")!, Text("app")!, (bool?)json["external"] ?? false);
        (Version, Family, SubType, IsPerson) = (Text("version")!, Text("family") ?? "REST", Text("subType"), (bool?)json["person"] ?? false);
        (ChangesAfter, ChangesTo) = ((double?)json.SelectToken("changes.after") ?? 1, (string?)json.SelectToken("changes.to"));
        (_days, _weekend, Share, EveryMinutes) = (Text("days")!, (double?)json["weekend"] ?? 1, (double?)json["share"] ?? 1, (int?)json["everyMinutes"]);
        Addresses = json["addresses"]!.Select(a => (string)a!).ToList();
        SignIns = json["signIns"]!.Select(h => (int)h).ToList();
        Calls = json["calls"]!.Select(c => new CallShape((string)c[0]!, (string)c[1]!, (string)c[2]!, (int)c[3]!)).ToList();
        _callWeight = Calls.Sum(c => c.Weight);
        HourWeights = Hours((int)json["hours"]![0]!, (int)json["hours"]![1]!, Text("shape") == "day");
    }

    public string Name { get; }

    public string App { get; }

    /// <summary>The app is an external client app.</summary>
    public bool IsExternal { get; }

    public string Version { get; }

    public double ChangesAfter { get; }

    public string? ChangesTo { get; }

    public string Family { get; }

    /// <summary>LoginSubType; null for JWT bearer.</summary>
    public string? SubType { get; }

    /// <summary>A person who signs in on the login page, and makes no calls.</summary>
    public bool IsPerson { get; }

    public double Share { get; }

    public int? EveryMinutes { get; }

    public IReadOnlyList<string> Addresses { get; }

    public IReadOnlyList<int> SignIns { get; }

    public IReadOnlyList<CallShape> Calls { get; }

    /// <summary>By local hour, the part of a day's calls.</summary>
    public IReadOnlyList<double> HourWeights { get; }

    /// <summary>How much of its duty falls on a local day: 0 where it rests.</summary>
    public double OnDay(DateTime day)
    {
        var isWeekend = IsWeekend(day);
        return _days switch
        {
            "all" => isWeekend ? _weekend : 1,
            "weekdays" => isWeekend ? 0 : 1,
            "sunday" => day.DayOfWeek == DayOfWeek.Sunday ? 1 : 0,
            "monthEnd" => day == LastWeekday(day) ? 1 : 0,
            "quarterEnd" => day.Month % 3 == 0 && day == LastWeekday(day) ? 1 : 0,
            _ => throw new InvalidOperationException($"Data/traffic-profiles.json: days '{_days}' is unknown."),
        };
    }

    public CallShape Pick(TrafficRandom random)
    {
        var left = random.Below(_callWeight);
        return Calls.First(c => (left -= c.Weight) < 0);
    }

    private static bool IsWeekend(DateTime day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private static DateTime LastWeekday(DateTime day)
    {
        var last = new DateTime(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));
        while (IsWeekend(last))
        {
            last = last.AddDays(-1);
        }

        return last;
    }

    private static double[] Hours(int from, int to, bool swells)
    {
        var weights = Enumerable.Range(0, 24)
            .Select(h => h < from || h >= to ? 0 : swells ? 0.4 + (0.6 * Math.Sin(Math.PI * (h - from + 0.5) / (to - from))) : 1)
            .ToList();
        return weights.Select(w => w / weights.Sum()).ToArray();
    }
}

/// <summary>One identity with its clients.</summary>
internal sealed class TrafficIdentity
{
    public TrafficIdentity(JObject json)
    {
        (Name, Username, Label) = ((string)json["name"]!, (string)json["username"]!, (string)json["label"]!);
        (Share, Growth, ActivePart) = ((double)json["share"]!, (double)json["growth"]!, (double?)json["activePart"] ?? 1);
        Clients = json["clients"]!.Cast<JObject>().Select(c => new TrafficClient(c)).ToList();
    }

    public string Name { get; }

    public string Username { get; }

    public string Label { get; }

    public double Share { get; }

    public double Growth { get; }

    public double ActivePart { get; }

    public IReadOnlyList<TrafficClient> Clients { get; }
}

/// <summary>What kind of incident is planted with whom.</summary>
internal sealed class IncidentTemplate
{
    public IncidentTemplate(JObject json)
    {
        Kind = (PracticeIncidentKind)Enum.Parse(typeof(PracticeIncidentKind), (string)json["kind"]!);
        (Identity, What) = ((string)json["identity"]!, (string)json["what"]!);
        (At, Length) = (TimeSpan.Parse((string)json["at"]!, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromMinutes((int)json["minutes"]!));
        (Part, Factor) = ((double?)json["part"] ?? 0, (double?)json["factor"] ?? 1);
        (Address, Client, Version, AppOf) = ((string?)json["address"], (string?)json["client"], (string?)json["version"], (string?)json["appOf"]);
        Statuses = json["statuses"]?.Select(s => (int)s).ToList() ?? new List<int>();
    }

    public PracticeIncidentKind Kind { get; }

    /// <summary>The identity's name.</summary>
    public string Identity { get; }

    /// <summary>The local time at which it begins.</summary>
    public TimeSpan At { get; }

    public TimeSpan Length { get; }

    /// <summary>Calls that come on top, as a part of an ordinary day's of the identity.</summary>
    public double Part { get; }

    /// <summary>What the identity's calls are multiplied by.</summary>
    public double Factor { get; }

    public string? Address { get; }

    public string? Client { get; }

    public string? Version { get; }

    /// <summary>The identity whose app it uses.</summary>
    public string? AppOf { get; }

    public IReadOnlyList<int> Statuses { get; }

    public string What { get; }
}

/// <summary>Data/traffic-profiles.json.</summary>
internal static class TrafficProfiles
{
    private static readonly JObject s_data = EmbeddedData.Json("Traffic.Data.traffic-profiles.json");

    public static TimeZoneInfo Zone { get; } = TimeZones.Find((string)s_data["timeZone"]!);

    public static IReadOnlyList<TrafficIdentity> Identities { get; } = s_data["identities"]!.Cast<JObject>().Select(i => new TrafficIdentity(i)).ToList();

    public static IReadOnlyList<IncidentTemplate> Incidents { get; } = s_data["incidents"]!.Cast<JObject>().Select(i => new IncidentTemplate(i)).ToList();

    public static TrafficIdentity Of(string name) => Identities.First(i => i.Name == name);
}
