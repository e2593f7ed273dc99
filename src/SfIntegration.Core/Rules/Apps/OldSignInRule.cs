using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;

namespace SfIntegration.Rules.Apps;

/// <summary>SFI503: nobody signs in as the identity with a password, through OAuth or SOAP.</summary>
internal sealed class OldSignInRule : UserRule
{
    private const string RuleId = "SFI503";

    public override string Id => RuleId;

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, UserFacts user)
    {
        if (context.Logins is not { } logins || (logins.Count == 0 && user.LastLoginDate is not null))
        {
            yield return Answers.NotAssessed(user.Username, "The login history was not read.", "Test as a user with Manage Users or Monitor Login History.");
            yield break;
        }

        var (types, subTypes) = (RuleTexts.List(RuleId, "loginTypes"), RuleTexts.List(RuleId, "loginSubTypes"));
        var old = logins
            .Where(l => types.Contains(l.LoginType, StringComparer.OrdinalIgnoreCase) || subTypes.Contains(l.LoginSubType ?? "", StringComparer.OrdinalIgnoreCase))
            .OrderBy(l => l.Time)
            .Select(l => $"{Words.Moment(l.Time)} {l.LoginSubType ?? l.LoginType} from {l.SourceIp ?? "an unknown address"}: {l.Status}")
            .ToList();
        yield return old.Count > 0
            ? Answers.Fail(user.Username, $"{Words.Count(old.Count, "sign-in", "sign-ins")} with a password, which SOAP login() and the username-password flow take.", Words.Shortened(old))
            : Answers.Pass(user.Username, $"None of {Words.Count(logins.Count, "sign-in", "sign-ins")} used a password.");
    }
}
