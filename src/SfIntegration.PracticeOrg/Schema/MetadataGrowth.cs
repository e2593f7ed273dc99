using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Schema;

/// <summary>Grows an org by what a permission set or profile file names.</summary>
internal static class MetadataGrowth
{
    /// <summary>Adds every object and field the file names; what needs rows instead is answered.</summary>
    public static GrownNames AddFromMetadata(OrgSchema schema, string xml, string? namespacePrefix) =>
        throw new NotSupportedException();
}

/// <summary>What a metadata file named: objects and fields that were added, and setup entities for which the caller makes rows.</summary>
internal sealed record GrownNames
{
    /// <summary>Objects that were added.</summary>
    public IReadOnlyList<string> Objects { get; init; } = Array.Empty<string>();

    /// <summary>Fields that were added, as Object.Field.</summary>
    public IReadOnlyList<string> Fields { get; init; } = Array.Empty<string>();

    /// <summary>applicationVisibilities/application.</summary>
    public IReadOnlyList<string> Applications { get; init; } = Array.Empty<string>();

    /// <summary>classAccesses/apexClass.</summary>
    public IReadOnlyList<string> ApexClasses { get; init; } = Array.Empty<string>();

    /// <summary>pageAccesses/apexPage.</summary>
    public IReadOnlyList<string> ApexPages { get; init; } = Array.Empty<string>();

    /// <summary>customPermissions/name.</summary>
    public IReadOnlyList<string> CustomPermissions { get; init; } = Array.Empty<string>();
}
