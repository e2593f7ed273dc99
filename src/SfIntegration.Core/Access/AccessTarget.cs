using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Access;

/// <summary>One thing and the access to it that a question is about. Names compare in any case.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The object for objects and fields, else the thing's own name.</param>
/// <param name="Field">The field, unqualified, for fields.</param>
/// <param name="OnObject">The flags, for objects; all of them are meant.</param>
/// <param name="OnField">The flag, for fields.</param>
internal sealed record AccessTarget(AccessKind Kind, string Name, string? Field = null, ObjectAccess OnObject = ObjectAccess.None, FieldAccess OnField = FieldAccess.None)
{
    /// <summary>"edit on Contact.SSN__c", "system permission ModifyAllData".</summary>
    public override string ToString() => Kind switch
    {
        AccessKind.Object => $"{PermissionColumns.Words(OnObject)} on {Name}",
        AccessKind.Field => $"{PermissionColumns.Words(OnField)} on {Label}",
        AccessKind.SystemPermission => "system permission " + Name,
        AccessKind.ApexClass => "Apex class " + Name,
        AccessKind.Page => "page " + Name,
        AccessKind.CustomPermission => "custom permission " + Name,
        AccessKind.App => "app " + Name,
        AccessKind.Tab => "tab " + Name,
        AccessKind.RecordType => "record type " + Name,
        _ => Name,
    };

    /// <summary>The thing as one name.</summary>
    public string Label => Field is null ? Name : GrantSlice.FieldKey(Name, Field);

    /// <summary>The paths by which a user has it; none where it has not, or has not all of the flags.</summary>
    public IReadOnlyList<GrantPath> PathsIn(EffectiveAccess access) => (Kind switch
    {
        AccessKind.Object => (ObjectGate.Of(access, Name) & OnObject) == OnObject ? Provenance.ObjectPaths(access, Name, OnObject) : Enumerable.Empty<GrantPath>(),
        AccessKind.Field => Provenance.FieldPaths(access, Name, Field!).Where(p => (p.Access & OnField) != 0).Select(p => p.Path),
        AccessKind.SystemPermission => access.SystemPermissions.TryGetValue(Name, out var found) ? found.Paths : Array.Empty<GrantPath>(),
        AccessKind.Tab => access.Tabs.TryGetValue(Name, out var tab) ? tab.Paths.Select(p => p.Path) : Enumerable.Empty<GrantPath>(),
        AccessKind.RecordType => access.RecordTypes is { } types && types.TryGetValue(Name, out var type) ? type.Paths : Array.Empty<GrantPath>(),
        _ => access.SetupEntities.Values.Where(e => Names(e.EntityType, e.EntityId, e.Name)).SelectMany(e => e.Paths),
    }).Distinct().ToList();

    /// <summary>Whether a setup entity is the one meant: by name with its namespace, or by id of 15 or 18 characters.</summary>
    public bool Names(string entityType, string entityId, string? name) => SetupEntityKinds.Of(entityType) == Kind
        && (string.Equals(name, Name, StringComparison.OrdinalIgnoreCase) || entityId == Name || (Name.Length == 15 && entityId.StartsWith(Name, StringComparison.Ordinal)));

    /// <summary>What stands between a user who has the grant and its use, in words; null where nothing does.</summary>
    public string? WhyLatent(EffectiveAccess access) => Kind != AccessKind.Field ? null
        : ObjectGate.Through(ObjectGate.Of(access, Name), OnField) == OnField ? null
        : ObjectGate.Missing(Name, ObjectGate.Of(access, Name), OnField);
}
