using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Traces;

namespace SfIntegration.Practice.Traffic;

/// <summary>
/// Made traffic as the text of an event log file, without an org: row by row, of any length, in the memory of an hour's rows. Columns
/// and their order are those of the practice org's own files (Traces/Data/event-types.json); every value is quoted.
/// </summary>
public static class PracticeTrafficCsv
{
    private const int ShortId = 15;

    private static readonly string s_organization = QueryRows.IdFor("00D", "traffic").Substring(0, ShortId);

    /// <summary>Writes a file.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="eventType">ApiTotalUsage or Login.</param>
    /// <param name="traffic">What to make; Until is required, for the same settings are to give the same text.</param>
    /// <param name="rows">Exactly so many rows; the volume is made to fit. Left out: what RowsPerDay gives.</param>
    /// <returns>How many rows were written, and the incidents.</returns>
    public static PracticeTrafficResult Write(TextWriter writer, string eventType, PracticeTraffic traffic, long? rows = null)
    {
        _ = writer ?? throw new ArgumentNullException(nameof(writer));
        var until = (traffic ?? throw new ArgumentNullException(nameof(traffic))).Until ?? throw new ArgumentException("Until is required.", nameof(traffic));
        traffic.Check(isStored: false);
        if (rows is < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(rows), "There is a row at least.");
        }

        var plan = new TrafficPlan(traffic, until);
        var written = eventType switch
        {
            TrafficRows.Calls => WriteCalls(writer, plan, traffic, rows),
            TrafficRows.Logins => WriteLogins(writer, plan, traffic, rows),
            _ => throw new ArgumentException($"eventType is {TrafficRows.Calls} or {TrafficRows.Logins}.", nameof(eventType)),
        };
        return new PracticeTrafficResult(eventType == TrafficRows.Calls ? written : 0, eventType == TrafficRows.Logins ? written : 0, Incidents(plan));
    }

    /// <summary>The incidents of a plan as others see them.</summary>
    internal static IReadOnlyList<PracticeIncident> Incidents(TrafficPlan plan) =>
        plan.Incidents.Select(i => new PracticeIncident(i.Template.Kind, i.Identity.Username, i.From, i.To, i.Template.What)).ToList();

    /// <summary>Ids made from names.</summary>
    internal static TrafficIds Ids()
    {
        var (users, apps) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        return new TrafficIds(
            name => Kept(users, name, () => QueryRows.IdFor("005", name)),
            client => Kept(apps, client.App, () => AppId(client)));
    }

    /// <summary>The id of an app that the org does not have.</summary>
    internal static string AppId(TrafficClient client) => QueryRows.IdFor(client.IsExternal ? "888" : "0H4", client.App);

    // A little more than asked for is made and the rest left, for rounding takes and gives a few rows.
    private static double Scale(double total, long rows) => ((rows * 1.0001) + (2 * TrafficProfiles.Identities.Sum(i => i.Clients.Count))) / total;

    private static long WriteCalls(TextWriter writer, TrafficPlan plan, PracticeTraffic traffic, long? rows)
    {
        var (line, ids) = (new CsvLine(EventType.All[TrafficRows.Calls], writer), Ids());
        var calls = new TrafficCalls(plan, traffic.Seed, rows is { } wanted ? Scale(plan.Total(), wanted) : traffic.RowsPerDay).All();
        return line.Write(calls.Select(c => (c.At, TrafficRows.Of(c, ids))), rows);
    }

    private static long WriteLogins(TextWriter writer, TrafficPlan plan, PracticeTraffic traffic, long? rows)
    {
        var (line, ids) = (new CsvLine(EventType.All[TrafficRows.Logins], writer), Ids());
        var logins = new TrafficLogins(plan, traffic.Seed, rows is { } wanted ? Scale(TrafficLogins.Natural(plan), wanted) : 1).All();
        var events = logins.Select(l => (l.At, TrafficRows.Of(l, TrafficRows.Of(l, ids, QueryRows.IdFor("0Ya", l.RequestId)))));
        return line.Write(events, rows);
    }

    private static string Kept(Dictionary<string, string> known, string name, Func<string> make) => known.TryGetValue(name, out var id) ? id : known[name] = make();

    /// <summary>Writes rows of one event type.</summary>
    private sealed class CsvLine
    {
        private readonly EventType _type;
        private readonly TextWriter _writer;
        private readonly Dictionary<string, int> _places;
        private readonly string?[] _values;

        public CsvLine(EventType type, TextWriter writer)
        {
            (_type, _writer, _values) = (type, writer, new string?[type.Columns.Count]);
            _places = type.Columns.Select((c, i) => (c, i)).ToDictionary(c => c.c, c => c.i, StringComparer.Ordinal);
        }

        public long Write(IEnumerable<(DateTime At, IEnumerable<(string Column, string? Value)> Values)> events, long? most)
        {
            Line(_type.Columns);
            var count = 0L;
            foreach (var (at, values) in events)
            {
                if (count == most)
                {
                    break;
                }

                Array.Clear(_values, 0, _values.Length);
                foreach (var (column, value) in values)
                {
                    // In files ids have 15 characters, and 18 where the column says DERIVED (facts §6.4).
                    _values[_places[column]] = column is "USER_ID" or "CONNECTED_APP_ID" ? value?.Substring(0, ShortId) : value;
                    if (column == "USER_ID" && _places.TryGetValue("USER_ID_DERIVED", out var derived))
                    {
                        _values[derived] = value;
                    }
                }

                _values[_places["EVENT_TYPE"]] = _type.Name;
                _values[_places["TIMESTAMP"]] = at.ToString("yyyyMMddHHmmss.fff", CultureInfo.InvariantCulture);
                _values[_places["TIMESTAMP_DERIVED"]] = at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
                _values[_places["ORGANIZATION_ID"]] = s_organization;
                Line(_values);
                count++;
            }

            return count;
        }

        private void Line(IReadOnlyList<string?> values)
        {
            for (var i = 0; i < values.Count; i++)
            {
                _writer.Write(i == 0 ? "\"" : ",\"");
                _writer.Write(values[i]?.Replace("\"", "\"\""));
                _writer.Write('"');
            }

            _writer.Write('\n');
        }
    }
}
