using System.Management.Automation;
using SfIntegration.Access;
using SfIntegration.Access.Comparison;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Identity;
using SfIntegration.Permission;
using SfIntegration.Scope;

namespace SfIntegration.Cmdlets.Access;

/// <summary>What -Reference and -Difference take, as Core knows it.</summary>
internal static class CompareTargets
{
    /// <summary>The snapshot or org that is compared as a whole, or null for anything else.</summary>
    public static object? Whole(object item) => Bare(item) is var bare && bare is AccessSnapshot or SfOrg ? bare : null;

    /// <summary>A user, container, scope, definition or name.</summary>
    public static CompareTarget From(object item)
    {
        var bare = Bare(item);
        return bare switch
        {
            string text when text.Trim().Length > 0 => CompareTarget.Parse(text),
            SfPermissionSet set => new CompareTarget(set.Kind == PermissionSetKind.Group ? TargetKind.Group : TargetKind.PermissionSet, set.PermissionSet) { Org = set.Org },
            SfProfile profile => new CompareTarget(TargetKind.Profile, profile.ProfileName) { Org = profile.Org },
            SfIntegrationUser user => new CompareTarget(TargetKind.User, user.Username) { Org = user.Org },
            UserFacts user => new CompareTarget(TargetKind.User, user.Username),
            EffectiveAccess access => new CompareTarget(TargetKind.User, access.User.Username),
            Container container => new CompareTarget(KindOf(container.Kind), container.Name),
            AccessScope scope => new CompareTarget(TargetKind.Scope, scope.Name) { Scope = scope },
            PermissionSetDefinition definition => new CompareTarget(TargetKind.Definition, definition.PermissionSet) { Definition = definition, Org = definition.Org },
            _ => FromProperties(item),
        };
    }

    /// <summary>Any object that names a user, a set or a profile: an assignment, a row of a file.</summary>
    private static CompareTarget FromProperties(object item)
    {
        var properties = PSObject.AsPSObject(item).Properties;
        var org = properties["Org"]?.Value as SfOrg;
        foreach (var (property, kind) in new[] { ("PermissionSet", TargetKind.Named), ("Username", TargetKind.User), ("ProfileName", TargetKind.Profile) })
        {
            if (properties[property]?.Value?.ToString() is { Length: > 0 } name)
            {
                return new CompareTarget(kind, name) { Org = org };
            }
        }

        throw new CmdletError("SfNotComparable", ErrorCategory.InvalidArgument, item,
            $"'{item}' is nothing that holds access.",
            "Give a user, profile, permission set, group, scope, definition, snapshot or org, or the name of one: an object of this module, or text.");
    }

    private static object Bare(object item) => item is PSObject wrapped ? wrapped.BaseObject : item;

    private static TargetKind KindOf(ContainerKind kind) => kind switch
    {
        ContainerKind.Profile => TargetKind.Profile,
        ContainerKind.Group => TargetKind.Group,
        ContainerKind.Muting => TargetKind.Muting,
        _ => TargetKind.PermissionSet,
    };
}
