using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfIntegration.Activity.Anomaly;
using SfIntegration.Scope;

namespace SfIntegration.Rules.Behaviour;

/// <summary>
/// SFI705: a day with far more calls than is usual, or more than the scope says. A day is compared with the last days of its kind (weekday or weekend) on
/// which it worked: more than six robust standard deviations above their median, and more than twice the median.
/// </summary>
internal sealed class VolumeRule : CallRule
{
    private const int Compared = 60;
    private const double Deviations = 6;
    private const double Times = 2;

    /// <summary>Fewer calls more than usual are nothing.</summary>
    private const int LeastMore = 50;

    public override string Id => "SFI705";

    protected override IEnumerable<RuleAnswer> Judge(RuleContext context, IdentityActivity activity)
    {
        var days = activity.Calls!.GroupBy(c => c.Day!.Value).OrderBy(g => g.Key).Select(g => (Day: g.Key, Calls: (double)g.Sum(c => c.Calls), Rows: g)).ToList();
        var unusual = new List<(DateTime Day, double Calls, Robust Usual)>();
        var compared = 0;
        foreach (var (day, calls, _) in days.Where(d => activity.IsJudged(d.Day)))
        {
            var past = days.Where(d => d.Day < day && IsWeekend(d.Day) == IsWeekend(day)).Reverse().Take(Compared).Select(d => d.Calls).ToList();
            if (past.Count < Novelty.LeastPast)
            {
                continue;
            }

            compared++;
            var usual = Robust.Of(past);
            if (usual.Score(calls) > Deviations && calls > Times * usual.Median && calls - usual.Median >= LeastMore)
            {
                unusual.Add((day, calls, usual));
            }
        }

        var answers = new List<RuleAnswer>();
        if (unusual.Count > 0)
        {
            var confidence = unusual.Any(u => u.Usual.Count >= 30 && u.Calls > 4 * u.Usual.Median) ? FindingConfidence.High : unusual.Any(u => u.Usual.Count >= 14) ? FindingConfidence.Medium : FindingConfidence.Low;
            answers.Add(Found(context, $"It called far more than it usually does on {unusual.Count} {(unusual.Count == 1 ? "day" : "days")}.",
                unusual.Select(u => string.Format(CultureInfo.InvariantCulture, "{0:yyyy-MM-dd}: {1:0} calls; usual: {2}; {3:0.0} robust standard deviations above", u.Day, u.Calls, u.Usual, u.Usual.Score(u.Calls))).ToList(),
                confidence, unusual[0].Day, unusual[unusual.Count - 1].Day.AddDays(1).AddSeconds(-1)));
        }

        return answers.Count > 0 ? answers : compared == 0
            ? new[] { Answers.NotAssessed(context.Username, $"No day of the window has {Novelty.LeastPast} days of its kind before it to be compared with.", "Keep more logs, then look again.") }
            : OrPass(context, answers, $"On {compared} days it called no more than it usually does.");
    }

    protected override IEnumerable<RuleAnswer> AgainstScope(RuleContext context, AccessScope scope, IdentityActivity activity)
    {
        // Integrations of one identity cannot be told apart by it, so that their volumes add up.
        if (scope.Integrations.Any(i => i.CallsPerDay is null))
        {
            yield break;
        }

        var days = activity.JudgedCalls.GroupBy(c => c.Day!.Value).OrderBy(g => g.Key).Select(g => (Day: g.Key, Calls: g.Sum(c => c.Calls))).ToList();

        var agreed = scope.Integrations.Sum(i => (long)i.CallsPerDay!.Value);
        var beyond = days.Where(d => d.Calls > agreed).ToList();
        if (beyond.Count > 0)
        {
            yield return Found(context, $"It called more than its scope's volume ({agreed.ToString(CultureInfo.InvariantCulture)} calls a day) on {beyond.Count} {(beyond.Count == 1 ? "day" : "days")}.",
                beyond.Select(d => string.Format(CultureInfo.InvariantCulture, "{0:yyyy-MM-dd}: {1:0} calls", d.Day, d.Calls)).ToList(), FindingConfidence.High, beyond[0].Day, beyond[beyond.Count - 1].Day.AddDays(1).AddSeconds(-1));
        }
    }

    private static bool IsWeekend(DateTime day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}

/// <summary>SFI706: an hour in which most calls were refused, unlike before. A lost grant, a changed credential, or somebody who tries doors.</summary>
internal sealed class FailureBurstRule : CallRule
{
    private const int Least = 10;
    private const double Share = 0.3;

    public override string Id => "SFI706";

    protected override IEnumerable<RuleAnswer> Judge(RuleContext context, IdentityActivity activity)
    {
        var hours = activity.Calls!.GroupBy(c => c.HourStart!.Value).OrderBy(g => g.Key).Select(g => (Hour: g.Key, Calls: g.Sum(c => c.Calls), Errors: g.Sum(c => c.Errors), Rows: g)).ToList();
        var past = hours.Where(h => h.Hour < activity.Since).ToList();
        var usual = past.Sum(h => h.Calls) is var calls and > 0 ? past.Sum(h => h.Errors) / (double)calls : 0;
        var bursts = hours.Where(h => activity.IsJudged(h.Hour) && h.Errors >= Least && h.Errors >= Share * h.Calls && h.Errors >= 5 * usual * h.Calls).ToList();
        return OrPass(context, bursts.Count == 0 ? Array.Empty<RuleAnswer>() : new[]
        {
            Found(context, $"Most of its calls were refused in {bursts.Count} {(bursts.Count == 1 ? "hour" : "hours")}.",
                bursts.Select(b => string.Format(CultureInfo.InvariantCulture, "{0:yyyy-MM-dd HH}:00Z: {1} of {2} calls failed: {3}; usual: {4:0.#} %", b.Hour, b.Errors, b.Calls, Objects(b.Rows), usual * 100)).ToList(),
                bursts.Any(b => b.Errors >= 5 * Least) && past.Count >= 100 ? FindingConfidence.High : FindingConfidence.Medium, bursts[0].Rows.Min(r => r.FirstSeen), bursts[bursts.Count - 1].Rows.Max(r => r.LastSeen)),
        }, "Its calls were answered as they usually are.");
    }

    private static string Objects(IEnumerable<SfActivity> rows) => string.Join(", ", rows.Where(r => r.Errors > 0).GroupBy(r => $"{r.SobjectType ?? "no object"} {r.Operation}").OrderByDescending(g => g.Sum(r => r.Errors)).Take(3).Select(g => $"{g.Key} {g.Sum(r => r.Errors)}"));
}
