using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Schema;

/// <summary>The standard objects, from the data files.</summary>
internal static class StandardSchema
{
    /// <summary>The objects a small company has: standard ones, and a few of its own.</summary>
    public static OrgSchema Company()
    {
        var schema = new OrgSchema();
        SObjectSchema? current = null;
        foreach (var line in DataFile.Lines("company.txt"))
        {
            switch (line[0])
            {
                case '+':
                    schema.Add(current = Standard(line.Substring(1)));
                    break;
                case '@':
                    schema.Add(current = SchemaText.Object(line));
                    break;
                default:
                    current!.Add(SchemaText.Field(line));
                    break;
            }
        }

        return schema;
    }

    /// <summary>The names of all standard objects the data holds.</summary>
    public static IReadOnlyList<string> AllNames() => StandardObjects.Shared.Names;

    /// <summary>Adds standard objects by name; those the org already has stay as they are.</summary>
    /// <exception cref="ArgumentException">A name is no standard object.</exception>
    public static void AddStandard(OrgSchema schema, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (schema.Find(name) is null)
            {
                schema.Add(Standard(name));
            }
        }
    }

    private static SObjectSchema Standard(string name) => StandardObjects.Shared.Load(name)
        ?? throw new ArgumentException($"'{name}' is not among the standard objects the practice org knows.", nameof(name));
}
