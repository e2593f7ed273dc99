using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Schema;

/// <summary>The standard objects, from the data file.</summary>
internal static class StandardSchema
{
    /// <summary>The objects a small company has.</summary>
    public static OrgSchema Company() => throw new NotSupportedException();

    /// <summary>The names of all standard objects the data holds.</summary>
    public static IReadOnlyList<string> AllNames() => throw new NotSupportedException();

    /// <summary>Adds standard objects by name; unknown names are an error.</summary>
    public static void AddStandard(OrgSchema schema, IEnumerable<string> names) => throw new NotSupportedException();
}
