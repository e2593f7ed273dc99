using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Rules;

/// <summary>What several sets should give together, with what Salesforce implies from it. Names match in any case.</summary>
internal sealed class DesiredSum
{
    private readonly Dictionary<string, (ObjectAccess Access, SourceLine? Source)> _objects = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (DesiredField Field, FieldAccess Access)> _fields = new(StringComparer.OrdinalIgnoreCase);
    private readonly ObjectAccess _everywhere;

    public DesiredSum(IEnumerable<DesiredSet> sets)
    {
        var all = sets.ToList();
        foreach (var wanted in all.SelectMany(s => s.Objects))
        {
            _objects[wanted.SobjectType] = _objects.TryGetValue(wanted.SobjectType, out var known)
                ? (known.Access | wanted.Access, known.Source)
                : (wanted.Access, wanted.Source);
        }

        foreach (var wanted in all.SelectMany(s => s.Fields))
        {
            var key = wanted.SobjectType + "." + wanted.Field;
            _fields[key] = _fields.TryGetValue(key, out var known) ? (known.Field, known.Access | wanted.Access) : (wanted, wanted.Access);
        }

        SystemPermissions = ByName(all.SelectMany(s => s.SystemPermissions));
        ApexClasses = ByName(all.SelectMany(s => s.ApexClasses));
        CustomPermissions = ByName(all.SelectMany(s => s.CustomPermissions));
        Tabs = all.SelectMany(s => s.Tabs).GroupBy(t => t.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.OrderByDescending(t => t.Visibility).First(), StringComparer.OrdinalIgnoreCase);
        RecordTypes = all.SelectMany(s => s.RecordTypes).GroupBy(r => RecordTypeRowPlanner.FullName(r.SobjectType, r.RecordType), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase);
        Apps = ByName(all.Where(s => s.App is not null).Select(s => s.App!));
        foreach (var permission in SystemPermissions.Keys)
        {
            _everywhere |= Implications.OfPower(permission)?.Access ?? ObjectAccess.None;
        }
    }

    /// <summary>The objects named, as the org spells them, sorted.</summary>
    public IEnumerable<string> Objects => _objects.Keys.OrderBy(n => n, StringComparer.OrdinalIgnoreCase);

    public IEnumerable<(DesiredField Field, FieldAccess Access)> Fields => _fields.Values;

    public IReadOnlyDictionary<string, DesiredName> SystemPermissions { get; }

    public IReadOnlyDictionary<string, DesiredName> ApexClasses { get; }

    public IReadOnlyDictionary<string, DesiredName> CustomPermissions { get; }

    public IReadOnlyDictionary<string, DesiredName> Apps { get; }

    /// <summary>Tabs by name, each as widely as any set should show it.</summary>
    public IReadOnlyDictionary<string, DesiredTab> Tabs { get; }

    /// <summary>Record types by "Object.Name".</summary>
    public IReadOnlyDictionary<string, DesiredRecordType> RecordTypes { get; }

    public bool Names(string sobjectType) => _objects.ContainsKey(sobjectType);

    /// <summary>The access rows should give outright.</summary>
    public ObjectAccess Stated(string sobjectType) => _objects.TryGetValue(sobjectType, out var found) ? found.Access : ObjectAccess.None;

    /// <summary>The access that may be there: as stated, what Salesforce implies from it, and what named powers open everywhere.</summary>
    public ObjectAccess Object(string sobjectType)
    {
        var stated = Stated(sobjectType);
        foreach (var (strong, implied, _) in Implications.OfObject)
        {
            stated |= (stated & strong) != 0 ? implied : ObjectAccess.None;
        }

        return stated | _everywhere | (stated == ObjectAccess.None ? ObjectAccess.None : ObjectAccess.Read);
    }

    /// <summary>The field access that may be there: as stated, read with edit, and read of every field under View All Fields.</summary>
    public FieldAccess Field(string sobjectType, string field)
    {
        var stated = _fields.TryGetValue(sobjectType + "." + field, out var found) ? found.Access : FieldAccess.None;
        var readsAll = (Object(sobjectType) & ObjectAccess.ViewAllFields) != 0;
        return stated | (stated != FieldAccess.None || readsAll ? FieldAccess.Read : FieldAccess.None);
    }

    public SourceLine? SourceOf(string sobjectType) => _objects.TryGetValue(sobjectType, out var found) ? found.Source : null;

    private static Dictionary<string, DesiredName> ByName(IEnumerable<DesiredName> names) =>
        names.GroupBy(n => n.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase);
}
