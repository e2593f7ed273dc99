using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Proof;

/// <summary>What the identity should be able to do: the scope's sets, and the sets it holds as they are, added up like any other access. Pure.</summary>
internal sealed class ExpectedAccess
{
    private readonly EffectiveAccess _access;

    private ExpectedAccess(EffectiveAccess access, IReadOnlyList<string> scopedObjects)
    {
        _access = access;
        ScopedObjects = scopedObjects;
    }

    /// <summary>Objects that the scope names and the org has, in the scope's order, as the org spells them.</summary>
    public IReadOnlyList<string> ScopedObjects { get; }

    public IEnumerable<string> SystemPermissions => _access.SystemPermissions.Keys;

    /// <summary>True where View or Modify All Data is in the scope, so that no object can be refused.</summary>
    public bool ReadsEverything => (_access.ObjectAccess("*") & ObjectAccess.Read) != 0;

    public static ExpectedAccess Of(DesiredAccess desired, AccessScope scope, SchemaFacts schema, IReadOnlyList<Container>? heldAsTheyAre)
    {
        const string User = "identity";
        var containers = desired.Sets.Select(AsContainer).Concat(heldAsTheyAre ?? Array.Empty<Container>()).GroupBy(c => c.Id, StringComparer.Ordinal).Select(g => g.First()).ToList();
        var snapshot = new AccessSnapshot
        {
            Users = new[] { new UserFacts { UserId = User, Username = scope.Identity.Username, IsActive = true } },
            Containers = containers,
            Assignments = containers.Select(c => new AccessAssignment(c.Id, User, c.Id, null, null, true, false)).ToList(),
        };
        var scoped = scope.Integrations.SelectMany(i => i.Objects)
            .Select(o => schema.Objects.TryGetValue(o.SobjectType, out var facts) ? facts.Name : null)
            .OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return new ExpectedAccess(EffectiveAccessCalculator.Compute(snapshot, User, DateTime.UtcNow), scoped);
    }

    public ObjectAccess OnObject(string sobjectType) => _access.ObjectAccess(sobjectType);

    public FieldAccess OnField(string sobjectType, string field) => Provenance.FieldAccess(_access, sobjectType, field);

    public bool Holds(string systemPermission) => _access.SystemPermissions.ContainsKey(systemPermission) || EveryUser.Default.SystemPermissions.Contains(systemPermission);

    /// <summary>The fields with a grant of their own on an object.</summary>
    public IEnumerable<EffectiveField> FieldsOf(string sobjectType) => _access.Fields.Values.Where(f => string.Equals(f.SobjectType, sobjectType, StringComparison.OrdinalIgnoreCase));

    /// <summary>True where the object may be seen: granted, or opened by its parent or by a system permission that is expected.</summary>
    public bool MaySee(string sobjectType)
    {
        if ((OnObject(sobjectType) & ObjectAccess.Read) != 0)
        {
            return true;
        }

        if (EveryUser.Default.SetupObjects.TryGetValue(sobjectType, out var permissions))
        {
            return permissions.Any(Holds);
        }

        return ObjectsWithoutRows.Find(sobjectType) is { } opener
            && (opener.Parent is { } parent ? (OnObject(parent) & ObjectAccess.Read) != 0 : opener.Read is null || Holds(opener.Read));
    }

    private static Container AsContainer(DesiredSet set) => new()
    {
        Id = set.Name,
        Name = set.Name,
        SystemPermissions = set.SystemPermissions.Select(p => p.Name).ToList(),
        Objects = set.Objects.Select(o => new ObjectGrant(o.SobjectType, o.Access, null)).ToList(),
        Fields = set.Fields.Select(f => new FieldGrant(f.SobjectType, f.Field, f.Access, null)).ToList(),
    };
}
