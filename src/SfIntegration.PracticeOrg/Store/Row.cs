using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Store;

/// <summary>
/// One record. Values are: string, bool, int, decimal, double, DateTime (UTC; a date has no time of day), byte[], or null.
/// A field that was never set reads as null.
/// </summary>
internal sealed class Row
{
    private readonly Dictionary<string, object?> _values;

    public Row(string type, string id)
    {
        Type = type;
        Id = id;
        _values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
    }

    private Row(Row other)
    {
        Type = other.Type;
        Id = other.Id;
        IsDeleted = other.IsDeleted;
        _values = new Dictionary<string, object?>(other._values, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The sObject's API name.</summary>
    public string Type { get; }

    /// <summary>The 18-character id.</summary>
    public string Id { get; }

    /// <summary>In the recycle bin; seen by queryAll only.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>A field's value. "Id" answers the id.</summary>
    public object? this[string field]
    {
        get => string.Equals(field, "Id", StringComparison.OrdinalIgnoreCase) ? Id
            : _values.TryGetValue(field, out var value) ? value : null;
        set => _values[field] = value;
    }

    /// <summary>A field's value as text, or null.</summary>
    public string? Text(string field) => this[field] as string;

    /// <summary>A field's value as a flag; null is false.</summary>
    public bool Flag(string field) => this[field] is true;

    /// <summary>The fields that were ever set.</summary>
    public IEnumerable<string> Fields => _values.Keys;

    /// <summary>A copy that can be changed without changing this one.</summary>
    public Row Clone() => new(this);
}
