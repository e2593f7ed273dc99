using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Practice.Soql;

/// <summary>What a WHERE clause fixes by = and IN joined by AND: it tells a computed object which rows are worth computing.</summary>
internal sealed class VirtualFilter
{
    private const string Reference = "Id";

    // Null where something other than text is compared.
    private readonly Dictionary<string, IReadOnlyCollection<string>?> _columns = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Fixes nothing.</summary>
    public static VirtualFilter None { get; } = new();

    /// <summary>What a condition fixes. Names that do not exist are refused.</summary>
    public static VirtualFilter Of(FieldBinder binder, Condition? where)
    {
        var filter = new VirtualFilter();
        foreach (var part in AndedParts(where))
        {
            switch (part)
            {
                case Comparison { Operator: "=", Left: FieldExpr left, Right: var right }:
                    filter.Add(binder.Path(left).ToString(), new[] { right });
                    break;
                case Membership { Operator: "IN", Left: FieldExpr left, Values: var values }:
                    filter.Add(binder.Path(left).ToString(), values);
                    break;
            }
        }

        return filter;
    }

    /// <summary>The parts of a condition that all have to hold.</summary>
    public static IEnumerable<Condition> AndedParts(Condition? where) => where switch
    {
        null => Enumerable.Empty<Condition>(),
        AllOf all => all.Parts.SelectMany(AndedParts),
        _ => new[] { where },
    };

    /// <summary>The same filter with one more column fixed.</summary>
    public VirtualFilter With(string column, string text)
    {
        var filter = new VirtualFilter();
        foreach (var pair in _columns)
        {
            filter._columns[pair.Key] = pair.Value;
        }

        filter._columns[column] = new[] { text };
        return filter;
    }

    /// <summary>The texts a column has to equal one of; null where the query leaves it open.</summary>
    public IReadOnlyCollection<string>? Texts(string column) => _columns.TryGetValue(column, out var texts) ? texts : null;

    /// <summary>Whether a column is named, itself or through its relationship (EntityDefinitionId, EntityDefinition.QualifiedApiName).</summary>
    public bool Names(string column)
    {
        var relationship = column.EndsWith(Reference, StringComparison.Ordinal) ? column.Substring(0, column.Length - Reference.Length) + "." : null;
        return _columns.Keys.Any(c => string.Equals(c, column, StringComparison.OrdinalIgnoreCase)
            || (relationship is not null && c.StartsWith(relationship, StringComparison.OrdinalIgnoreCase)));
    }

    private void Add(string column, IReadOnlyList<Literal> values)
    {
        if (!_columns.ContainsKey(column))
        {
            _columns[column] = values.All(v => v.Kind == LiteralKind.String) ? values.Select(v => SoqlString.Decode(v.Text)).ToList() : null;
        }
    }
}
