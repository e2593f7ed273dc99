using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Rules.Identity;

namespace SfIntegration.Rules.ScopeMatch;

/// <summary>SFI205: our sets give a system permission that the scope does not name.</summary>
internal sealed class SystemPermissionTooMuchRule : ScopeRule
{
    public override string Id => "SFI205";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, ScopeView view)
    {
        var answers = view.Access.SystemPermissions.Values
            .Where(p => IsExcess(view, p, GrantOrigin.Own))
            .OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase)
            .Select(p => Fail(view, p))
            .ToList();
        return ScopeAnswers.OrPass(answers, context.Username, "Our sets give no system permission beyond the scope.");
    }

    /// <summary>Given outright by that origin, not named, and not the business of a rule of its own.</summary>
    public static bool IsExcess(ScopeView view, EffectivePermission permission, GrantOrigin origin) =>
        !view.Allows(permission)
        && !string.Equals(permission.Name, PasswordNeverExpiresRule.Permission, StringComparison.OrdinalIgnoreCase)
        && permission.Paths.Any(p => view.IsOutright(p, origin));

    private static RuleAnswer Fail(ScopeView view, EffectivePermission permission)
    {
        var known = PermissionCatalog.Default.Find(permission.Name);
        var evidence = Words.Of(permission.Paths.Where(p => view.IsOutright(p, GrantOrigin.Own))).ToList();
        if (known is not null)
        {
            evidence.Add($"{known.Label}: {known.Why}");
        }

        return Answers.Fail(permission.Name, $"The system permission {permission.Name} is held and the scope does not name it.", evidence) with { Severity = Grades.Of(permission.Name) };
    }
}

/// <summary>SFI206: a system permission that a held set should give is not held.</summary>
internal sealed class SystemPermissionMissingRule : ScopeRule
{
    public override string Id => "SFI206";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, ScopeView view)
    {
        var answers = view.Held.SystemPermissions.Values
            .OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase)
            .Select(p => view.Access.SystemPermissions.TryGetValue(p.Name, out var held)
                ? Answers.Pass(p.Name, $"{p.Name} is held.", Words.Of(held.Paths))
                : Answers.Fail(p.Name, $"The system permission {p.Name} is not held."))
            .Select(a => a with { Source = view.Held.SystemPermissions[a.Target].Source })
            .Concat(Unresolved.Permissions(context))
            .ToList();
        return ScopeAnswers.OrPass(answers, context.Username, "No set that is held should give a system permission.");
    }
}
