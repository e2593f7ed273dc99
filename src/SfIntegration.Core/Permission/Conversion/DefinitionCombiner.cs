using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Permission;

/// <summary>How several sources become one permission set.</summary>
public enum DefinitionCombination
{
    /// <summary>Whatever any of them grants.</summary>
    Union,

    /// <summary>Only what each of them grants. View All Data, Modify All Data and View All Fields count for the objects that others name.</summary>
    Intersection,
}

/// <summary>Adds definitions up, or keeps what they have in common. Pure.</summary>
internal static class DefinitionCombiner
{
    public static PermissionSetDefinition Combine(IReadOnlyList<PermissionSetDefinition> sources, DefinitionCombination how, string name)
    {
        var isUnion = how == DefinitionCombination.Union;
        var left = sources.SelectMany(s => s.LeftOut.Select(l => sources.Count == 1 ? l : l with { Reason = $"{l.Reason} ({s.Source})" })).Distinct().ToList();
        var word = isUnion ? "union" : "intersection";
        var source = $"{word} of {string.Join(", ", sources.Select(s => s.Source))}";
        return new PermissionSetDefinition
        {
            Org = sources[0].Org,
            PermissionSet = name,
            Label = DefinitionNames.Label(name.Replace('_', ' ')),
            Description = DefinitionNames.Description($"The {word} of {string.Join(", ", sources.Select(s => s.Source))}."),
            License = License(sources, left),

            // A set that counts only in some sessions gives less than one that always counts.
            HasActivationRequired = isUnion ? sources.All(s => s.HasActivationRequired) : sources.Any(s => s.HasActivationRequired),
            Source = source,
            Objects = Objects(sources, isUnion),
            Fields = Fields(sources, isUnion),
            SystemPermissions = Keep(sources, s => s.SystemPermissions, p => p, isUnion, g => g.First()).OrderBy(p => p, StringComparer.OrdinalIgnoreCase).ToList(),
            SetupEntities = Keep(sources, s => s.SetupEntities, e => e.EntityType + "\n" + (e.Name ?? e.EntityId), isUnion, g => g.First())
                .OrderBy(e => e.EntityType, StringComparer.Ordinal).ThenBy(e => e.Name, StringComparer.OrdinalIgnoreCase).ToList(),
            Tabs = Keep(sources, s => s.Tabs, t => t.Name, isUnion, g => g.First() with { Visibility = isUnion ? g.Max(t => t.Visibility) : g.Min(t => t.Visibility) })
                .OrderBy(t => t.Name, StringComparer.OrdinalIgnoreCase).ToList(),
            RecordTypes = RecordTypes(sources, isUnion),
            LeftOut = left,
        };
    }

    private static string? License(IReadOnlyList<PermissionSetDefinition> sources, List<DefinitionLeftover> left)
    {
        var licenses = sources.Select(s => s.License).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (licenses.Count == 1)
        {
            return licenses[0];
        }

        left.Add(new DefinitionLeftover("licence", string.Join(", ", licenses.Select(l => l ?? "none")), "The sources are bound to different licences, and a set is bound to one at most; name it with -License."));
        return null;
    }

    private static IReadOnlyList<ObjectGrant> Objects(IReadOnlyList<PermissionSetDefinition> sources, bool isUnion)
    {
        var views = sources.Select(s => new View(s)).ToList();
        return sources.SelectMany(s => s.Objects).GroupBy(o => o.SobjectType, StringComparer.OrdinalIgnoreCase)
            .Select(o => new ObjectGrant(o.First().SobjectType, isUnion
                ? AccessRules.Complete(o.Aggregate(ObjectAccess.None, (sum, g) => sum | g.Access))
                : Implications.WithoutOrphans(views.Aggregate((ObjectAccess)~0, (common, v) => common & v.Access(o.Key))), null))
            .Where(o => o.Access != ObjectAccess.None)
            .OrderBy(o => o.SobjectType, StringComparer.OrdinalIgnoreCase)
            .ToList();
    }

    private static IReadOnlyList<FieldGrant> Fields(IReadOnlyList<PermissionSetDefinition> sources, bool isUnion)
    {
        var views = isUnion ? null : sources.Select(s => new View(s)).ToList();
        return sources.SelectMany(s => s.Fields).GroupBy(f => f.SobjectType + "." + f.Field, StringComparer.OrdinalIgnoreCase)
            .Select(f => new FieldGrant(f.First().SobjectType, f.First().Field, views is null
                ? f.Aggregate(FieldAccess.None, (sum, g) => sum | Complete(g.Access))
                : views.Aggregate(FieldAccess.Read | FieldAccess.Edit, (common, v) => common & v.Field(f.First().SobjectType, f.Key)), null))
            .Where(f => f.Access != FieldAccess.None)
            .OrderBy(f => f.SobjectType, StringComparer.OrdinalIgnoreCase).ThenBy(f => f.Field, StringComparer.OrdinalIgnoreCase)
            .ToList();
    }

    private static IReadOnlyList<RecordTypeGrant>? RecordTypes(IReadOnlyList<PermissionSetDefinition> sources, bool isUnion)
    {
        // Where one was not read, what is common to all is not known; what any of them has is known in part, and LeftOut says so.
        var read = sources.Where(s => s.RecordTypes is not null).ToList();
        return read.Count == 0 || (!isUnion && read.Count < sources.Count) ? null
            : Keep(read, s => s.RecordTypes!, r => r.SobjectType + "." + r.RecordType, isUnion, g => g.First())
                .OrderBy(r => r.SobjectType, StringComparer.OrdinalIgnoreCase).ThenBy(r => r.RecordType, StringComparer.OrdinalIgnoreCase).ToList();
    }

    private static IEnumerable<T> Keep<T>(IReadOnlyList<PermissionSetDefinition> sources, Func<PermissionSetDefinition, IEnumerable<T>> items, Func<T, string> key, bool isUnion, Func<IEnumerable<T>, T> merge) => sources
        .SelectMany(s => items(s).GroupBy(key, StringComparer.OrdinalIgnoreCase).Select(g => g.First()))
        .GroupBy(key, StringComparer.OrdinalIgnoreCase)
        .Where(g => isUnion || g.Count() == sources.Count)
        .Select(merge);

    private static FieldAccess Complete(FieldAccess access) => (access & FieldAccess.Edit) != 0 ? access | FieldAccess.Read : access;

    /// <summary>One source with what its wide powers imply.</summary>
    private sealed class View
    {
        private readonly Dictionary<string, ObjectAccess> _objects;
        private readonly Dictionary<string, FieldAccess> _fields;
        private readonly ObjectAccess _everywhere;

        public View(PermissionSetDefinition source)
        {
            _everywhere = source.SystemPermissions.Aggregate(ObjectAccess.None, (sum, p) => sum | (Implications.OfPower(p)?.Access ?? ObjectAccess.None));
            _objects = source.Objects.GroupBy(o => o.SobjectType, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(g => g.Key, g => g.Aggregate(ObjectAccess.None, (sum, o) => sum | o.Access), StringComparer.OrdinalIgnoreCase);
            _fields = source.Fields.GroupBy(f => f.SobjectType + "." + f.Field, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(g => g.Key, g => g.Aggregate(FieldAccess.None, (sum, f) => sum | Complete(f.Access)), StringComparer.OrdinalIgnoreCase);
        }

        public ObjectAccess Access(string sobjectType)
        {
            var own = _objects.TryGetValue(sobjectType, out var found) ? AccessRules.Complete(found) : ObjectAccess.None;

            // View All Fields (Global) lifts the fields of objects that are readable; by itself it opens none.
            var all = own | _everywhere;
            return (all & ~ObjectAccess.ViewAllFields) == ObjectAccess.None ? ObjectAccess.None : all;
        }

        public FieldAccess Field(string sobjectType, string qualified) =>
            (_fields.TryGetValue(qualified, out var found) ? found : FieldAccess.None) | ((Access(sobjectType) & ObjectAccess.ViewAllFields) != 0 ? FieldAccess.Read : FieldAccess.None);
    }
}
