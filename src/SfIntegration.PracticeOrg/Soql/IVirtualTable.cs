using System;
using System.Collections.Generic;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>An object whose rows are computed from the schema and the caller instead of stored.</summary>
internal interface IVirtualTable
{
    /// <summary>The object's name.</summary>
    string Name { get; }

    /// <summary>How its queries differ from those of other objects.</summary>
    VirtualLimits Limits { get; }

    /// <summary>The rows that can pass a query's conditions; a table may answer more than those.</summary>
    IEnumerable<Row> Rows(ICallerAccess caller, VirtualFilter filter);

    /// <summary>The row another row refers to.</summary>
    Row? Find(ICallerAccess caller, string id);
}

/// <summary>How queries on a computed object differ (facts §3.4; Tooling API guide, reference_objects_soql_limits).</summary>
internal sealed record VirtualLimits
{
    /// <summary>No differences.</summary>
    public static VirtualLimits None { get; } = new();

    /// <summary>Conditions are = and IN joined by AND, nothing is grouped, and the answer is one batch.</summary>
    public bool EqualsOnly { get; init; }

    /// <summary>LIMIT and OFFSET are read and ignored.</summary>
    public bool IgnoresLimit { get; init; }

    /// <summary>Rows have ids of their own; the others show 000000000000000AAA.</summary>
    public bool HasIds { get; init; }

    /// <summary>Of each list, the WHERE clause has to name one column.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Required { get; init; } = Array.Empty<IReadOnlyList<string>>();
}
