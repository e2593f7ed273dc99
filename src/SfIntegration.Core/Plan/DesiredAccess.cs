using System;
using System.Collections.Generic;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>Object access one integration's set shall hold, and the scope line that asked for it.</summary>
internal sealed record DesiredObject(string SobjectType, ObjectAccess Access, SourceLine Source);

/// <summary>Field access one integration's set shall hold. Field is unqualified, as the org spells it.</summary>
internal sealed record DesiredField(string SobjectType, string Field, FieldAccess Access, SourceLine Source);

/// <summary>A system permission, or a setup entity by name.</summary>
internal sealed record DesiredName(string Name, SourceLine Source);

/// <summary>A field that the scope's "all" does not grant, and why: required, formula, address part, not permissionable.</summary>
internal sealed record LeftOutField(string SobjectType, string Field, string Why);

/// <summary>What one integration's permission set shall hold, with every "all" resolved.</summary>
internal sealed class DesiredSet
{
    public required ScopeIntegration Integration { get; init; }

    /// <summary>The scope line the integration starts on.</summary>
    public SourceLine? Source => Integration.Source;

    /// <summary>PermissionSet.Name.</summary>
    public required string Name { get; init; }

    public required string Label { get; init; }

    /// <summary>Purpose, owner, ticket and marker, 255 characters at most.</summary>
    public required string Description { get; init; }

    public IReadOnlyList<DesiredObject> Objects { get; init; } = Array.Empty<DesiredObject>();

    public IReadOnlyList<DesiredField> Fields { get; init; } = Array.Empty<DesiredField>();

    public IReadOnlyList<DesiredName> SystemPermissions { get; init; } = Array.Empty<DesiredName>();

    public IReadOnlyList<DesiredName> ApexClasses { get; init; } = Array.Empty<DesiredName>();

    public IReadOnlyList<DesiredName> CustomPermissions { get; init; } = Array.Empty<DesiredName>();

    /// <summary>The app its users are pre-authorised for, or null.</summary>
    public DesiredName? App { get; init; }

    /// <summary>The last moment the assignment counts, UTC; null without expiry. "Through that day".</summary>
    public DateTime? Expires { get; init; }

    /// <summary>True where there is nothing to hold, so that no set is made (an integration that only uses existing sets).</summary>
    public bool IsEmpty => Objects.Count == 0 && Fields.Count == 0 && SystemPermissions.Count == 0 && ApexClasses.Count == 0 && CustomPermissions.Count == 0 && App is null;
}

/// <summary>A scope against one org's schema: every "all" resolved, names as the org spells them, and what could not be resolved.</summary>
internal sealed class DesiredAccess
{
    public IReadOnlyList<DesiredSet> Sets { get; init; } = Array.Empty<DesiredSet>();

    /// <summary>Fields that "all" does not grant.</summary>
    public IReadOnlyList<LeftOutField> LeftOut { get; init; } = Array.Empty<LeftOutField>();

    /// <summary>What the scope names and this org does not have, or cannot grant.</summary>
    public IReadOnlyList<PlanProblem> Problems { get; init; } = Array.Empty<PlanProblem>();
}
