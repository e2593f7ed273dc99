using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Activity.Anomaly;

namespace SfIntegration.Rules.Behaviour;

/// <summary>SFI709: several systems work under one identity. The evidence is a split: each system with its addresses, hours and objects.</summary>
internal sealed class ManySystemsRule : CallRule
{
    public override string Id => "SFI709";

    protected override IEnumerable<RuleAnswer> Judge(RuleContext context, IdentityActivity activity)
    {
        var systems = SystemSplit.Of(activity.Calls!);
        var agreed = context.Scope?.Integrations.Count ?? 1;
        if (systems.Count <= agreed)
        {
            return new[] { Answers.Pass(context.Username, systems.Count == 1 ? "One system works with it." : $"{systems.Count} systems work with it, as the scope says.") };
        }

        return new[]
        {
            Found(context, context.Scope is null ? $"{systems.Count} systems work with it." : $"{systems.Count} systems work with it; its scope names {agreed}.",
                systems.Select(s => "make an integration of " + s).ToList(),
                systems.Select(s => string.Join(",", s.Blocks)).Distinct().Count() == systems.Count ? FindingConfidence.High : FindingConfidence.Medium,
                activity.Calls!.Min(c => c.FirstSeen), activity.Calls!.Max(c => c.LastSeen)),
        };
    }
}

/// <summary>SFI710: an app that this identity calls through is used by other identities too, so that the app says nothing about who called, and closing it stops them all.</summary>
internal sealed class AppOfSeveralRule : ActivityRule
{
    public override string Id => "SFI710";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, IdentityActivity activity)
    {
        if (activity.Calls is null)
        {
            return new[] { NoCalls(context, activity) };
        }

        var apps = activity.JudgedCalls.Where(c => c.ConnectedAppId is { Length: > 0 }).GroupBy(c => c.ConnectedAppId!, StringComparer.Ordinal).ToList();
        var shared = apps.Select(a => (App: a, Others: Others(context, activity, a.Key))).Where(a => a.Others.Count > 0).ToList();
        return OrPass(context, shared.Select(s => Found(
            context, $"The app {s.App.Key} is used by {s.Others.Count + 1} identities.",
            new[] { $"{context.Username}: {s.App.Sum(c => c.Calls)} calls by {string.Join(", ", s.App.Select(c => c.Client).OfType<string>().Distinct())}" }.Concat(s.Others).ToList(),
            FindingConfidence.High, s.App.Min(c => c.FirstSeen), s.App.Max(c => c.LastSeen))).ToList(),
            apps.Count == 0 ? "It called through no app that the log names." : "No other identity called through its apps.");
    }

    private static IReadOnlyList<string> Others(RuleContext context, IdentityActivity activity, string app) => activity.AppUsers.TryGetValue(app, out var users)
        ? users.Where(u => !string.Equals(u, context.Username, StringComparison.OrdinalIgnoreCase)).OrderBy(u => u, StringComparer.OrdinalIgnoreCase).ToList()
        : Array.Empty<string>();
}
