using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Rules.Identity;
using SfIntegration.Rules.ScopeMatch;
using SfIntegration.Scope;

namespace SfIntegration.Rules.Power;

/// <summary>Which powers are the scope's own doing. What goes beyond the scope is reported by the 2xx rules, and only there.</summary>
internal static class Documented
{
    public static bool Is(ScopeView? view, EffectivePermission permission) =>
        view is null || view.Desired.SystemPermissions.ContainsKey(permission.Name) || permission.Paths.Any(p => view.IsOutright(p, GrantOrigin.Used));

    public static ObjectAccess Of(ScopeView? view, EffectiveObject held)
    {
        if (view is null)
        {
            return held.Access;
        }

        // On an object the scope names, a set held as it is may not widen it (SFI212); elsewhere what it holds is documented.
        var used = view.Desired.Names(held.SobjectType) ? ObjectAccess.None : held.Paths.Where(p => view.IsOutright(p.Path, GrantOrigin.Used)).Aggregate(ObjectAccess.None, (sum, p) => sum | p.Access);
        return held.Access & (view.Desired.Stated(held.SobjectType) | used);
    }
}

/// <summary>SFI301: a system permission that gives power over data or over the org.</summary>
internal sealed class DangerousPermissionRule : UserRule
{
    public override string Id => "SFI301";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, UserFacts user)
    {
        var view = context.View;
        var answers = context.Access.SystemPermissions.Values
            .Where(p => IsDangerous(p.Name) && Documented.Is(view, p))
            .OrderByDescending(p => Grades.Of(p.Name))
            .ThenBy(p => p.Name, StringComparer.OrdinalIgnoreCase)
            .Select(p => Fail(p, view))
            .ToList();
        return ScopeAnswers.OrPass(answers, user.Username, view is null ? "No system permission with power over data or the org is held." : "The scope asks for no system permission with power over data or the org.");
    }

    /// <summary>Graded, and neither what every API-only user has nor the business of SFI105.</summary>
    private static bool IsDangerous(string name) =>
        Grades.Of(name) is not null
        && !EveryUser.Default.SystemPermissions.Contains(name)
        && !string.Equals(name, PasswordNeverExpiresRule.Permission, StringComparison.OrdinalIgnoreCase);

    private static RuleAnswer Fail(EffectivePermission permission, ScopeView? view)
    {
        var known = PermissionCatalog.Default.Find(permission.Name)!;
        var evidence = Words.Of(permission.Paths).ToList();
        if (known.Catalogues.Count > 0)
        {
            evidence.Add("also listed by: " + string.Join("; ", known.Catalogues));
        }

        return Answers.Fail(permission.Name, $"'{known.Label}' is held: {known.Why}.", evidence) with
        {
            Severity = Grades.Of(permission.Name),
            Source = view is not null && view.Desired.SystemPermissions.TryGetValue(permission.Name, out var named) ? named.Source : null,
        };
    }
}

/// <summary>SFI302: two system permissions that together give more than each alone.</summary>
internal sealed class ToxicPairRule : UserRule
{
    public override string Id => "SFI302";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, UserFacts user)
    {
        var answers = PermissionCatalog.Default.ToxicPairs
            .Select(pair => Judge(context, pair))
            .OfType<RuleAnswer>()
            .ToList();
        return ScopeAnswers.OrPass(answers, user.Username, "No pair of system permissions that is worse together.");
    }

    private static RuleAnswer? Judge(RuleContext context, ToxicPair pair)
    {
        var held = context.Access.SystemPermissions;
        return held.TryGetValue(pair.First, out var first) && held.TryGetValue(pair.Second, out var second)
            && Documented.Is(context.View, first) && Documented.Is(context.View, second)
            ? Answers.Fail($"{pair.First}+{pair.Second}", $"{pair.First} and {pair.Second} are held together: {pair.Why}.",
                first.Paths.Select(p => $"{pair.First} {p}").Concat(second.Paths.Select(p => $"{pair.Second} {p}")).Distinct(StringComparer.Ordinal).ToList())
            : null;
    }
}

/// <summary>SFI303: all records or all fields of an object, whatever sharing and field-level security say.</summary>
internal sealed class RecordWidePowerRule : UserRule
{
    public override string Id => "SFI303";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, UserFacts user)
    {
        var answers = context.Access.Objects.Values
            .Where(o => o.SobjectType != "*")
            .Select(o => (Held: o, Wide: Documented.Of(context.View, o) & RecordWide.Flags))
            .Where(o => o.Wide != ObjectAccess.None)
            .OrderBy(o => o.Held.SobjectType, StringComparer.OrdinalIgnoreCase)
            .Select(o => Answers.Fail(o.Held.SobjectType, $"{Words.Of(o.Wide)} on {o.Held.SobjectType}.", Words.Of(o.Held.Paths.Where(p => (p.Access & o.Wide) != 0).Select(p => p.Path))) with
            {
                Severity = Grades.Of(o.Wide),
                Source = context.View?.Desired.SourceOf(o.Held.SobjectType),
            })
            .ToList();
        return ScopeAnswers.OrPass(answers, user.Username, "Sharing and field-level security hold on every object.");
    }
}
