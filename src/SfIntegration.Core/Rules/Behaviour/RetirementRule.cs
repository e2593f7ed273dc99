using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfIntegration.Activity.Anomaly;

namespace SfIntegration.Rules.Behaviour;

/// <summary>SFI713: API versions and sign-ins that Salesforce has ended or will end (facts §0, §5.7; the dates are words of rules.yaml).</summary>
internal sealed class RetirementRule : ActivityRule
{
    private static readonly IReadOnlyList<(decimal UpTo, string Words)> s_versions = RuleTexts.List("SFI713", "versions")
        .Select(l => l.Split(new[] { ':' }, 2)).Select(p => (decimal.Parse(p[0], CultureInfo.InvariantCulture), p[1].Trim())).OrderBy(v => v.Item1).ToList();

    private static readonly HashSet<string> s_soapLogins = new(RuleTexts.List("SFI713", "soapLogins"), StringComparer.OrdinalIgnoreCase);

    public override string Id => "SFI713";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, IdentityActivity activity)
    {
        var answers = new List<RuleAnswer>();
        if (activity.Calls is null && activity.SignIns is null)
        {
            return new[] { NoCalls(context, activity) };
        }

        foreach (var version in activity.JudgedCalls.GroupBy(c => ClientNames.Version(c.ApiVersion)).Where(g => g.Key is not null).OrderBy(g => g.Key))
        {
            if (s_versions.Where(v => version.Key <= v.UpTo).Select(v => v.Words).FirstOrDefault() is { } words)
            {
                answers.Add(Found(context, string.Format(CultureInfo.InvariantCulture, "It calls of API version {0:0.0}, {1}.", version.Key, words),
                    version.GroupBy(c => c.Client).Select(g => $"{g.Key ?? "unnamed client"}: {g.Sum(c => c.Calls)} calls").ToList(), FindingConfidence.High, version.Min(c => c.FirstSeen), version.Max(c => c.LastSeen)));
            }
        }

        var soap = activity.JudgedSignIns.Where(s => (s.LoginSubType is { } sub && s_soapLogins.Contains(sub)) || (s.LoginType is { } type && s_soapLogins.Contains(type))).ToList();
        if (soap.Count > 0)
        {
            answers.Add(Found(context, "It signs in by SOAP login(), which ends with Summer '27.", soap.Take(5).Select(s => s.ToString()).ToList(), FindingConfidence.High, soap[0].Time, soap[soap.Count - 1].Time));
        }

        return answers.Count == 0 && activity.Calls is null ? new[] { NoCalls(context, activity) } : OrPass(context, answers, "Nothing that it uses is near its end.");
    }
}
