using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Store;

/// <summary>
/// One record. Values are: string, bool, int, decimal, double, DateTime (UTC; a date has no time of day), byte[], or null.
/// A field that was never set reads as null.
/// </summary>
internal sealed class Row
{
    private static readonly object s_true = true;
    private static readonly object s_false = false;

    private RowLayout _layout;
    private object?[] _values;

    public Row(string type, string id)
        : this(new RowLayout(type), id)
    {
    }

    /// <summary>A row that shares a layout with others of its object; many rows come cheaper like this.</summary>
    public Row(RowLayout layout, string id)
    {
        _layout = layout;
        _values = layout.Names.Count == 0 ? Array.Empty<object?>() : new object?[layout.Names.Count];
        Id = id;
    }

    private Row(Row other, string id)
    {
        _layout = other._layout;
        _values = (object?[])other._values.Clone();
        Id = id;
        IsDeleted = other.IsDeleted;
    }

    /// <summary>The sObject's API name.</summary>
    public string Type => _layout.Type;

    /// <summary>The 18-character id.</summary>
    public string Id { get; }

    /// <summary>In the recycle bin; seen by queryAll only.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>A field's value. "Id" answers the id.</summary>
    public object? this[string field]
    {
        get
        {
            var slot = _layout.Find(field);
            return slot >= 0 ? At(slot)
                : string.Equals(field, "Id", StringComparison.OrdinalIgnoreCase) ? Id : null;
        }

        set
        {
            if (value is null && _layout.Find(field) < 0)
            {
                return;
            }

            var slot = _layout.FindOrAdd(field);
            if (slot >= _values.Length)
            {
                Array.Resize(ref _values, _layout.Names.Count);
            }

            _values[slot] = value is bool flag ? flag ? s_true : s_false : value;
        }
    }

    /// <summary>A field's value as text, or null.</summary>
    public string? Text(string field) => this[field] as string;

    /// <summary>A field's value as a flag; null is false.</summary>
    public bool Flag(string field) => this[field] is true;

    /// <summary>The fields that hold a value.</summary>
    public IEnumerable<string> Fields
    {
        get
        {
            for (var slot = 0; slot < _values.Length; slot++)
            {
                if (_values[slot] is not null)
                {
                    yield return _layout.Names[slot];
                }
            }
        }
    }

    /// <summary>The value in a slot of the layout.</summary>
    public object? At(int slot) => slot < _values.Length ? _values[slot] : null;

    /// <summary>A copy that can be changed without changing this one.</summary>
    public Row Clone() => new(this, Id);

    /// <summary>Another row with the same values.</summary>
    public Row CopyAs(string id) => new(this, id);

    /// <summary>Takes over the layout of the table that the row comes into.</summary>
    public void Share(RowLayout layout)
    {
        if (ReferenceEquals(layout, _layout))
        {
            return;
        }

        var (own, values) = (_layout, _values);
        _layout = layout;
        _values = Array.Empty<object?>();
        for (var slot = 0; slot < values.Length; slot++)
        {
            this[own.Names[slot]] = values[slot];
        }
    }
}
