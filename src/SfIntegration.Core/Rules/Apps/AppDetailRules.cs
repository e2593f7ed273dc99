using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;

namespace SfIntegration.Rules.Apps;

/// <summary>A rule that judges each app the identity signs in through or could; what was not read of one is said for that one.</summary>
internal abstract class AppDetailRule : UserRule
{
    protected sealed override IEnumerable<RuleAnswer> Look(RuleContext context, UserFacts user)
    {
        if (NeedsScope && context.Scope is null)
        {
            return new[] { Answers.NotAssessed(user.Username, ScopeAnswers.NoScope, ScopeAnswers.NoScopeCure) };
        }

        if (context.AppDetails is not { } apps)
        {
            return new[] { Answers.NotAssessed(user.Username, "The apps it could sign in through were not read.", "Test as a user with View Setup and Modify Metadata.") };
        }

        var answers = apps.Where(a => a.Exists || JudgesMissing).OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase).Select(a => Judge(context, user, a)).OfType<RuleAnswer>().ToList();
        return ScopeAnswers.OrPass(answers, user.Username, NothingToJudge);
    }

    /// <summary>True where the rule compares with the scope.</summary>
    protected virtual bool NeedsScope => false;

    /// <summary>True where an app that is not there is this rule's affair.</summary>
    protected virtual bool JudgesMissing => false;

    /// <summary>What is said where no app is judged.</summary>
    protected virtual string NothingToJudge => "No app opens the org to it.";

    /// <summary>The answer about one app; null where the rule does not apply to it.</summary>
    protected abstract RuleAnswer? Judge(RuleContext context, UserFacts user, AppDetails app);

    protected static RuleAnswer NotRead(AppDetails app, string what) =>
        Answers.NotAssessed(app.Name, app.NotRead is { } why ? $"{what} was not read: {why}" : what + " was not read.", app.Cure ?? "Test as a user with Modify Metadata.");
}

/// <summary>SFI405: no app lets the identity in from outside its address ranges.</summary>
internal sealed class AppRelaxesRangesRule : AppDetailRule
{
    public override string Id => "SFI405";

    protected override RuleAnswer? Judge(RuleContext context, UserFacts user, AppDetails app) => app.AddressPolicy?.ToUpperInvariant() switch
    {
        null => NotRead(app, "Whether it passes over address ranges"),
        "ENFORCE" => Answers.Pass(app.Name, "It keeps to the address ranges of the profile."),
        "BYPASS" => Answers.Fail(app.Name, "Through this app the address ranges of the profile do not count.", new[] { "IP relaxation: " + app.AddressPolicy }),
        "BYPASS_2FACTOR" => Answers.Fail(app.Name, "Through this app the address ranges of the profile do not count from the app's own ranges.", new[] { "IP relaxation: " + app.AddressPolicy }) with { Severity = Severity.Medium },
        _ => Answers.Fail(app.Name, "Through this app the address ranges of the profile do not count for refresh tokens.", new[] { "IP relaxation: " + app.AddressPolicy }) with { Severity = Severity.Medium },
    };
}

/// <summary>SFI504: the app hands out no more than the API.</summary>
internal sealed class FullScopeRule : AppDetailRule
{
    private const string RuleId = "SFI504";

    public override string Id => RuleId;

    protected override RuleAnswer? Judge(RuleContext context, UserFacts user, AppDetails app)
    {
        if (app.Scopes is not { } scopes)
        {
            return NotRead(app, "What its tokens are good for");
        }

        var wide = scopes.Intersect(RuleTexts.List(RuleId, "wide"), StringComparer.OrdinalIgnoreCase).ToList();
        return wide.Count > 0
            ? Answers.Fail(app.Name, "Its tokens are good for more than the API.", wide.Select(s => "scope " + s).ToList())
            : Answers.Pass(app.Name, $"Its tokens are good for: {string.Join(", ", scopes)}.");
    }
}

/// <summary>SFI505: refresh tokens of the app end.</summary>
internal sealed class EndlessRefreshTokenRule : AppDetailRule
{
    public override string Id => "SFI505";

    protected override RuleAnswer? Judge(RuleContext context, UserFacts user, AppDetails app) => app.EndlessRefreshTokens switch
    {
        null => NotRead(app, "How long its refresh tokens live"),
        true when app.Scopes is { } scopes && !scopes.Any(IsRefresh) => Answers.Pass(app.Name, "It hands out no refresh tokens."),
        true => Answers.Fail(app.Name, "Its refresh tokens never end."),
        false => Answers.Pass(app.Name, "Its refresh tokens end."),
    };

    private static bool IsRefresh(string scope) => scope.Replace("_", "").ToUpperInvariant() is "REFRESHTOKEN" or "OFFLINEACCESS" or "FULL";
}

/// <summary>SFI506: keys and secrets are replaced in time.</summary>
internal sealed class OldCredentialRule : AppDetailRule
{
    private const int WarnDays = 30;

    public override string Id => "SFI506";

    protected override RuleAnswer? Judge(RuleContext context, UserFacts user, AppDetails app)
    {
        if (app.Certificate is { } certificate)
        {
            return JudgeAge(context, app, "certificate", certificate.From, certificate.Until);
        }

        return app.SecretSince is { } since ? JudgeAge(context, app, "secret", since, null)
            : app.Flows is { Count: 0 } ? null
            : Answers.NotAssessed(app.Name, app.NotRead is { } why ? $"How old its credential is was not read: {why}" : "Salesforce does not tell how old its secret is.", app.Cure ?? "Note in the scope's folder when it was replaced last.");
    }

    private static RuleAnswer JudgeAge(RuleContext context, AppDetails app, string what, DateTime from, DateTime? until)
    {
        var age = (int)(context.Now - from).TotalDays;
        if (until <= context.Now)
        {
            return Answers.Fail(app.Name, $"Its {what} has expired.", new[] { $"expired on {Words.Day(until.Value)}" });
        }

        if (until <= context.Now.AddDays(WarnDays))
        {
            return Answers.Fail(app.Name, $"Its {what} ends within {WarnDays} days.", new[] { $"ends on {Words.Day(until.Value)}" });
        }

        return app.RotateEveryDays is not { } days ? Answers.Pass(app.Name, $"Its {what} is of {Words.Day(from)}; the scope names no interval for replacing it.")
            : age > days ? Answers.Fail(app.Name, $"Its {what} is {age} days old, and the scope replaces it every {days}.", new[] { $"made on {Words.Day(from)}" })
            : Answers.Pass(app.Name, $"Its {what} is {age} days old; it is replaced every {days}.");
    }
}

/// <summary>SFI507: one app serves one identity.</summary>
internal sealed class SharedAppRule : AppDetailRule
{
    public override string Id => "SFI507";

    protected override RuleAnswer? Judge(RuleContext context, UserFacts user, AppDetails app) => app.OtherUsers switch
    {
        null => NotRead(app, "Who else may use it"),
        { Count: 0 } => Answers.Pass(app.Name, "No other user is pre-authorised for it."),
        var others => Answers.Fail(app.Name, $"{Words.Count(others.Count, "other user is", "other users are")} pre-authorised for it.", Words.Shortened(others.ToList())),
    };
}

/// <summary>SFI508: client credentials sign in as this identity.</summary>
internal sealed class RunAsRule : AppDetailRule
{
    public override string Id => "SFI508";

    protected override bool NeedsScope => true;

    protected override string NothingToJudge => "No app of its scope signs in by client credentials.";

    protected override RuleAnswer? Judge(RuleContext context, UserFacts user, AppDetails app) => app.WantedFlow != "clientCredentials" ? null : app.RunAs switch
    {
        null => NotRead(app, "Which user it signs in as"),
        "" => Answers.Fail(app.Name, "Client credentials have no user to sign in as."),
        var other when string.Equals(other, user.Username, StringComparison.OrdinalIgnoreCase) => Answers.Pass(app.Name, $"Client credentials sign in as {user.Username}."),
        var other => Answers.Fail(app.Name, $"Client credentials sign in as {other}, not as {user.Username}."),
    };
}

/// <summary>SFI509: the apps that the scope names are there, with the flow it means.</summary>
internal sealed class ScopeAppMissingRule : AppDetailRule
{
    public override string Id => "SFI509";

    protected override bool NeedsScope => true;

    protected override bool JudgesMissing => true;

    protected override string NothingToJudge => "The scope names no app.";

    protected override RuleAnswer? Judge(RuleContext context, UserFacts user, AppDetails app) => app.WantedFlow is not { } flow ? null
        : !app.Exists ? Answers.Fail(app.Name, "The scope names this app, and the org has none of that name.")
        : app.Flows is not { } flows ? NotRead(app, "Which flows are on")
        : flows.Contains(flow, StringComparer.OrdinalIgnoreCase) ? Answers.Pass(app.Name, $"It signs in by {flow}, as the scope says.")
        : Answers.Fail(app.Name, $"The scope means {flow}, and the app has {(flows.Count == 0 ? "no flow of a server" : "only " + string.Join(", ", flows))} on.");
}
