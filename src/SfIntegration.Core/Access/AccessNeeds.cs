using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Plan;

namespace SfIntegration.Access;

/// <summary>The rows that a question about one thing depends on: those of the thing, and those of what implies it. Pure.</summary>
internal sealed class AccessNeeds
{
    private static readonly string[] s_powers = { "ModifyAllData", "ViewAllData", "ViewAllFieldsGlobal" };

    private readonly AccessTarget _target;
    private readonly int _fieldNumber;

    private AccessNeeds(AccessTarget target)
    {
        _target = target;
        if (target.Kind == AccessKind.SystemPermission)
        {
            SystemPermissions.Add(target.Name);
        }
        else if (target.Kind is AccessKind.Object or AccessKind.Field)
        {
            SystemPermissions.UnionWith(s_powers);
            AddObject(target.Name);
        }

        _fieldNumber = Field is null ? -1 : FieldNames.Shared.Find(target.Name, Field);
    }

    public static AccessNeeds Of(AccessTarget target) => new(target);

    /// <summary>Objects whose rows matter: the one asked about, and the parents that open it.</summary>
    public HashSet<string> Objects { get; } = new(StringComparer.OrdinalIgnoreCase);

    public HashSet<string> SystemPermissions { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The field of the object asked about, or null.</summary>
    public string? Field => _target.Kind == AccessKind.Field ? _target.Field : null;

    public string? Tab => _target.Kind == AccessKind.Tab ? _target.Name : null;

    /// <summary>The snapshot with only those rows: small, and as right as the whole for this question.</summary>
    public AccessSnapshot Narrow(AccessSnapshot snapshot) => new()
    {
        OrgId = snapshot.OrgId,
        Host = snapshot.Host,
        TakenAt = snapshot.TakenAt,
        IsWholeOrg = snapshot.IsWholeOrg,
        Users = snapshot.Users,
        Containers = snapshot.Containers.Select(Narrow).ToList(),
        Groups = snapshot.Groups,
        Assignments = snapshot.Assignments,
        SessionActivations = snapshot.SessionActivations,
        NotRead = snapshot.NotRead,
    };

    /// <summary>Whether a container holds anything that matters.</summary>
    public static bool HoldsAnything(Container narrowed) =>
        narrowed.Objects.Count + narrowed.Fields.Count + narrowed.SystemPermissions.Count + narrowed.SetupEntities.Count + narrowed.Tabs.Count > 0;

    private void AddObject(string sobjectType)
    {
        if (!Objects.Add(sobjectType) || ObjectsWithoutRows.Find(sobjectType) is not { } ruled)
        {
            return;
        }

        SystemPermissions.UnionWith(new[] { ruled.Read, ruled.Write }.OfType<string>());
        if (ruled.Parent is not null)
        {
            AddObject(ruled.Parent);
        }
    }

    private Container Narrow(Container c) => new()
    {
        Id = c.Id,
        Kind = c.Kind,
        Name = c.Name,
        Label = c.Label,
        OwnerId = c.OwnerId,
        LicenseId = c.LicenseId,
        IsCustom = c.IsCustom,
        HasActivationRequired = c.HasActivationRequired,
        NamespacePrefix = c.NamespacePrefix,
        SystemPermissions = SystemPermissions.Count == 0 ? Array.Empty<string>() : c.SystemPermissions.Where(SystemPermissions.Contains).ToList(),
        Objects = Objects.Count == 0 ? Array.Empty<ObjectGrant>() : c.Objects.Where(o => Objects.Contains(o.SobjectType)).ToList(),
        Fields = FieldsOf(c),
        SetupEntities = SetupEntityKinds.Types.ContainsKey(_target.Kind) ? c.SetupEntities.Where(e => _target.Names(e.EntityType, e.EntityId, e.Name)).ToList() : Array.Empty<SetupEntityGrant>(),
        Tabs = Tab is null ? Array.Empty<TabGrant>() : c.Tabs.Where(t => string.Equals(t.Name, Tab, StringComparison.OrdinalIgnoreCase)).ToList(),
    };

    private IReadOnlyList<FieldGrant> FieldsOf(Container c)
    {
        if (Field is null)
        {
            return Array.Empty<FieldGrant>();
        }

        if (c.Fields is not PackedFieldGrants packed)
        {
            return c.Fields.Where(f => string.Equals(f.Field, Field, StringComparison.OrdinalIgnoreCase) && string.Equals(f.SobjectType, _target.Name, StringComparison.OrdinalIgnoreCase)).ToList();
        }

        // Millions of rows: numbers are compared and a row is made only where it matches.
        var found = new List<FieldGrant>();
        for (var i = 0; _fieldNumber >= 0 && i < packed.Count; i++)
        {
            if (packed.NameAt(i) == _fieldNumber)
            {
                found.Add(packed[i]);
            }
        }

        return found;
    }
}
