using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json;
using SfIntegration.Scope;

namespace SfIntegration.Access.Files;

/// <summary>A container while its lines come in.</summary>
internal sealed class ContainerParts
{
    private readonly Container _head;
    private readonly List<string> _permissions = new();
    private readonly List<ObjectGrant> _objects = new();
    private readonly PackedFieldGrants _fields = new();
    private readonly List<SetupEntityGrant> _entities = new();
    private readonly List<TabGrant> _tabs = new();
    private readonly List<RecordTypeGrant>? _recordTypes;
    private readonly HashSet<string> _lines = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _fieldsOfLine = new(StringComparer.OrdinalIgnoreCase);

    public ContainerParts(RecordFields fields)
    {
        var name = fields.Text("name");
        _head = new Container
        {
            Kind = fields.Word<ContainerKind>("kind"),
            Name = name,
            Id = fields.Text("id"),
            Label = fields.OptionalText("label") ?? name,
            Description = fields.OptionalText("description"),
            OwnerId = fields.OptionalText("ownerId"),
            LicenseId = fields.OptionalText("licenseId"),
            NamespacePrefix = fields.OptionalText("namespace"),
            IsCustom = fields.Flag("custom"),
            HasActivationRequired = fields.Flag("needsActivation", false),
        };
        _recordTypes = fields.Flag("recordTypesRead", false) ? new List<RecordTypeGrant>() : null;
    }

    public string Id => _head.Id;

    public void Take(RecordFields fields, string record, int line)
    {
        switch (record)
        {
            case "permission":
                _permissions.Add(fields.Text("name"));
                Once(record, _permissions[_permissions.Count - 1], line);
                break;
            case "setupEntity":
                var entity = new SetupEntityGrant(fields.Text("type"), fields.Text("id"), fields.OptionalText("name"), null);
                Once(record, entity.EntityId, line);
                _entities.Add(entity);
                break;
            case "tab":
                var tab = new TabGrant(fields.Text("name"), fields.Text("visibility") switch
                {
                    "visible" => TabVisibility.Visible,
                    "available" => TabVisibility.Available,
                    var other => throw fields.Bad($"has '{RecordFields.Short(other)}' as \"visibility\"", "It is visible or available."),
                }, null);
                Once(record, tab.Name, line);
                _tabs.Add(tab);
                break;
            default:
                var type = new RecordTypeGrant(fields.Text("object"), fields.Text("name"));
                Once(record, type.SobjectType + "." + type.RecordType, line);
                (_recordTypes ?? throw fields.Bad("stands in a container whose record types were not read", "The container says \"recordTypesRead\": true where they were.")).Add(type);
                break;
        }
    }

    /// <summary>{"record":"object" is read; the rest follows: its name first, then the lists.</summary>
    public void Object(JsonTextReader json, int line)
    {
        if (!json.Read() || json.TokenType != JsonToken.PropertyName || (string)json.Value! != "name" || json.ReadAsString() is not { } name)
        {
            throw RecordFields.Bad(line, "the object says not which.", "\"name\" follows \"record\".");
        }

        Once("object", name, line);
        _fieldsOfLine.Clear();
        var access = ObjectAccess.None;
        while (json.Read() && json.TokenType == JsonToken.PropertyName)
        {
            switch ((string)json.Value!)
            {
                case "access":
                    foreach (var word in List(json, "access", line))
                    {
                        var bit = Array.IndexOf(SnapshotFormat.ObjectAccessWords, word);
                        access |= bit >= 0 ? (ObjectAccess)(1 << bit)
                            : throw RecordFields.Bad(line, $"the object has '{RecordFields.Short(word)}' as access.", $"Access is of {string.Join(", ", SnapshotFormat.ObjectAccessWords)}.");
                    }

                    break;
                case "read":
                    Fields(json, "read", line, name, FieldAccess.Read);
                    break;
                case "edit":
                    Fields(json, "edit", line, name, FieldAccess.Read | FieldAccess.Edit);
                    break;
                case "editOnly":
                    Fields(json, "editOnly", line, name, FieldAccess.Edit);
                    break;
                case var other:
                    throw RecordFields.Bad(line, $"the object has \"{RecordFields.Short(other)}\", which version {SnapshotFormat.Version} does not know.", "Read it with the version that wrote it, or take the snapshot again.");
            }
        }

        if (json.TokenType != JsonToken.EndObject)
        {
            throw RecordFields.Bad(line, "the line is cut off.", "Take the snapshot again, or fetch the file again.");
        }

        if (access != ObjectAccess.None)
        {
            _objects.Add(new ObjectGrant(string.Intern(name), access, null));
        }
    }

    public Container ToContainer() => new()
    {
        Kind = _head.Kind,
        Name = _head.Name,
        Id = _head.Id,
        Label = _head.Label,
        Description = _head.Description,
        OwnerId = _head.OwnerId,
        LicenseId = _head.LicenseId,
        NamespacePrefix = _head.NamespacePrefix,
        IsCustom = _head.IsCustom,
        HasActivationRequired = _head.HasActivationRequired,
        SystemPermissions = _permissions,
        Objects = _objects,
        Fields = _fields,
        SetupEntities = _entities,
        Tabs = _tabs,
        RecordTypes = _recordTypes,
    };

    private void Fields(JsonTextReader json, string list, int line, string name, FieldAccess access)
    {
        foreach (var field in List(json, list, line))
        {
            if (!_fieldsOfLine.Add(field))
            {
                throw RecordFields.Bad(line, $"the object has the field '{RecordFields.Short(field)}' twice.", "Each field is in one of the lists, once.");
            }

            _fields.Add(name, field, access, null);
        }
    }

    private static IEnumerable<string> List(JsonTextReader json, string list, int line)
    {
        if (!json.Read() || json.TokenType != JsonToken.StartArray)
        {
            throw RecordFields.Bad(line, $"\"{list}\" is no list.", "It is a list of names.");
        }

        while (json.Read() && json.TokenType != JsonToken.EndArray)
        {
            yield return json.TokenType == JsonToken.String ? (string)json.Value! : throw RecordFields.Bad(line, $"\"{list}\" holds something that is no name.", "It is a list of names.");
        }
    }

    private void Once(string record, string name, int line)
    {
        if (!_lines.Add(record + "\n" + name))
        {
            throw RecordFields.Bad(line, $"the container {_head.Name} has the {record} '{RecordFields.Short(name)}' already, on a line above.", "Each is in the file once. If two files were merged, take the newer one whole.");
        }
    }
}

/// <summary>A group while its container's names are not known yet.</summary>
internal sealed class GroupParts
{
    private readonly GroupFacts _head;
    private readonly int _line;
    private readonly IReadOnlyList<string> _sets;
    private readonly IReadOnlyList<string> _muting;
    private readonly IReadOnlyList<string> _otherIds;

    public GroupParts(RecordFields fields, int line)
    {
        _line = line;
        _sets = fields.OptionalTexts("sets") ?? Array.Empty<string>();
        _muting = fields.OptionalTexts("muting") ?? Array.Empty<string>();
        _otherIds = fields.OptionalTexts("otherIds") ?? Array.Empty<string>();
        _head = new GroupFacts(fields.Text("id"), fields.Text("name"), fields.Text("status"), fields.OptionalText("aggregateId"), Array.Empty<string>(), Array.Empty<string>(), fields.Flag("needsActivation", false));
    }

    public string Id => _head.Id;

    public GroupFacts ToGroup(SnapshotNames names)
    {
        var others = _otherIds.ToLookup(id => id.StartsWith("0QM", StringComparison.Ordinal));
        return _head with
        {
            AggregateId = _head.AggregateId ?? names.AggregateOf(_head.Id),
            ComponentIds = _sets.Select(n => names.Set(ContainerKind.PermissionSet, n, _line)).Concat(others[false]).ToList(),
            MutingIds = _muting.Select(n => names.Set(ContainerKind.Muting, n, _line)).Concat(others[true]).ToList(),
        };
    }
}
