using System.Collections.Generic;
using System.Linq;
using SfIntegration.Activity.Anomaly;

namespace SfIntegration.Rules.Behaviour;

/// <summary>SFI711: an identity that stopped, or that works again after it had stopped. Month-end and quarter-end jobs pause for long and are judged by their own pauses.</summary>
internal sealed class DormantRule : CallRule
{
    /// <summary>Days of silence that are none too few for anybody; a quarter and a bit.</summary>
    private const int Silence = 100;

    /// <summary>How many times its longest pause before a pause has to be.</summary>
    private const int Times = 3;

    /// <summary>Days after which a pause can mean that it had stopped.</summary>
    private const int LeastPause = 30;

    private const int LeastDays = 10;

    public override string Id => "SFI711";

    protected override IEnumerable<RuleAnswer> Judge(RuleContext context, IdentityActivity activity)
    {
        var days = activity.ActiveDays;
        var answers = new List<RuleAnswer>();
        for (var i = LeastDays; i < days.Count; i++)
        {
            var pause = (days[i] - days[i - 1]).Days;
            var longest = Enumerable.Range(1, i - 1).Max(j => (days[j] - days[j - 1]).Days);
            if (activity.IsJudged(days[i]) && pause >= LeastPause && pause >= Times * longest)
            {
                var back = activity.Calls!.Where(c => c.Day >= days[i]).ToList();
                answers.Add(Found(context, $"It works again after {pause} days of silence.",
                    new[] { $"worked until {days[i - 1]:yyyy-MM-dd}, with pauses of {longest} days at most; again from {back.Min(c => c.FirstSeen):yyyy-MM-dd HH:mm}Z" }
                        .Concat(back.GroupBy(c => (c.Client, c.Address)).Select(g => $"{g.Key.Client} from {g.Key.Address}: {g.Sum(c => c.Calls)} calls")).ToList(),
                    pause >= 3 * LeastPause ? FindingConfidence.High : FindingConfidence.Medium, back.Min(c => c.FirstSeen), back.Max(c => c.LastSeen)));
            }
        }

        if (days.Count > 1 && (activity.Until - days[days.Count - 1]).Days is var silent && silent >= Silence && silent >= 2 * Enumerable.Range(1, days.Count - 1).Max(j => (days[j] - days[j - 1]).Days))
        {
            answers.Add(Found(context, $"It has not called for {silent} days.", new[] { $"last call {activity.Calls!.Max(c => c.LastSeen):yyyy-MM-dd HH:mm}Z" }, FindingConfidence.Medium, days[days.Count - 1], activity.Until) with { Severity = Severity.Low });
        }

        return OrPass(context, answers, "It works without pauses that are unlike its usual ones.");
    }
}
