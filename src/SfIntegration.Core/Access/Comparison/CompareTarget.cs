using SfIntegration.Permission;
using SfIntegration.Scope;

namespace SfIntegration.Access.Comparison;

/// <summary>How a thing to compare was named.</summary>
internal enum TargetKind
{
    /// <summary>By a name alone: a login name where it has an @, else a set, group or profile.</summary>
    Named,
    User,
    Profile,

    /// <summary>A permission set or a group.</summary>
    PermissionSet,
    Group,
    Muting,
    Scope,
    Definition,
}

/// <summary>A thing to compare, before it is read.</summary>
internal sealed record CompareTarget(TargetKind Kind, string Name)
{
    /// <summary>The org it came from, where it came from one.</summary>
    public SfOrg? Org { get; init; }

    public AccessScope? Scope { get; init; }

    public PermissionSetDefinition? Definition { get; init; }

    /// <summary>A name with what it is before it, "profile:Sales"; or a name alone.</summary>
    public static CompareTarget Parse(string text)
    {
        var at = text.IndexOf(':');
        TargetKind? kind = at < 0 ? null : text.Substring(0, at).Trim().ToUpperInvariant() switch
        {
            "USER" => TargetKind.User,
            "PROFILE" => TargetKind.Profile,
            "SET" or "PERMISSIONSET" => TargetKind.PermissionSet,
            "GROUP" => TargetKind.Group,
            "MUTING" => TargetKind.Muting,
            _ => null,
        };
        return kind is { } known ? new CompareTarget(known, text.Substring(at + 1).Trim()) : new CompareTarget(TargetKind.Named, text.Trim());
    }
}
