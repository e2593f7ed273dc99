using System;
using System.Collections.Generic;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>Object access a set shall hold, and the scope line that asked for it, if one did.</summary>
internal sealed record DesiredObject(string SobjectType, ObjectAccess Access, SourceLine? Source);

/// <summary>Field access a set shall hold. Field is unqualified, as the org spells it.</summary>
internal sealed record DesiredField(string SobjectType, string Field, FieldAccess Access, SourceLine? Source);

/// <summary>A system permission, or a setup entity by name.</summary>
internal sealed record DesiredName(string Name, SourceLine? Source);

/// <summary>A setup entity by type, name and its id in this org.</summary>
internal sealed record DesiredEntity(string EntityType, string Name, string Id, SourceLine? Source);

/// <summary>A tab ("standard-Account", "Invoice__c") and how it shows.</summary>
internal sealed record DesiredTab(string Name, TabVisibility Visibility, SourceLine? Source);

/// <summary>A record type, by developer name (with its namespace), that records of the object may get.</summary>
internal sealed record DesiredRecordType(string SobjectType, string RecordType, SourceLine? Source);

/// <summary>A field that the scope's "all" does not grant, and why: required, formula, address part, not permissionable.</summary>
internal sealed record LeftOutField(string SobjectType, string Field, string Why);

/// <summary>What one integration's permission set shall hold, with every "all" resolved.</summary>
internal sealed class DesiredSet : SetContents
{
    public required ScopeIntegration Integration { get; init; }

    /// <summary>The scope line the integration starts on.</summary>
    public override SourceLine? Source => Integration.Source;

    public override SetWords Words => SetWords.OfScope(Integration);

    /// <summary>A scope's set is whole or it is not.</summary>
    public override bool TakesPermissionsOneByOne => false;

    public IReadOnlyList<DesiredName> ApexClasses { get; init; } = Array.Empty<DesiredName>();

    public IReadOnlyList<DesiredName> CustomPermissions { get; init; } = Array.Empty<DesiredName>();

    /// <summary>Record types; as with the rest, what is not named here is taken away.</summary>
    public IReadOnlyList<DesiredRecordType> RecordTypes { get; init; } = Array.Empty<DesiredRecordType>();

    /// <summary>The app its users are pre-authorised for, or null.</summary>
    public DesiredName? App { get; init; }

    /// <summary>The last moment the assignment counts, UTC; null without expiry. "Through that day".</summary>
    public DateTime? Expires { get; init; }

    /// <summary>True where there is nothing to hold, so that no set is made (an integration that only uses existing sets).</summary>
    public bool IsEmpty => Objects.Count == 0 && Fields.Count == 0 && SystemPermissions.Count == 0 && ApexClasses.Count == 0 && CustomPermissions.Count == 0 && Tabs.Count == 0 && RecordTypes.Count == 0 && App is null;
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
