using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Traffic;

namespace SfIntegration.Practice.Api;

/// <summary>/practice/traffic: a year of calls and sign-ins in the logs.</summary>
internal static class ControlTraffic
{
    public static void Add(PracticeOrg org, IDictionary<string, Func<PracticeRequest, JToken>> actions) => actions["POST traffic"] = request =>
    {
        var body = ControlBody.Read(request, "seed", "days", "until", "rowsPerDay");
        var traffic = new PracticeTraffic();
        traffic.Seed = body.Count("seed") ?? traffic.Seed;
        traffic.Days = body.Count("days") ?? traffic.Days;
        traffic.RowsPerDay = body.Count("rowsPerDay") ?? traffic.RowsPerDay;
        traffic.Until = body.Text("until") is { } at ? DateTime.Parse(at, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal) : null;
        var made = org.AddTraffic(traffic);
        return new JObject
        {
            ["calls"] = made.Calls,
            ["signIns"] = made.SignIns,
            ["incidents"] = new JArray(made.Incidents.Select(i => new JObject
            {
                ["kind"] = i.Kind.ToString(),
                ["username"] = i.Username,
                ["from"] = i.From.ToString("o", CultureInfo.InvariantCulture),
                ["to"] = i.To.ToString("o", CultureInfo.InvariantCulture),
                ["what"] = i.What,
            })),
        };
    };
}
