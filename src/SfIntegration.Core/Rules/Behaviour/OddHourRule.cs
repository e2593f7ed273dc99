using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Activity.Anomaly;
using SfIntegration.Harden.Login;
using SfIntegration.Scope;
using TimeZoneConverter;

namespace SfIntegration.Rules.Behaviour;

/// <summary>
/// SFI701: calls at an hour at which it never worked, or outside the hours of its scope. An hour next to a usual one is usual: daylight saving moves
/// work by one, and a run may take longer.
/// </summary>
internal sealed class OddHourRule : CallRule
{
    public override string Id => "SFI701";

    protected override IEnumerable<RuleAnswer> Judge(RuleContext context, IdentityActivity activity)
    {
        var hours = Enumerable.Range(0, 24).Select(_ => DateTime.MaxValue).ToArray();
        foreach (var call in activity.Calls!)
        {
            hours[call.Hour!.Value] = call.FirstSeen < hours[call.Hour!.Value] ? call.FirstSeen : hours[call.Hour!.Value];
        }

        // Odd is what comes where neither the hour nor one beside it was worked in before the day.
        var odd = activity.JudgedCalls.Where(c => Enumerable.Range(-1, 3).All(d => hours[(c.Hour!.Value + d + 24) % 24] >= c.Day!.Value));
        var answers = New(context, Novelty.Of(activity, odd, c => $"{c.Hour:00}:00Z on {c.Day:yyyy-MM-dd}"), "It called at hours at which it never worked.");
        return OrPass(context, answers, "It called at its usual hours.");
    }

    protected override IEnumerable<RuleAnswer> AgainstScope(RuleContext context, AccessScope scope, IdentityActivity activity) =>
        scope.Identity.Hours is { } hours ? Outside(context, activity, hours) : Array.Empty<RuleAnswer>();

    private static IEnumerable<RuleAnswer> Outside(RuleContext context, IdentityActivity activity, ScopeHours scope)
    {
        if (!TZConvert.TryGetTimeZoneInfo(scope.TimeZone, out var zone))
        {
            return new[] { Answers.NotAssessed(context.Username, $"This machine knows no time zone '{scope.TimeZone}', so that its calls were not compared with its scope's hours.") };
        }

        var days = HoursConverter.Days(scope.Days);
        var (from, to) = (Minutes(scope.From), Minutes(scope.To));
        var outside = activity.JudgedCalls.Where(c => !IsInside(TimeZoneInfo.ConvertTimeFromUtc(c.LastSeen, zone), days, from, to)).ToList();
        return outside.Count == 0 ? Array.Empty<RuleAnswer>() : new[]
        {
            Found(context, $"It called outside the hours of its scope ({scope}).", outside.GroupBy(c => c.HourStart!.Value).OrderBy(g => g.Key).Select(g => $"{g.Key:yyyy-MM-dd HH}:00Z: {g.Sum(c => c.Calls)} calls").ToList(),
                FindingConfidence.High, outside.Min(c => c.FirstSeen), outside.Max(c => c.LastSeen)),
        };
    }

    /// <summary>A window that ends before it begins goes over midnight and belongs to the day on which it begins.</summary>
    private static bool IsInside(DateTime local, HashSet<int> days, int from, int to)
    {
        var minute = (local.Hour * 60) + local.Minute;
        var day = ((int)local.DayOfWeek + 6) % 7;
        return from < to ? days.Contains(day) && minute >= from && minute < to
            : (days.Contains(day) && minute >= from) || (days.Contains((day + 6) % 7) && minute < to);
    }

    private static int Minutes(string text) => (int.Parse(text.Substring(0, 2), System.Globalization.CultureInfo.InvariantCulture) * 60) + int.Parse(text.Substring(3, 2), System.Globalization.CultureInfo.InvariantCulture);
}
