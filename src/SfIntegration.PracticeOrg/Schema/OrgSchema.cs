using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Practice.Schema;

/// <summary>All sObjects of one org, or those that one of its APIs shows. Names compare without case.</summary>
internal sealed class OrgSchema
{
    private readonly Dictionary<string, SObjectSchema> _objects = new(StringComparer.OrdinalIgnoreCase);
    private readonly OrgSchema? _whole;
    private readonly HashSet<string> _shown = new(StringComparer.OrdinalIgnoreCase);

    public OrgSchema()
    {
    }

    /// <summary>A view of another schema: the objects named, as far as the org has them, and what is added to the view itself.</summary>
    public OrgSchema(OrgSchema whole, IEnumerable<string> shown)
    {
        _whole = whole;
        _shown.UnionWith(shown);
    }

    /// <summary>Every object, in no promised order.</summary>
    public IEnumerable<SObjectSchema> Objects => _whole is null
        ? _objects.Values
        : _objects.Values.Concat(_shown.Where(n => !_objects.ContainsKey(n)).Select(_whole.Find).OfType<SObjectSchema>());

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
    public SObjectSchema? Find(string name) => _objects.TryGetValue(name, out var schema) ? schema
        : _whole is not null && _shown.Contains(name) ? _whole.Find(name)
        : null;

    /// <summary>The (child object, child field) pairs that refer to an object.</summary>
    public IEnumerable<(SObjectSchema Child, FieldSchema Field)> Children(string parent)
    {
        foreach (var schema in Objects)
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
