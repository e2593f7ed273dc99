using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Access.Comparison;

/// <summary>Collects the named parts of something that holds access: names in any case, each once.</summary>
internal sealed class NamedParts
{
    /// <summary>The value of a part that is held or not and nothing between.</summary>
    public const string Granted = "granted";

    private readonly Dictionary<AccessPartKind, Dictionary<string, string>> _parts = new();
    private readonly Dictionary<AccessPartKind, string> _unread = new();
    private readonly List<UnknownHolding> _unknown = new();

    public IReadOnlyDictionary<AccessPartKind, IReadOnlyDictionary<string, string>> Parts => _parts.ToDictionary(p => p.Key, p => (IReadOnlyDictionary<string, string>)p.Value);

    public IReadOnlyDictionary<AccessPartKind, string> Unread => _unread;

    public IReadOnlyList<UnknownHolding> Unknown => _unknown;

    /// <summary>Says that this thing can hold that sort, though it may hold none.</summary>
    public Dictionary<string, string> Has(AccessPartKind kind)
    {
        if (!_parts.TryGetValue(kind, out var parts))
        {
            _parts[kind] = parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        }

        return parts;
    }

    public void IsUnread(AccessPartKind kind, string reason)
    {
        if (!_unread.ContainsKey(kind))
        {
            _unread[kind] = reason;
        }
    }

    public void IsUnknown(AccessPartKind kind, string target, string reason) => _unknown.Add(new UnknownHolding(kind, target, reason));

    public void Header(string name, string? value) => Has(AccessPartKind.Header)[name] = value ?? "";

    public void SystemPermissions(IEnumerable<string> names)
    {
        var parts = Has(AccessPartKind.SystemPermission);
        foreach (var name in names)
        {
            parts[name] = Granted;
        }
    }

    public void SetupEntities(IEnumerable<SetupEntityGrant> entities)
    {
        var parts = Has(AccessPartKind.SetupEntity);
        var unnamed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entity in entities)
        {
            if (!string.IsNullOrEmpty(entity.Name))
            {
                parts[AccessHoldings.EntityTarget(entity.EntityType, entity.Name!)] = Granted;
            }
            else if (unnamed.Add(entity.EntityId))
            {
                IsUnknown(AccessPartKind.SetupEntity, AccessHoldings.EntityTarget(entity.EntityType, entity.EntityId), "its name was not read, and ids differ between orgs");
            }
        }
    }

    /// <summary>Tabs; the more visible counts where one comes twice.</summary>
    public void Tabs(IEnumerable<TabGrant> tabs)
    {
        var parts = Has(AccessPartKind.Tab);
        foreach (var tab in tabs)
        {
            if (tab.Visibility == TabVisibility.Visible || !parts.ContainsKey(tab.Name))
            {
                parts[tab.Name] = tab.Visibility == TabVisibility.Visible ? "visible" : "available";
            }
        }
    }

    public void RecordTypes(IEnumerable<RecordTypeGrant>? recordTypes)
    {
        if (recordTypes is null)
        {
            IsUnread(AccessPartKind.RecordType, "record types were not read: only the Metadata API tells them");
            return;
        }

        var parts = Has(AccessPartKind.RecordType);
        foreach (var recordType in recordTypes)
        {
            parts[recordType.SobjectType + "." + recordType.RecordType] = Granted;
        }
    }

    /// <summary>Object rows by name; rows that name an object twice add up.</summary>
    public static Dictionary<string, ObjectAccess> Objects(IEnumerable<ObjectGrant> grants)
    {
        var objects = new Dictionary<string, ObjectAccess>(StringComparer.OrdinalIgnoreCase);
        foreach (var grant in grants.Where(g => g.Access != ObjectAccess.None))
        {
            objects[grant.SobjectType] = grant.Access | (objects.TryGetValue(grant.SobjectType, out var known) ? known : ObjectAccess.None);
        }

        return objects;
    }

    /// <summary>Field rows as numbers; those that already are stay as they are.</summary>
    public static PackedFieldGrants Fields(IEnumerable<FieldGrant> grants)
    {
        if (grants is PackedFieldGrants packed)
        {
            return packed;
        }

        packed = new PackedFieldGrants();
        foreach (var grant in grants)
        {
            packed.Add(grant.SobjectType, grant.Field, grant.Access, null);
        }

        return packed;
    }
}
