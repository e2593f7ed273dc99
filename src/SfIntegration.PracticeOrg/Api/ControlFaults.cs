using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Practice.Api;

/// <summary>Reads faults from the control endpoint's JSON: one object or an array of them.</summary>
internal static class ControlFaults
{
    private static readonly string[] s_known = { "kind", "writesOnly", "method", "path", "skip", "times", "delay", "row", "code", "message" };

    public static IReadOnlyList<PracticeFault> Read(JToken body) =>
        (body is JArray array ? array : new JArray(body)).Select(One).ToList();

    private static PracticeFault One(JToken token)
    {
        var json = token as JObject ?? throw new ArgumentException("A fault is an object such as {\"kind\":\"Unavailable\",\"skip\":2}.");
        foreach (var property in json.Properties())
        {
            if (!s_known.Contains(property.Name))
            {
                throw new ArgumentException($"A fault has no '{property.Name}'. It has: {string.Join(", ", s_known)}.");
            }
        }

        var name = (string?)json["kind"];
        if (!Enum.TryParse<PracticeFaultKind>(name, ignoreCase: true, out var kind) || !Enum.IsDefined(typeof(PracticeFaultKind), kind))
        {
            throw new ArgumentException($"kind '{name}' is not one of {string.Join(", ", Enum.GetNames(typeof(PracticeFaultKind)))}.");
        }

        var fault = new PracticeFault(kind)
        {
            WritesOnly = (bool?)json["writesOnly"] ?? false,
            Method = (string?)json["method"],
            Path = (string?)json["path"],
            Skip = (int?)json["skip"] ?? 0,
            Times = (int?)json["times"] ?? 1,
            Row = (int?)json["row"],
            Delay = (string?)json["delay"] is { } delay ? TimeSpan.Parse(delay, CultureInfo.InvariantCulture) : TimeSpan.Zero,
        };
        fault.Code = (string?)json["code"] ?? fault.Code;
        fault.Message = (string?)json["message"] ?? fault.Message;
        return fault;
    }
}
