using System;
using System.Collections.Generic;
using SfIntegration.Access.Comparison;

namespace SfIntegration.Access.Covering;

/// <summary>Whether a set can be assigned to the identity, as far as its licence goes.</summary>
public enum LicenseFit
{
    /// <summary>It can be assigned.</summary>
    Fits,

    /// <summary>It can be assigned once the user holds a permission set licence.</summary>
    NeedsLicense,

    /// <summary>It is bound to another user licence: Salesforce refuses the assignment.</summary>
    DoesNotFit,

    /// <summary>It is not known.</summary>
    NotAssessed,
}

/// <summary>A part of what is asked for or given: an object or field with its flags, or a name.</summary>
/// <param name="Kind">The sort.</param>
/// <param name="Target">"Account", "Account.Phone", "ViewSetup", "ApexClass Orders".</param>
/// <param name="Access">The flags in words; empty for what has none.</param>
public sealed record AccessPart(AccessPartKind Kind, string Target, string Access)
{
    /// <inheritdoc/>
    public override string ToString() => Access.Length == 0 ? Target : $"{Target} ({Access})";
}

/// <summary>How far existing permission sets or groups, one or several together, cover what is asked for, and what they give beyond it.</summary>
public sealed class PermissionSetCoverage
{
    private readonly Lazy<IReadOnlyList<AccessPart>> _missing;
    private readonly Lazy<IReadOnlyList<AccessPart>> _excess;

    internal PermissionSetCoverage(Func<IReadOnlyList<AccessPart>> missing, Func<IReadOnlyList<AccessPart>> excess)
    {
        _missing = new Lazy<IReadOnlyList<AccessPart>>(missing);
        _excess = new Lazy<IReadOnlyList<AccessPart>>(excess);
    }

    /// <summary>The org the sets are in.</summary>
    public SfOrg Org { get; internal init; } = null!;

    /// <summary>What they should cover, in words: "scope orders".</summary>
    public string For { get; internal init; } = "";

    /// <summary>The set or group, where it is one; null for a combination.</summary>
    public string? PermissionSet => PermissionSets.Count == 1 ? PermissionSets[0] : null;

    /// <summary>The sets and groups, by name.</summary>
    public IReadOnlyList<string> PermissionSets { get; internal init; } = Array.Empty<string>();

    /// <summary>How many flags and names are asked for.</summary>
    public int Asked { get; internal init; }

    /// <summary>How many of them they give.</summary>
    public int Covered { get; internal init; }

    /// <summary>The share they give, rounded down: 100 is all.</summary>
    public int CoveredPercent => Asked == 0 ? 100 : (int)(100L * Covered / Asked);

    /// <summary>What is asked for and they do not give.</summary>
    public IReadOnlyList<AccessPart> Missing => _missing.Value;

    /// <summary>How many flags and names they give that nobody asked for.</summary>
    public int ExcessCount { get; internal init; }

    /// <summary>What that excess weighs (coverage-weights.json): power over the org and over all records weighs most.</summary>
    public long ExcessWeight { get; internal init; }

    /// <summary>What they give that nobody asked for.</summary>
    public IReadOnlyList<AccessPart> Excess => _excess.Value;

    /// <summary>Whether their licences fit that of the identity; the worst of several.</summary>
    public LicenseFit LicenseFit { get; internal init; }

    /// <summary>Why, in words; empty where they simply fit.</summary>
    public string LicenseNote { get; internal init; } = "";

    /// <summary>What a reader must know: a set that counts only in some sessions, a group that was computed.</summary>
    public IReadOnlyList<string> Notes { get; internal init; } = Array.Empty<string>();

    /// <inheritdoc/>
    public override string ToString() => string.Join(" + ", PermissionSets);
}
