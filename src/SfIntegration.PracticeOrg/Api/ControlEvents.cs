using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Traces;

namespace SfIntegration.Practice.Api;

/// <summary>/practice/events: puts events into the logs that nobody can cause here (a report's export), or that happened long ago; /practice/login-as.</summary>
internal static class ControlEvents
{
    public static void Add(PracticeOrg org, IDictionary<string, Func<PracticeRequest, JToken>> actions)
    {
        actions["POST events"] = request =>
        {
            var body = JsonText.Read(Compression.Unpack(request));
            var events = (body is JArray list ? list : new JArray(body)).Select(Read).ToList();
            org.Do(engine => engine.Store.Transaction(() =>
            {
                events.ForEach(e => engine.Events.Insert(e.Type, e.At, e.Values));
                return true;
            }));
            return new JObject { ["recorded"] = events.Count };
        };
        actions["POST login-as"] = request =>
        {
            var body = ControlBody.Read(request, "username", "administrator");
            return new JObject { ["access_token"] = org.SignInAs(body.Required("username"), body.Text("administrator")) };
        };
    }

    /// <summary>{"type":"LoginAs","at":"2026-11-20T08:00:00Z","values":{"USER_ID":"005...","CLIENT_IP":"203.0.113.9"}}</summary>
    private static (EventType Type, DateTime? At, List<(string, string?)> Values) Read(JToken token)
    {
        var json = token as JObject ?? throw new ArgumentException("An event is an object with type, at and values.");
        var name = (string?)json["type"] ?? "";
        if (!EventType.All.TryGetValue(name, out var type))
        {
            throw new ArgumentException($"type '{name}' is not one of {string.Join(", ", EventType.All.Keys)}.");
        }

        DateTime? at = (string?)json["at"] is { } text
            ? DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)
            : null;
        var values = new List<(string, string?)>();
        foreach (var property in (json["values"] as JObject ?? new JObject()).Properties())
        {
            var column = property.Name.ToUpperInvariant();
            if (!type.Columns.Contains(column) || column.EndsWith("_DERIVED", StringComparison.Ordinal) || column is "EVENT_TYPE" or "TIMESTAMP" or "ORGANIZATION_ID")
            {
                throw new ArgumentException($"{type.Name} has no column '{property.Name}' to set. It has: {string.Join(", ", type.Columns)}.");
            }

            values.Add((column, (string?)property.Value));
        }

        return (type, at, values);
    }
}
