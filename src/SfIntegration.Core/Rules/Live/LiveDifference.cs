using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;
using SfIntegration.Proof;
using SfIntegration.Rules.Identity;
using SfIntegration.Rules.ScopeMatch;
using SfIntegration.Scope;

namespace SfIntegration.Rules.Live;

/// <summary>
/// Whether what the org showed was to be expected. A difference between scope and grants is reported from the grants; the org
/// showing it too is evidence for that finding, not another one.
/// </summary>
internal static class LiveDifference
{
    private const ObjectAccess Writes = ObjectAccess.Create | ObjectAccess.Edit | ObjectAccess.Delete;

    /// <summary>True where the grants, added up, already differ from the scope on this target or on what opens it.</summary>
    public static bool IsExplained(RuleContext context, Observation seen)
    {
        if (seen.Kind == ProofKind.SignIn)
        {
            return UsableRule.Unusable(context) is not null;
        }

        if (context.View is not { } view)
        {
            return false;
        }

        // Without the permission set licence an integration user sees no standard object, whatever its sets say (facts §2.2).
        if (seen.Kind is ProofKind.ObjectVisible or ProofKind.ObjectFlags or ProofKind.FieldAccess or ProofKind.RowRead
            && SetLicenseRule.LacksLicense(context, view) && view.Documented(ObjectOf(seen.Target)) != ObjectAccess.None)
        {
            return true;
        }

        return seen.Kind switch
        {
            ProofKind.SystemPermission => PermissionDiffers(view, seen.Target),
            ProofKind.ObjectFlags => ObjectDiffers(view, seen.Target, ObjectAccess.Read | Writes),
            ProofKind.FieldAccess => FieldDiffers(view, seen.Target) || ObjectDiffers(view, ObjectOf(seen.Target), ObjectAccess.Read | Writes),
            ProofKind.Refusal => FieldDiffers(view, seen.Target) || ObjectDiffers(view, ObjectOf(seen.Target), ObjectAccess.Read),
            _ => ObjectDiffers(view, seen.Target, ObjectAccess.Read),
        };
    }

    public static string ObjectOf(string target) => target.Split('.')[0];

    /// <summary>The object's own grants differ, or those of what opens it: a parent, a system permission, the object it accompanies.</summary>
    private static bool ObjectDiffers(ScopeView view, string sobjectType, ObjectAccess flags)
    {
        if ((view.Effective(sobjectType) & flags) != (view.Documented(sobjectType) & flags))
        {
            return true;
        }

        if (EveryUser.Default.SetupObjects.TryGetValue(sobjectType, out var permissions))
        {
            return permissions.Any(p => PermissionDiffers(view, p));
        }

        if (ObjectsWithoutRows.Find(sobjectType) is { } opener)
        {
            return opener.Parent is { } parent
                ? ObjectDiffers(view, parent, ObjectAccess.Read | Writes)
                : new[] { opener.Read, opener.Write }.Any(p => p is not null && PermissionDiffers(view, p));
        }

        return EveryUser.Default.CompanionOf(sobjectType) is { } owner && ObjectDiffers(view, owner, ObjectAccess.Read);
    }

    private static bool FieldDiffers(ScopeView view, string target)
    {
        var dot = target.IndexOf('.');
        if (dot < 0)
        {
            return false;
        }

        var (sobjectType, field) = (target.Substring(0, dot), target.Substring(dot + 1));
        return Provenance.FieldAccess(view.Access, sobjectType, field) != view.Documented(sobjectType, field);
    }

    private static bool PermissionDiffers(ScopeView view, string name) =>
        view.Access.SystemPermissions.TryGetValue(name, out var held)
            ? !view.Allows(held) && !held.Paths.Any(p => view.OriginOf(p) == GrantOrigin.Used)
            : view.Desired.SystemPermissions.ContainsKey(name) || EveryUser.Default.SystemPermissions.Contains(name);
}
