using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Unit.Tests.Access;

/// <summary>Builds a snapshot around one user, a line per fact.</summary>
internal sealed class AccessBuilder
{
    public const string UserId = "005000000000001AAA";
    public static readonly DateTime Now = new(2026, 11, 21, 12, 0, 0, DateTimeKind.Utc);

    private readonly List<Container> _containers = new();
    private readonly List<GroupFacts> _groups = new();
    private readonly List<AccessAssignment> _assignments = new();
    private readonly List<SessionActivation> _activations = new();
    private readonly List<PermissionSetLicenseFacts> _licenses = new();
    private readonly List<PermissionSetLicenseAssignment> _seats = new();

    public bool IsActive { get; init; } = true;

    public bool? IsFrozen { get; init; } = false;

    public static Container Set(string id, ContainerKind kind = ContainerKind.PermissionSet, string objects = "", string fields = "", string system = "", string setup = "", string? ownerId = null, bool activation = false, string? name = null, string tabs = "", string? recordTypes = null, string? license = null) => new()
    {
        Id = id,
        Kind = kind,
        Name = name ?? id,
        Label = name ?? id,
        OwnerId = ownerId,
        HasActivationRequired = activation,
        SystemPermissions = Words(system),
        Objects = Words(objects).Select(w => w.Split(':')).Select(p => new ObjectGrant(p[0], Enum.Parse<ObjectAccess>(p[1].Replace('+', ',')), null)).ToList(),
        Fields = Words(fields).Select(w => w.Split(':')).Select(p => new FieldGrant(p[0].Split('.')[0], p[0].Split('.')[1], Enum.Parse<FieldAccess>(p[1].Replace('+', ',')), null)).ToList(),
        SetupEntities = Words(setup).Select(w => new SetupEntityGrant("ApexClass", w, w, null)).ToList(),
        Tabs = Words(tabs).Select(w => w.Split(':')).Select(p => new TabGrant(p[0], Enum.Parse<TabVisibility>(p[1]), null)).ToList(),
        RecordTypes = recordTypes is null ? null : Words(recordTypes).Select(w => w.Split('.')).Select(p => new RecordTypeGrant(p[0], p[1])).ToList(),
        LicenseId = license,
    };

    public AccessBuilder Profile(string objects = "", string fields = "", string system = "") => With(Set("PROFILE", ContainerKind.Profile, objects, fields, system, ownerId: "00eP", name: "Minimum Access"));

    public AccessBuilder With(Container container)
    {
        _containers.Add(container);
        return this;
    }

    public AccessBuilder Assign(Container container, DateTime? expires = null, bool active = true, bool revoked = false)
    {
        if (!_containers.Contains(container))
        {
            _containers.Add(container);
        }

        _assignments.Add(new AccessAssignment("0Pa" + _assignments.Count, UserId, container.Id, null, expires, active, revoked));
        return this;
    }

    public AccessBuilder AssignUnread(string id)
    {
        _assignments.Add(new AccessAssignment("0Pa" + _assignments.Count, UserId, id, null, null, true, false));
        return this;
    }

    public AccessBuilder Group(string name, string status, Container? aggregate, Container[] components, Container[]? muting = null, DateTime? expires = null, bool activation = false, bool readParts = true)
    {
        if (aggregate is not null)
        {
            _containers.Add(aggregate);
        }

        if (readParts)
        {
            _containers.AddRange(components.Concat(muting ?? Array.Empty<Container>()).Where(c => !_containers.Contains(c)));
        }

        var aggregateId = aggregate?.Id ?? "AGG" + name;
        _groups.Add(new GroupFacts("0PG" + name, name, status, aggregateId, components.Select(c => c.Id).ToList(), (muting ?? Array.Empty<Container>()).Select(c => c.Id).ToList(), activation));
        _assignments.Add(new AccessAssignment("0Pa" + _assignments.Count, UserId, aggregateId, "0PG" + name, expires, true, false));
        return this;
    }

    /// <summary>A session of the user has activated a set, a group or the set a group owns.</summary>
    public AccessBuilder Activated(string id)
    {
        _activations.Add(new SessionActivation(UserId, id));
        return this;
    }

    /// <summary>A permission set licence of the org, and whether the user holds it.</summary>
    public AccessBuilder License(string id, string status, bool held)
    {
        _licenses.Add(new PermissionSetLicenseFacts(id, id, id, status, 1, 1, null));
        if (held)
        {
            _seats.Add(new PermissionSetLicenseAssignment("2LA" + _seats.Count, UserId, id));
        }

        return this;
    }

    public AccessSnapshot Snapshot() => new()
    {
        SessionActivations = _activations,
        PermissionSetLicenses = _licenses,
        LicenseAssignments = _seats,
        Users = new[] { new UserFacts { UserId = UserId, Username = "integ@acme.example", ProfileId = "00eP", ProfileName = "Minimum Access", IsActive = IsActive, IsFrozen = IsFrozen } },
        Containers = _containers,
        Groups = _groups,
        Assignments = _assignments,
    };

    public EffectiveAccess Compute() => EffectiveAccessCalculator.Compute(Snapshot(), UserId, Now);

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
