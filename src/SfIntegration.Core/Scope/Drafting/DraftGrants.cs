using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;

namespace SfIntegration.Scope.Drafting;

/// <summary>
/// Grants made into what a scope can say: rows of one name put together, address parts named by their compound, and what would
/// give nothing left out with a note. Sorted, so that the same grants always draft the same scope.
/// </summary>
internal sealed class DraftGrants
{
    private const ObjectAccess Writing = ObjectAccess.Create | ObjectAccess.Edit;

    private const ObjectAccess Wide = ObjectAccess.ViewAll | ObjectAccess.ModifyAll | ObjectAccess.ViewAllFields;

    private static readonly SourceLine s_nowhere = new(null, 0, 0);

    private readonly List<string> _notes = new();
    private readonly string _source;

    private DraftGrants(string source) => _source = source;

    public static (IReadOnlyList<ScopeObject> Objects, IReadOnlyList<ScopeSystemPermission> Permissions, IReadOnlyList<string> Notes) Of(DraftInput input)
    {
        var draft = new DraftGrants(input.Source);
        var permissions = Names(input.SystemPermissions).Select(p => new ScopeSystemPermission(p.Name, draft.Reason("it is needed"), s_nowhere)).ToList();
        var objects = draft.Objects(input, permissions);
        return (objects, permissions, draft._notes);
    }

    /// <summary>Names without repetitions, in a fixed order.</summary>
    public static IReadOnlyList<ScopeName> Names(IEnumerable<string> names) => names
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .OrderBy(n => n, StringComparer.OrdinalIgnoreCase)
        .Select(n => new ScopeName(n, s_nowhere)).ToList();

    /// <summary>Tabs, each once and as widely as any row shows it, in a fixed order.</summary>
    public static IReadOnlyList<ScopeTab> Tabs(IEnumerable<TabGrant> tabs) => tabs
        .GroupBy(t => t.Name, StringComparer.OrdinalIgnoreCase)
        .OrderBy(g => g.Key, StringComparer.OrdinalIgnoreCase)
        .Select(g => new ScopeTab(g.First().Name, g.Max(t => t.Visibility), s_nowhere))
        .ToList();

    private string Reason(string what) => $"drafted from {_source}: say why {what}";

    private List<ScopeObject> Objects(DraftInput input, IReadOnlyList<ScopeSystemPermission> permissions)
    {
        var access = new SortedDictionary<string, ObjectAccess>(StringComparer.OrdinalIgnoreCase);
        foreach (var o in input.Objects.Where(o => o.Access != ObjectAccess.None))
        {
            access.TryGetValue(o.SobjectType, out var sum);
            access[o.SobjectType] = AccessRules.Complete(sum | o.Access);
        }

        var fields = Fields(input.Fields);
        foreach (var pair in fields.Where(f => !access.ContainsKey(f.Key)).ToList())
        {
            if (ObjectsWithoutRows.Find(pair.Key) is null)
            {
                _notes.Add($"Not drafted: {pair.Value.Count} fields of {pair.Key}, because {_source} gives no access to {pair.Key} itself and so they open nothing");
                continue;
            }

            access.Add(pair.Key, ObjectAccess.Read | (pair.Value.Values.Any(e => e) ? ObjectAccess.Edit : ObjectAccess.None));
        }

        var recordTypes = input.RecordTypes.ToLookup(r => r.SobjectType, r => r.RecordType, StringComparer.OrdinalIgnoreCase);
        foreach (var closed in recordTypes.Where(r => !access.ContainsKey(r.Key)).OrderBy(r => r.Key, StringComparer.OrdinalIgnoreCase))
        {
            _notes.Add($"Not drafted: the record types {string.Join(", ", Names(closed))} of {closed.Key}, because {_source} gives no access to {closed.Key} itself");
        }

        var objects = access.Select(a => Object(a.Key, a.Value, fields.TryGetValue(a.Key, out var own) ? own : null, recordTypes[a.Key])).ToList();
        return Opened(objects, permissions);
    }

    private ScopeObject Object(string name, ObjectAccess access, SortedDictionary<string, bool>? fields, IEnumerable<string> recordTypes)
    {
        var canWrite = (access & Writing) != 0;
        var editable = (fields ?? new()).Where(f => f.Value).Select(f => f.Key).ToList();
        if (editable.Count > 0 && !canWrite)
        {
            _notes.Add($"{name}: {editable.Count} editable fields are drafted as read, because {_source} lets nobody edit {name} itself");
        }

        return new ScopeObject
        {
            SobjectType = name,
            Source = s_nowhere,
            Access = access,
            Reason = (access & Wide) == 0 ? null : Reason(WideWords(access)),
            RecordTypes = Names(recordTypes),
            Fields = new ScopeFields
            {
                Read = Names((fields ?? new()).Where(f => !f.Value || !canWrite).Select(f => f.Key)),
                Edit = canWrite ? Names(editable) : Array.Empty<ScopeName>(),
            },
        };
    }

    private static string WideWords(ObjectAccess access) =>
        (access & ObjectAccess.ModifyAll) != 0 ? "it changes and deletes every record"
        : (access & ObjectAccess.ViewAll) != 0 ? "it sees every record" : "it sees every field";

    /// <summary>Fields by object; true where editable.</summary>
    private SortedDictionary<string, SortedDictionary<string, bool>> Fields(IEnumerable<DraftField> rows)
    {
        var fields = new SortedDictionary<string, SortedDictionary<string, bool>>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in rows)
        {
            if (!fields.TryGetValue(row.SobjectType, out var own))
            {
                fields.Add(row.SobjectType, own = new SortedDictionary<string, bool>(StringComparer.OrdinalIgnoreCase));
            }

            var compound = AddressParts.CompoundOf(row.SobjectType, row.Field);
            var name = compound ?? row.Field;
            own.TryGetValue(name, out var isEditable);
            own[name] = isEditable || row.IsEditable;
            if (compound is not null)
            {
                _notes.Add($"{row.SobjectType}.{row.Field} is drafted as {compound}, because Salesforce grants an address as a whole");
            }
        }

        return fields;
    }

    /// <summary>Leaves out the objects that a parent or a permission opens where these grants do not hold it.</summary>
    private List<ScopeObject> Opened(List<ScopeObject> objects, IReadOnlyList<ScopeSystemPermission> permissions)
    {
        // Leaving one out can close another, so it is asked until nothing changes.
        while (true)
        {
            var (closed, opener) = objects.Select(o => (Object: o, Opener: DraftOpeners.Missing(o, objects, permissions))).FirstOrDefault(o => o.Opener is not null);
            if (opener is null)
            {
                return objects;
            }

            _notes.Add($"Not drafted: {closed.SobjectType}, because it is opened by {opener}, which {_source} does not give");
            objects.Remove(closed);
        }
    }
}
