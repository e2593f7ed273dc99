using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Schema;

namespace SfIntegration.Practice.Rules;

/// <summary>The restricted picklists of User where the schema keeps no values: Data/user-picklists.json.</summary>
internal static class UserPicklists
{
    private static readonly Dictionary<string, HashSet<string>> s_values =
        EmbeddedData.Json("Rules.Data.user-picklists.json").Properties()
        .Where(p => p.Name != "about")
        .ToDictionary(p => p.Name, p => new HashSet<string>(p.Value.Values<string>()!, StringComparer.Ordinal), StringComparer.Ordinal);

    public static void Check(Write write)
    {
        foreach (var pair in s_values)
        {
            if (write.Given.Contains(pair.Key)
                && write.Schema.Field(pair.Key) is FieldSchema { PicklistValues.Count: 0 } field
                && write.Row.Text(pair.Key) is { } value
                && !pair.Value.Contains(value))
            {
                throw Faults.BadPicklist(field, value);
            }
        }
    }
}
