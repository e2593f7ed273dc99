using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Metadata.Grants;

/// <summary>Whose permissions are read or written: a permission set, a muting set, or a profile with the set it owns.</summary>
internal sealed class Holder
{
    public Holder(MetadataScope scope, Row set, Row? profile = null, bool standardProfile = false)
    {
        Scope = scope;
        Set = set;
        Profile = profile;
        StandardProfile = standardProfile;
    }

    public MetadataScope Scope { get; }

    /// <summary>The row that permission rows have as parent.</summary>
    public Row Set { get; }

    /// <summary>The profile that owns the set, or null.</summary>
    public Row? Profile { get; }

    /// <summary>A profile that Salesforce made; its permissions on standard objects can't be edited (v50, facts §5.1).</summary>
    public bool StandardProfile { get; }

    /// <summary>
    /// What a file does not name goes: since v40 a permission set is written as a whole ("you must include all of its metadata to avoid
    /// accidentally overwriting the permission set's contents", MD:permissionset). A profile's file is laid over what is there.
    /// </summary>
    public bool Replaces => Profile is null && Scope.Version >= 40;

    /// <summary>The same for rows, where the switch may say that only system permissions are switched off.</summary>
    public bool ReplacesRows => Replaces && Scope.Engine.Switches.PermissionSetDeployReplacesRows;
}
