using System.Collections.Generic;
using SfIntegration.Scope;

namespace SfIntegration.Access;

/// <summary>
/// What one path gives: a container's grants, ready to be added up, with the implied grants already written out. It is made once
/// per container (or per component of a group) and shared by every user who holds it, so adding up a user is only a walk.
/// </summary>
internal sealed class GrantSlice
{
    private readonly List<(string SobjectType, ObjectAccess Access, GrantPath Path)> _objects = new();
    private readonly List<(string Key, FieldGrant Grant, FieldAccess Access, GrantPath Path)> _fields = new();

    private GrantSlice(GrantPath path, Container container)
    {
        Path = path;
        SystemPermissions = container.SystemPermissions;
        SetupEntities = container.SetupEntities;
        Tabs = container.Tabs;
        RecordTypes = container.RecordTypes;
    }

    /// <summary>The path of everything that is granted outright.</summary>
    public GrantPath Path { get; }

    public IReadOnlyList<(string SobjectType, ObjectAccess Access, GrantPath Path)> Objects => _objects;

    public IReadOnlyList<(string Key, FieldGrant Grant, FieldAccess Access, GrantPath Path)> Fields => _fields;

    public IReadOnlyCollection<string> SystemPermissions { get; }

    public IReadOnlyList<SetupEntityGrant> SetupEntities { get; }

    public IReadOnlyList<TabGrant> Tabs { get; }

    /// <summary>Record types, or null where they were not read.</summary>
    public IReadOnlyList<RecordTypeGrant>? RecordTypes { get; }

    /// <summary>The key of a field in effective access: "Object.Field".</summary>
    public static string FieldKey(string sobjectType, string field) => sobjectType + "." + field;

    /// <summary>The slice of one container: its rows, and what Salesforce implies from them.</summary>
    public static GrantSlice Of(GrantPath path, Container container)
    {
        var slice = new GrantSlice(path, container);
        slice.AddPowers();
        foreach (var grant in container.Objects)
        {
            slice.AddObject(grant);
        }

        foreach (var grant in container.Fields)
        {
            slice.AddField(grant);
        }

        return slice;
    }

    private void AddPowers()
    {
        foreach (var name in SystemPermissions)
        {
            if (Implications.OfPower(name) is { } power)
            {
                _objects.Add(("*", power.Access, Path with { ImpliedBy = power.Label }));
            }
        }
    }

    private void AddObject(ObjectGrant grant)
    {
        if (grant.Access == ObjectAccess.None)
        {
            return;
        }

        _objects.Add((grant.SobjectType, grant.Access, Path));
        var told = grant.Access;
        foreach (var (strong, implied, label) in Implications.OfObject)
        {
            var more = (grant.Access & strong) != 0 ? implied & ~told : ObjectAccess.None;
            if (more != ObjectAccess.None)
            {
                _objects.Add((grant.SobjectType, more, Path with { ImpliedBy = $"{label} on {grant.SobjectType}" }));
                told |= more;
            }
        }
    }

    private void AddField(FieldGrant grant)
    {
        if (grant.Access == FieldAccess.None)
        {
            return;
        }

        var key = FieldKey(grant.SobjectType, grant.Field);
        _fields.Add((key, grant, grant.Access, Path));
        if (grant.Access == FieldAccess.Edit)
        {
            _fields.Add((key, grant, FieldAccess.Read, Path with { ImpliedBy = $"edit on {key}" }));
        }
    }
}

/// <summary>What Salesforce implies from what (OR:objectpermissions, OR:fieldpermissions, facts 3.3 and 3.4).</summary>
internal static class Implications
{
    private const ObjectAccess EveryRecord = ObjectAccess.Read | ObjectAccess.ViewAll;
    private const ObjectAccess FullRecord = EveryRecord | ObjectAccess.Create | ObjectAccess.Edit | ObjectAccess.Delete | ObjectAccess.ModifyAll;

    /// <summary>Strongest first, so that each flag is explained by the strongest power that gives it.</summary>
    public static readonly IReadOnlyList<(ObjectAccess Strong, ObjectAccess Implied, string Label)> OfObject = new[]
    {
        (ObjectAccess.ModifyAll, EveryRecord | ObjectAccess.Edit | ObjectAccess.Delete, "Modify All Records"),
        (ObjectAccess.ViewAll, ObjectAccess.Read, "View All Records"),
        (ObjectAccess.Edit, ObjectAccess.Read, "edit"),
        (ObjectAccess.ViewAllFields, ObjectAccess.Read, "View All Fields"),
    };

    /// <summary>What a system permission opens on every object; null for one that opens none. None of them but View All Fields lifts field-level security.</summary>
    public static (ObjectAccess Access, string Label)? OfPower(string systemPermission) => systemPermission.ToUpperInvariant() switch
    {
        "MODIFYALLDATA" => (FullRecord, "Modify All Data"),
        "VIEWALLDATA" => (EveryRecord, "View All Data"),
        "VIEWALLFIELDSGLOBAL" => (ObjectAccess.ViewAllFields, "View All Fields (Global)"),
        _ => null,
    };

    /// <summary>An object row with what it implies on the same object.</summary>
    public static ObjectAccess WithImplied(ObjectAccess access)
    {
        foreach (var (strong, implied, _) in OfObject)
        {
            access |= (access & strong) != 0 ? implied : ObjectAccess.None;
        }

        return access;
    }

    /// <summary>A field row with what it implies.</summary>
    public static FieldAccess WithImplied(FieldAccess access) => (access & FieldAccess.Edit) != 0 ? access | FieldAccess.Read : access;

    /// <summary>Takes away what cannot stand without a flag that is gone: create, edit and the rest without read, delete without edit, Modify All without any of its parts.</summary>
    public static ObjectAccess WithoutOrphans(ObjectAccess access)
    {
        if ((access & ObjectAccess.Read) == 0)
        {
            return ObjectAccess.None;
        }

        if ((access & ObjectAccess.Edit) == 0)
        {
            access &= ~ObjectAccess.Delete;
        }

        const ObjectAccess Parts = ObjectAccess.Edit | ObjectAccess.Delete | ObjectAccess.ViewAll;
        return (access & Parts) == Parts ? access : access & ~ObjectAccess.ModifyAll;
    }
}
