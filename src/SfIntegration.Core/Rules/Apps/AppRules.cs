using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Rules.ScopeMatch;

namespace SfIntegration.Rules.Apps;

/// <summary>The scope's apps beside what was read of the org's.</summary>
internal static class ScopeApps
{
    public static AppFacts? Find(RuleContext context, string name) =>
        context.Apps?.FirstOrDefault(a => a.IsNamed(name));

    /// <summary>Why nothing can be said of the app, or null.</summary>
    public static RuleAnswer? Unknown(RuleContext context, string name) =>
        context.Apps is null ? Answers.NotAssessed(name, "The org's apps were not read.", "Read as a user with Customize Application or Manage Connected Apps.")
        : Find(context, name) is null ? Answers.FollowsFrom("SFI509", name, "the org has no app of that name.")
        : null;

    /// <summary>Whether only authorised users can use the app: a connected app's row tells, an external client app's policies do.</summary>
    public static bool? AdminApprovedOnly(RuleContext context, string name) =>
        Find(context, name)?.AdminApprovedOnly ?? context.AppDetails?.FirstOrDefault(a => string.Equals(a.Name, name, StringComparison.OrdinalIgnoreCase))?.AdminApprovedOnly;
}

/// <summary>SFI501: the integration's app admits only users an administrator has authorised.</summary>
internal sealed class AppOpenToAllRule : ScopeRule
{
    public override string Id => "SFI501";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, ScopeView view)
    {
        var answers = view.Desired.Apps.Values.OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase).Select(a => Judge(context, a.Name) with { Source = a.Source }).ToList();
        return ScopeAnswers.OrPass(answers, context.Username, "The scope names no app.");
    }

    private static RuleAnswer Judge(RuleContext context, string name) => ScopeApps.Unknown(context, name) ?? ScopeApps.AdminApprovedOnly(context, name) switch
    {
        true => Answers.Pass(name, $"Only users an administrator has authorised can use {name}."),
        false => Answers.Fail(name, $"Every user of the org can authorise {name} for itself.", new[] { "Permitted Users: All users may self-authorize" }),
        null => Answers.NotAssessed(name, $"Who may use {name} was not read.", "Look at the app's Permitted Users in Setup."),
    };
}

/// <summary>SFI502: the identity is pre-authorised for its app.</summary>
internal sealed class PreAuthorisedRule : ScopeRule
{
    public override string Id => "SFI502";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, ScopeView view)
    {
        var answers = view.Held.Apps.Values.OrderBy(a => a.Name, StringComparer.OrdinalIgnoreCase).Select(a => Judge(context, view, a.Name) with { Source = a.Source }).ToList();
        return ScopeAnswers.OrPass(answers, context.Username, "No set that is held should pre-authorise an app.");
    }

    private static RuleAnswer Judge(RuleContext context, ScopeView view, string name)
    {
        var app = ScopeApps.Find(context, name);
        if (SetupEntities.IsHeld(view, SetupEntities.ConnectedApp, name) || (app is not null && view.Access.SetupEntities.ContainsKey(app.Id)))
        {
            return Answers.Pass(name, $"The identity is pre-authorised for {name}.");
        }

        return ScopeApps.Unknown(context, name) ?? Answers.Fail(name, $"The identity is not pre-authorised for {name}: no set it holds opens it.");
    }
}
