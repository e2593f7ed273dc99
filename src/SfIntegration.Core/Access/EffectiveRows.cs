using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Access;

/// <summary>Effective access as rows, one per thing, in the order people look for them: objects, fields, system permissions and so on, each by name. Pure.</summary>
internal static class EffectiveRows
{
    public const string EveryObject = "*";

    public const string NotAssessed = "not assessed";

    public static IEnumerable<SfEffectiveGrant> Of(SfOrg org, EffectiveAccess access, IReadOnlyCollection<string>? namedObjects = null, SchemaFacts? schema = null, IReadOnlyCollection<string>? notRead = null)
    {
        var fields = access.Fields.Values.Select(f => Field(org, access, f.SobjectType, f.Field, f.Access, f.Paths.Select(p => p.Path), null));
        return Objects(org, access, namedObjects ?? Array.Empty<string>())
            .Concat(schema is null ? fields : fields.Concat(FieldsWithoutGrant.Of(access, schema).Select(f => Field(org, access, f.SobjectType, f.Field, f.Access, f.Paths, f.Note))))
            .Concat(access.SystemPermissions.Values.Select(p => Simple(org, access, AccessKind.SystemPermission, p.Name, "held", p.Paths)))
            .Concat(access.SetupEntities.Values.Select(e => SetupEntity(org, access, e)))
            .Concat(access.Tabs.Values.Select(t => Simple(org, access, AccessKind.Tab, t.Name, t.Visibility == TabVisibility.Visible ? "visible" : "available", t.Paths.Select(p => p.Path))))
            .Concat(RecordTypes(org, access))
            .Concat(Unread(org, access, notRead ?? Array.Empty<string>()))
            .OrderBy(r => r.Kind).ThenBy(r => r.Target, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>A row per kind of which not everything could be read: silence would read as "none". Record types have their own.</summary>
    private static IEnumerable<SfEffectiveGrant> Unread(SfOrg org, EffectiveAccess access, IReadOnlyCollection<string> notRead) =>
        new[] { AccessKind.Object, AccessKind.Field, AccessKind.SystemPermission, AccessKind.ApexClass, AccessKind.Page, AccessKind.CustomPermission, AccessKind.App, AccessKind.Tab, AccessKind.SetupEntity }
            .Select(kind => (Kind: kind, Why: HoldingGaps.Why(access, notRead, kind)))
            .Where(k => k.Why.Count > 0)
            .Select(k => new SfEffectiveGrant(org, access.User, k.Kind, EveryObject)
            {
                SobjectType = k.Kind is AccessKind.Object or AccessKind.Field ? EveryObject : null,
                Access = NotAssessed,
                IsEffective = false,
                Note = "not all was read: " + string.Join("; ", k.Why.Select(Head).Distinct(StringComparer.Ordinal)),
                AsOf = access.AsOf,
            });

    /// <summary>What was not read; the org's own words about it are in the warnings.</summary>
    private static string Head(string why) => why.IndexOf(": ", StringComparison.Ordinal) is > 0 and var at ? why.Substring(0, at) : why;

    /// <summary>Objects with rows, those named that something else opens, and those that take no rows and have field grants.</summary>
    private static IEnumerable<SfEffectiveGrant> Objects(SfOrg org, EffectiveAccess access, IReadOnlyCollection<string> named)
    {
        var opened = named.Concat(access.Fields.Values.Select(f => f.SobjectType)).Where(n => !access.Objects.ContainsKey(n));
        foreach (var name in access.Objects.Values.Select(o => o.SobjectType).Concat(opened).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var flags = ObjectGate.Of(access, name);
            if (flags != ObjectAccess.None)
            {
                yield return new SfEffectiveGrant(org, access.User, AccessKind.Object, name)
                {
                    SobjectType = name,
                    ObjectAccess = flags,
                    Access = PermissionColumns.Words(flags),
                    Note = name == EveryObject ? "every object" : null,
                    Paths = Provenance.ObjectPaths(access, name, flags).ToList(),
                    Given = Given(access, name, flags),
                    AsOf = access.AsOf,
                };
            }
        }
    }

    /// <summary>Each path with the flags it gives.</summary>
    private static IReadOnlyList<(string Access, GrantPath Path)> Given(EffectiveAccess access, string name, ObjectAccess flags)
    {
        var byPath = new Dictionary<GrantPath, ObjectAccess>();
        var order = new List<GrantPath>();
        foreach (var flag in PermissionColumns.Flags(flags))
        {
            foreach (var path in Provenance.ObjectPaths(access, name, flag))
            {
                if (!byPath.TryGetValue(path, out var known))
                {
                    order.Add(path);
                }

                byPath[path] = known | flag;
            }
        }

        return order.Select(p => (PermissionColumns.Words(byPath[p]), p)).ToList();
    }

    private static SfEffectiveGrant Field(SfOrg org, EffectiveAccess access, string sobjectType, string field, FieldAccess flags, IEnumerable<GrantPath> paths, string? note)
    {
        var onObject = ObjectGate.Of(access, sobjectType);
        return new SfEffectiveGrant(org, access.User, AccessKind.Field, GrantSlice.FieldKey(sobjectType, field))
        {
            SobjectType = sobjectType,
            Field = field,
            FieldAccess = flags,
            Access = PermissionColumns.Words(flags),
            IsEffective = ObjectGate.Through(onObject, flags) == flags,
            Note = ObjectGate.Missing(sobjectType, onObject, flags) ?? note,
            Paths = paths.Distinct().ToList(),
            AsOf = access.AsOf,
        };
    }

    private static SfEffectiveGrant Simple(SfOrg org, EffectiveAccess access, AccessKind kind, string name, string words, IEnumerable<GrantPath> paths) =>
        new(org, access.User, kind, name) { Access = words, Paths = paths.Distinct().ToList(), AsOf = access.AsOf };

    private static SfEffectiveGrant SetupEntity(SfOrg org, EffectiveAccess access, EffectiveSetupEntity entity)
    {
        var kind = SetupEntityKinds.Of(entity.EntityType);
        return new SfEffectiveGrant(org, access.User, kind, entity.Name ?? entity.EntityId)
        {
            EntityType = entity.EntityType,
            EntityId = entity.EntityId,
            Access = kind == AccessKind.CustomPermission ? "held" : "use",
            Note = kind == AccessKind.SetupEntity || entity.Name is null ? entity.EntityType + (entity.Name is null ? ", its name was not read" : "") : null,
            Paths = entity.Paths.Distinct().ToList(),
            AsOf = access.AsOf,
        };
    }

    private static IEnumerable<SfEffectiveGrant> RecordTypes(SfOrg org, EffectiveAccess access) => access.RecordTypes?.Values.Select(r => new SfEffectiveGrant(org, access.User, AccessKind.RecordType, r.SobjectType + "." + r.RecordType)
    {
        SobjectType = r.SobjectType,
        Access = "use",
        Paths = r.Paths.Distinct().ToList(),
        AsOf = access.AsOf,
    }) ?? new[]
    {
        // Silence would read as "none".
        new SfEffectiveGrant(org, access.User, AccessKind.RecordType, EveryObject)
        {
            SobjectType = EveryObject,
            Access = NotAssessed,
            IsEffective = false,
            Note = "record types were not read: no query has them, only the Metadata API",
            AsOf = access.AsOf,
        },
    };
}
