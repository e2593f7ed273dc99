using System.Collections.Generic;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>An object whose rows are computed from the schema and the caller instead of stored.</summary>
internal interface IVirtualTable
{
    /// <summary>The object's name.</summary>
    string Name { get; }

    /// <summary>Only = and IN joined by AND, no grouping, LIMIT and OFFSET ignored (the definition objects).</summary>
    bool IsRestricted { get; }

    /// <summary>A field that the WHERE clause must name, or null.</summary>
    string? RequiredFilter { get; }

    /// <summary>All rows.</summary>
    IEnumerable<Row> Rows(OrgSchema schema, ICallerAccess caller);

    /// <summary>The row another row refers to.</summary>
    Row? Find(OrgSchema schema, ICallerAccess caller, string id);
}
