using System;
using SfIntegration.Practice.Schema;

namespace SfIntegration.Practice.Soql;

/// <summary>Something that has a value on every T (a row, a group), ready to be read and compared.</summary>
internal sealed record Operand<T>(string Name, string Type, int Position, Func<T, object?> Read)
{
    /// <summary>The field behind it, where it is a plain field.</summary>
    public FieldSchema? Field { get; init; }

    /// <summary>The object whose field that is.</summary>
    public SObjectSchema? Owner { get; init; }

    /// <summary>A field of the queried object itself, not of a parent.</summary>
    public bool IsOwn { get; init; }

    public ValueKind Kind => ValueKinds.Of(Type);
}
