using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Activity.Measure;

/// <summary>What was counted, as objects: keys that read the same are one, whatever event types they were counted from.</summary>
internal static class ActivityRows
{
    /// <summary>The rows, the most calls first.</summary>
    /// <param name="fold">What was counted.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="org">The org.</param>
    /// <param name="coverage">Makes what was looked at from the first and the last event.</param>
    public static IReadOnlyList<SfActivity> Of(ActivityFold fold, MeasureOptions options, SfOrg? org, Func<DateTime?, DateTime?, long, SfActivityCoverage> coverage)
    {
        var byType = options.By.Contains(SfActivityDimension.EventType);
        var sums = new Dictionary<Shown, Sum>();
        var (first, last, calls) = (long.MaxValue, long.MinValue, 0L);
        for (var place = 0; place < fold.Table.Count; place++)
        {
            ref var totals = ref fold.Table[place];
            (first, last, calls) = (Math.Min(first, totals.First), Math.Max(last, totals.Last), calls + totals.Calls);
            var shown = ShownOf(fold, place, byType);
            if (options.IsWanted is { } isWanted && !isWanted(shown.UserId, Name(fold.Names.Usernames, shown.UserId)))
            {
                continue;
            }

            if (!sums.TryGetValue(shown, out var sum))
            {
                sums.Add(shown, sum = new Sum());
            }

            sum.Totals.Add(totals);
            sum.EventTypes.Add(fold.Names[KeyPart.EventType][fold.Table.Key(place, KeyPart.EventType)]!);
        }

        var covered = coverage(calls == 0 ? null : Time(first), calls == 0 ? null : Time(last), calls);
        return sums
            .OrderByDescending(s => s.Value.Totals.Calls).ThenBy(s => s.Value.Totals.First)
            .ThenBy(s => s.Key.ToString(), StringComparer.Ordinal)
            .Select(s => Row(s.Key, s.Value, fold, org, covered))
            .ToList();
    }

    private static Shown ShownOf(ActivityFold fold, int place, bool byType)
    {
        string? Text(int part) => fold.Names[part][fold.Table.Key(place, part)];
        var app = Text(KeyPart.App);
        return new Shown(
            Text(KeyPart.User), Text(KeyPart.Client) ?? Name(fold.Names.AppNames, app), app, Text(KeyPart.Agent), Text(KeyPart.ApiVersion), Text(KeyPart.Address),
            fold.Table.Key(place, KeyPart.Day), fold.Table.Key(place, KeyPart.Hour), Text(KeyPart.Object), Text(KeyPart.Operation), Text(KeyPart.LoginType), Text(KeyPart.LoginStatus),
            byType ? Text(KeyPart.EventType) : null);
    }

    private static SfActivity Row(Shown key, Sum sum, ActivityFold fold, SfOrg? org, SfActivityCoverage coverage) => new()
    {
        Org = org,
        UserId = key.UserId,
        Username = Name(fold.Names.Usernames, key.UserId),
        Client = key.Client,
        ConnectedAppId = key.AppId,
        UserAgent = key.Agent,
        ApiVersion = key.ApiVersion,
        AddressBlock = key.Address is { } address ? AddressBlocks.Of(address) : null,
        Address = coverage.By.Contains(SfActivityDimension.Address) ? key.Address : null,
        Day = key.Day == 0 ? null : new DateTime((key.Day - 1) * TimeSpan.TicksPerDay, DateTimeKind.Utc),
        Hour = key.Hour == 0 ? null : key.Hour - 1,
        SobjectType = key.Object,
        Operation = key.Operation,
        LoginType = key.LoginType,
        LoginStatus = key.LoginStatus,
        EventType = key.EventType,
        Calls = sum.Totals.Calls,
        Rows = sum.Totals.HasRows ? sum.Totals.Rows : null,
        Errors = sum.Totals.Errors,
        FirstSeen = Time(sum.Totals.First),
        LastSeen = Time(sum.Totals.Last),
        EventTypes = sum.EventTypes.ToList(),
        Coverage = coverage,
    };

    private static DateTime Time(long ticks) => new(ticks, DateTimeKind.Utc);

    private static string? Name(Dictionary<string, string> names, string? id) => id is not null && names.TryGetValue(id, out var name) ? name : null;

    private sealed record Shown(
        string? UserId, string? Client, string? AppId, string? Agent, string? ApiVersion, string? Address, int Day, int Hour, string? Object, string? Operation, string? LoginType, string? LoginStatus, string? EventType);

    private sealed class Sum
    {
        public Totals Totals;

        public SortedSet<string> EventTypes { get; } = new(StringComparer.Ordinal);
    }
}
