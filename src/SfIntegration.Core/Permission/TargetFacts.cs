using System;
using System.Collections.Generic;
using SfIntegration.Access;

namespace SfIntegration.Permission;

/// <summary>What an org can take, as far as one definition is about it. Pure data.</summary>
internal sealed class TargetFacts
{
    /// <summary>The objects the definition names, and the lists of what takes grants.</summary>
    public required SchemaFacts Schema { get; init; }

    /// <summary>Ids of setup entities by <see cref="EntityNames.Key"/>.</summary>
    public IReadOnlyDictionary<string, string> Entities { get; init; } = new Dictionary<string, string>();

    /// <summary>Types of setup entities that could be looked up by name.</summary>
    public ISet<string> ReadEntityTypes { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    public IReadOnlyList<PermissionSetLicenseFacts> PermissionSetLicenses { get; init; } = Array.Empty<PermissionSetLicenseFacts>();

    public IReadOnlyList<UserLicenseFacts> UserLicenses { get; init; } = Array.Empty<UserLicenseFacts>();

    /// <summary>The set of that name as it is, or null.</summary>
    public Container? Existing { get; init; }

    /// <summary>Record types of the objects the definition names them for, "Case.Support", as spelled there.</summary>
    public ISet<string> RecordTypes { get; init; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The record types that the set opens now, where the definition speaks of record types; says so where nobody may look.</summary>
    public SetRecordTypes OpenRecordTypes { get; init; } = SetRecordTypes.None;

    /// <summary>Namespaces whose objects are among what takes grants: packages that are installed.</summary>
    public ISet<string> Namespaces { get; init; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
}
