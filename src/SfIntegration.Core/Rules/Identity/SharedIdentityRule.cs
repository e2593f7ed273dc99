using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;

namespace SfIntegration.Rules.Identity;

/// <summary>SFI106: one identity, one system, no human. Only its sign-ins can tell.</summary>
internal sealed class SharedIdentityRule : UserRule
{
    private const string RuleId = "SFI106";

    public override string Id => RuleId;

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, UserFacts user)
    {
        if (context.Logins is null)
        {
            yield return Answers.NotAssessed(user.Username, "The login history was not read.", "Test as a user with Manage Users or Monitor Login History.");
            yield break;
        }

        if (context.Logins.Count == 0 && user.LastLoginDate is not null)
        {
            // Without Manage Users or Monitor Login History Salesforce shows a caller its own rows only, and says nothing.
            yield return Answers.NotAssessed(user.Username, "The user has signed in, and this caller can see none of its sign-ins.", "Test as a user with Manage Users or Monitor Login History.");
            yield break;
        }

        var people = RuleTexts.List(RuleId, "humanLoginTypes");
        var good = context.Logins.Where(l => string.Equals(l.Status, "Success", StringComparison.OrdinalIgnoreCase)).ToList();
        var human = good.Where(l => people.Contains(l.LoginType, StringComparer.OrdinalIgnoreCase)).ToList();
        var systems = good.Except(human).Select(l => l.Application).OfType<string>().Where(a => a.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(a => a, StringComparer.OrdinalIgnoreCase).ToList();
        var expected = Math.Max(1, context.Scope?.Integrations.Count ?? 1);
        var evidence = human.OrderBy(l => l.Time).Select(l => $"{Words.Moment(l.Time)} {l.LoginType} from {l.SourceIp ?? "an unknown address"}").ToList();
        if (systems.Count > expected)
        {
            evidence.AddRange(systems.Select(s => "signs in through " + s));
        }

        yield return evidence.Count > 0
            ? Answers.Fail(user.Username, human.Count > 0 ? "A person signs in with it." : $"{Words.Count(systems.Count, "client signs", "clients sign")} in with it; {expected} would be right.", Words.Shortened(evidence))
            : Answers.Pass(user.Username, $"{Words.Count(good.Count, "sign-in", "sign-ins")}, none by a person, {Words.Count(systems.Count, "client", "clients")}.");
    }
}
