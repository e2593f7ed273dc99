using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Schema;

namespace SfIntegration.Practice.Soql;

/// <summary>What a query answers, without its records (the <c>columns=true</c> of the query resource).</summary>
internal sealed record QueryShape(SObjectSchema Object, bool Grouped, bool HasOffset, IReadOnlyList<QueryColumn> Columns)
{
    /// <summary>The answer of <c>query?q=...&amp;columns=true</c>. The resource is not documented; the shape is what query tools read from it.</summary>
    public JObject ToJson() => new()
    {
        ["columnMetadata"] = new JArray(Columns.Select(c => c.ToJson())),
        ["entityName"] = Object.Name,
        ["groupBy"] = Grouped,
        ["idSelected"] = Columns.Any(c => c.Field?.Type == "id"),
        ["keyPrefix"] = Object.KeyPrefix,
    };
}

/// <summary>One column of a query: a field, a parent with columns of its own, a child sub-select, or a function.</summary>
internal sealed class QueryColumn
{
    public QueryColumn(string name, string displayName, string? type)
    {
        Name = name;
        DisplayName = displayName;
        Type = type;
    }

    /// <summary>The name the records carry.</summary>
    public string Name { get; }

    /// <summary>The name as written; a function with its argument.</summary>
    public string DisplayName { get; }

    /// <summary>The describe type; null for parents and child sub-selects.</summary>
    public string? Type { get; }

    /// <summary>A function of a group, or a child sub-select.</summary>
    public bool Aggregate { get; init; }

    /// <summary>The field, where it is one.</summary>
    public FieldSchema? Field { get; init; }

    /// <summary>The reference field behind a parent.</summary>
    public string? ForeignKey { get; init; }

    /// <summary>The columns of a parent or of a child sub-select.</summary>
    public List<QueryColumn> Joined { get; } = new();

    /// <summary>The paths of the plain values below this column, such as Owner.Name.</summary>
    public IEnumerable<string> Paths() =>
        Joined.Count == 0 ? new[] { Name } : Joined.SelectMany(c => c.Paths()).Select(p => Name + "." + p);

    public JObject ToJson() => new()
    {
        ["aggregate"] = Aggregate,
        ["apexType"] = Aggregate || Type is null ? null : ApexType(Type),
        ["booleanType"] = Type == "boolean",
        ["columnName"] = Name,
        ["custom"] = Field?.Custom ?? false,
        ["displayName"] = DisplayName,
        ["foreignKeyName"] = ForeignKey,
        ["insertable"] = Field?.Createable ?? false,
        ["joinColumns"] = new JArray(Joined.Select(c => c.ToJson())),
        ["numberType"] = Type is not null && ValueKinds.Of(Type) == ValueKind.Number,
        ["textType"] = Type is not null && ValueKinds.Of(Type) is ValueKind.Text or ValueKind.MultiPicklist,
        ["updatable"] = Field?.Updateable ?? false,
    };

    private static string ApexType(string type) => ValueKinds.Of(type) switch
    {
        ValueKind.Id => "Id",
        ValueKind.Boolean => "Boolean",
        ValueKind.Number => type == "int" ? "Integer" : "Double",
        ValueKind.Date => "Date",
        ValueKind.DateTime => "Datetime",
        _ => type is "address" or "location" ? char.ToUpperInvariant(type[0]) + type.Substring(1) : "String",
    };
}
