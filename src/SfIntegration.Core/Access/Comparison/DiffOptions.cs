using System;
using System.Collections.Generic;

namespace SfIntegration.Access.Comparison;

/// <summary>What is compared, and what is shown of it.</summary>
internal sealed class DiffOptions
{
    private static readonly HashSet<AccessPartKind> s_ofObjects = new() { AccessPartKind.Object, AccessPartKind.Field, AccessPartKind.RecordType };

    private readonly Dictionary<string, bool> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Shows what is equal too.</summary>
    public bool WithEqual { get; init; }

    /// <summary>Only these sorts; null for all.</summary>
    public IReadOnlyCollection<AccessPartKind>? Kinds { get; init; }

    /// <summary>Only these objects, with their fields and record types; null for all, and for what belongs to no object.</summary>
    public Func<string, bool>? Objects { get; init; }

    public bool HasObjects => Objects is not null;

    public bool Compares(AccessPartKind kind)
    {
        if (Objects is not null && !s_ofObjects.Contains(kind))
        {
            return false;
        }

        if (Kinds is null)
        {
            return true;
        }

        foreach (var wanted in Kinds)
        {
            if (wanted == kind)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for an object that is asked for; each name is judged once.</summary>
    public bool Wants(string sobjectType)
    {
        if (Objects is null)
        {
            return true;
        }

        if (!_known.TryGetValue(sobjectType, out var wanted))
        {
            _known[sobjectType] = wanted = Objects(sobjectType);
        }

        return wanted;
    }
}
