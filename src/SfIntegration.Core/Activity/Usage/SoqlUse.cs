using System;
using System.Collections.Generic;

namespace SfIntegration.Activity.Usage;

/// <summary>What a query names. Everything that may be a field counts as one: who judges what is unused must err on the side of use.</summary>
internal sealed class SoqlUse
{
    /// <summary>Objects that stand after FROM, of the query itself and of queries in its conditions.</summary>
    public HashSet<string> Objects { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Relationships that it follows: "Account" of Account.Name, "Contacts" of (SELECT Id FROM Contacts). What object they lead to, the text does not say.</summary>
    public HashSet<string> Relationships { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names that stand alone, by object.</summary>
    public Dictionary<string, HashSet<string>> Fields { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names at the end of a relationship: fields of an object that the text does not name.</summary>
    public HashSet<string> LooseFields { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Objects of which it asks for FIELDS(...).</summary>
    public HashSet<string> AllFieldsOf { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>It asks for FIELDS(...) of a relationship.</summary>
    public bool HasLooseAllFields { get; set; }

    public void Add(string sobjectType, string field)
    {
        if (!Fields.TryGetValue(sobjectType, out var names))
        {
            Fields.Add(sobjectType, names = new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        }

        names.Add(field);
    }
}
