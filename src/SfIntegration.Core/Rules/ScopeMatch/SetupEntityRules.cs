using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;

namespace SfIntegration.Rules.ScopeMatch;

/// <summary>The setup entities a scope can name, by SetupEntityAccess.SetupEntityType (OR:setupentityaccess).</summary>
internal static class SetupEntities
{
    public const string ApexClass = "ApexClass";
    public const string CustomPermission = "CustomPermission";
    public const string ConnectedApp = "ConnectedApplication";

    public static string NameOf(EffectiveSetupEntity entity) => entity.Name ?? entity.EntityId;

    public static bool Is(string type, string entityType) => string.Equals(type, entityType, StringComparison.OrdinalIgnoreCase);

    public static IReadOnlyDictionary<string, DesiredName> Named(DesiredSum sum, string entityType) =>
        Is(entityType, ApexClass) ? sum.ApexClasses
        : Is(entityType, CustomPermission) ? sum.CustomPermissions
        : Is(entityType, ConnectedApp) ? sum.Apps
        : new Dictionary<string, DesiredName>();

    public static bool IsHeld(ScopeView view, string entityType, string name) =>
        view.Access.SetupEntities.Values.Any(e => Is(e.EntityType, entityType) && string.Equals(NameOf(e), name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>SFI207: our sets open an Apex class, a custom permission or an app that the scope does not name.</summary>
internal sealed class SetupEntityTooMuchRule : ScopeRule
{
    public override string Id => "SFI207";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, ScopeView view)
    {
        var answers = view.Access.SetupEntities.Values
            .Where(e => IsExcess(view, e, GrantOrigin.Own))
            .OrderBy(SetupEntities.NameOf, StringComparer.OrdinalIgnoreCase)
            .Select(e => Answers.Fail(SetupEntities.NameOf(e), $"{e.EntityType} {SetupEntities.NameOf(e)} is open and the scope does not name it.", Words.Of(e.Paths.Where(p => view.IsOutright(p, GrantOrigin.Own)))))
            .ToList();
        return ScopeAnswers.OrPass(answers, context.Username, "Our sets open no Apex class, custom permission or app beyond the scope.");
    }

    public static bool IsExcess(ScopeView view, EffectiveSetupEntity entity, GrantOrigin origin) =>
        !SetupEntities.Named(view.Desired, entity.EntityType).ContainsKey(SetupEntities.NameOf(entity))
        && entity.Paths.Any(p => view.IsOutright(p, origin));
}

/// <summary>SFI208: an Apex class or custom permission that a held set should open is closed. Apps are SFI502's.</summary>
internal sealed class SetupEntityMissingRule : ScopeRule
{
    public override string Id => "SFI208";

    protected override IEnumerable<RuleAnswer> Look(RuleContext context, ScopeView view)
    {
        var answers = new[] { SetupEntities.ApexClass, SetupEntities.CustomPermission }
            .SelectMany(type => SetupEntities.Named(view.Held, type).Values.Select(wanted => Judge(view, type, wanted)))
            .OrderBy(a => a.Target, StringComparer.OrdinalIgnoreCase)
            .ToList();
        return ScopeAnswers.OrPass(answers, context.Username, "No set that is held should open an Apex class or a custom permission.");
    }

    private static RuleAnswer Judge(ScopeView view, string type, DesiredName wanted) => (SetupEntities.IsHeld(view, type, wanted.Name)
        ? Answers.Pass(wanted.Name, $"{type} {wanted.Name} is open.")
        : Answers.Fail(wanted.Name, $"{type} {wanted.Name} is not open.")) with { Source = wanted.Source };
}
