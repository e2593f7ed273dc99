using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Schema;

/// <summary>All sObjects of one org. Names compare without case.</summary>
internal sealed class OrgSchema
{
    private readonly Dictionary<string, SObjectSchema> _objects = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every object, in no promised order.</summary>
    public IEnumerable<SObjectSchema> Objects => _objects.Values;

    /// <summary>Adds or replaces an object.</summary>
    public void Add(SObjectSchema schema) => _objects[schema.Name] = schema;

    /// <summary>Removes an object, if it is there.</summary>
    public void Remove(string name) => _objects.Remove(name);

    /// <summary>Puts other objects in the place of all.</summary>
    public void Replace(IEnumerable<SObjectSchema> objects)
    {
        _objects.Clear();
        foreach (var o in objects)
        {
            Add(o);
        }
    }

    /// <summary>The object of that name in any case, or null.</summary>
    public SObjectSchema? Find(string name) => _objects.TryGetValue(name, out var schema) ? schema : null;

    /// <summary>The (child object, child field) pairs that refer to an object.</summary>
    public IEnumerable<(SObjectSchema Child, FieldSchema Field)> Children(string parent)
    {
        foreach (var schema in _objects.Values)
        {
            foreach (var field in schema.Fields)
            {
                foreach (var target in field.ReferenceTo)
                {
                    if (string.Equals(target, parent, StringComparison.OrdinalIgnoreCase))
                    {
                        yield return (schema, field);
                    }
                }
            }
        }
    }
}
