using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Scope;

/// <summary>Which fields are parts of an address, and through which compound they are granted.</summary>
internal static class AddressParts
{
    private static readonly Lazy<(HashSet<string> Parts, Dictionary<string, HashSet<string>> Compounds)> s_data = new(Load);

    /// <summary>("Account", "BillingCity") -> "BillingAddress"; null where the field is no part of an address.</summary>
    public static string? CompoundOf(string sobjectType, string field)
    {
        var (parts, compounds) = s_data.Value;
        if (field.EndsWith("__s", StringComparison.OrdinalIgnoreCase))
        {
            // Site__City__s, Acme__Site__City__s: the part is what stands before __s, the field what stands before that.
            var own = field.Substring(0, field.Length - 3);
            var cut = own.LastIndexOf("__", StringComparison.Ordinal);
            return cut > 0 && parts.Contains(own.Substring(cut + 2)) ? own.Substring(0, cut) + "__c" : null;
        }

        foreach (var part in parts)
        {
            if (field.EndsWith(part, StringComparison.OrdinalIgnoreCase)
                && compounds.TryGetValue(field.Substring(0, field.Length - part.Length) + "Address", out var objects)
                && objects.Contains(sobjectType))
            {
                return compounds.Keys.First(k => string.Equals(k, field.Substring(0, field.Length - part.Length) + "Address", StringComparison.OrdinalIgnoreCase));
            }
        }

        return null;
    }

    private static (HashSet<string> Parts, Dictionary<string, HashSet<string>> Compounds) Load()
    {
        var data = ScopeData.Read("address-parts.json");
        var compounds = new Dictionary<string, HashSet<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var compound in ((Newtonsoft.Json.Linq.JObject)data["compounds"]!).Properties())
        {
            compounds.Add(compound.Name, new HashSet<string>(compound.Value.Select(o => (string)o!), StringComparer.OrdinalIgnoreCase));
        }

        return (new HashSet<string>(data["parts"]!.Select(p => (string)p!), StringComparer.OrdinalIgnoreCase), compounds);
    }
}
