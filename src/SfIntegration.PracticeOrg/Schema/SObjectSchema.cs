using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Schema;

/// <summary>One sObject: its names, what can be done with it, its fields and child relations.</summary>
internal sealed class SObjectSchema
{
    private readonly List<FieldSchema> _fields = new();
    private readonly Dictionary<string, FieldSchema> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The API name, as Salesforce spells it.</summary>
    public required string Name { get; init; }

    /// <summary>The label people see.</summary>
    public required string Label { get; set; }

    /// <summary>The plural label.</summary>
    public string LabelPlural { get; set; } = "";

    /// <summary>The first three characters of its ids.</summary>
    public required string KeyPrefix { get; init; }

    /// <summary>A custom object.</summary>
    public bool Custom { get; init; }

    /// <summary>Rows can be queried.</summary>
    public bool Queryable { get; init; } = true;

    /// <summary>Rows can be inserted.</summary>
    public bool Createable { get; init; } = true;

    /// <summary>Rows can be updated.</summary>
    public bool Updateable { get; init; } = true;

    /// <summary>Rows can be deleted.</summary>
    public bool Deletable { get; init; } = true;

    /// <summary>Setup objects (User, PermissionSet ...) are opened by system permissions, not by object permissions.</summary>
    public bool Setup { get; init; }

    /// <summary>ObjectPermissions.SobjectType lists it: it takes object permission rows.</summary>
    public bool ObjectPermissionable { get; init; }

    /// <summary>
    /// What opens this object, where it takes no rows of its own: another object (OpportunityLineItem by Opportunity),
    /// or "Permission:" and a system permission (Task by Permission:ActivitiesAccess). Null otherwise.
    /// </summary>
    public string? OpenedBy { get; init; }

    /// <summary>The org-wide default: Private, Read, ReadWrite, ControlledByParent, or empty for setup objects.</summary>
    public string InternalSharingModel { get; set; } = "ReadWrite";

    /// <summary>The fields, in describe order.</summary>
    public IReadOnlyList<FieldSchema> Fields => _fields;

    /// <summary>Adds a field; a second one of the same name replaces the first.</summary>
    public void Add(FieldSchema field)
    {
        if (_byName.TryGetValue(field.Name, out var old))
        {
            _fields[_fields.IndexOf(old)] = field;
        }
        else
        {
            _fields.Add(field);
        }

        _byName[field.Name] = field;
    }

    /// <summary>Removes a field, if it is there.</summary>
    public void Remove(string name)
    {
        if (_byName.TryGetValue(name, out var field))
        {
            _fields.Remove(field);
            _byName.Remove(name);
        }
    }

    /// <summary>The field of that name in any case, or null.</summary>
    public FieldSchema? Field(string name) => _byName.TryGetValue(name, out var field) ? field : null;
}
