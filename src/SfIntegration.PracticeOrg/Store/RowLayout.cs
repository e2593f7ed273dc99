using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Store;

/// <summary>Where the fields of one object's rows are kept: each name has a slot. All stored rows of an object share one layout, so that a row costs its values and no more.</summary>
internal sealed class RowLayout
{
    private readonly Dictionary<string, int> _slots = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _names = new();

    public RowLayout(string type) => Type = type;

    /// <summary>The sObject's API name.</summary>
    public string Type { get; }

    /// <summary>The fields that have a slot, by slot.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>A field's slot, or -1.</summary>
    public int Find(string field) => _slots.TryGetValue(field, out var slot) ? slot : -1;

    /// <summary>A field's slot; a new one where it has none yet.</summary>
    public int FindOrAdd(string field)
    {
        if (!_slots.TryGetValue(field, out var slot))
        {
            _slots[field] = slot = _names.Count;
            _names.Add(field);
        }

        return slot;
    }
}
