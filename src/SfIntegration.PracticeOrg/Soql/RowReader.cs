using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>Reads rows, values and parents, from the store and from the virtual tables alike.</summary>
internal sealed class RowReader
{
    // What SOQL shows as the id of rows that have none.
    private const string EmptyId = "000000000000000AAA";

    private readonly OrgSchema _schema;
    private readonly IRowSource _source;
    private readonly ICallerAccess _caller;
    private readonly bool _includeDeleted;
    private readonly IReadOnlyDictionary<string, IVirtualTable> _virtual;
    private readonly Dictionary<(string Type, string Relationship), FieldSchema?> _relationships = new();

    public RowReader(OrgSchema schema, IRowSource source, ICallerAccess caller, bool includeDeleted, IReadOnlyDictionary<string, IVirtualTable> virtualTables)
    {
        _schema = schema;
        _source = source;
        _caller = caller;
        _includeDeleted = includeDeleted;
        _virtual = virtualTables;
    }

    /// <summary>Whether the rows of an object are computed.</summary>
    public bool IsVirtual(SObjectSchema o) => _virtual.ContainsKey(o.Name);

    /// <summary>The virtual table of an object, or null.</summary>
    public IVirtualTable? Table(SObjectSchema o) => _virtual.TryGetValue(o.Name, out var table) ? table : null;

    /// <summary>How queries on an object differ from those on others.</summary>
    public VirtualLimits Limits(SObjectSchema o) => Table(o)?.Limits ?? VirtualLimits.None;

    /// <summary>All rows of an object, seen or not; of a computed object, those that can pass the filter at least.</summary>
    public IEnumerable<Row> All(SObjectSchema o, VirtualFilter filter) => Table(o)?.Rows(_caller, filter) ?? _source.Rows(o.Name, _caller);

    /// <summary>The rows with one of these keys, seen or not, each once; perhaps a few others.</summary>
    public IEnumerable<Row> ByKeys(SObjectSchema o, RowKeys keys)
    {
        var values = keys.Values.Distinct(keys.IgnoresCase && !keys.IsId ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        return keys.IsId
            ? values.Select(id => _source.Find(o.Name, id)).Where(r => r is not null).Select(r => r!)
            : _source.Rows(o.Name, _caller, keys.Field.Name, values.ToList(), keys.IgnoresCase);
    }

    /// <summary>Whether the caller sees a row. The costly question: ask it last.</summary>
    public bool IsSeen(SObjectSchema o, Row row) => (_includeDeleted || !row.IsDeleted) && (IsVirtual(o) || _caller.CanSeeRow(o, row));

    /// <summary>A field's value; text of no characters and unset flags read as Salesforce reads them.</summary>
    public object? Value(SObjectSchema o, Row row, FieldSchema field)
    {
        if (field.Type == "id")
        {
            return Table(o) is { Limits.HasIds: false } ? EmptyId : field.Nillable ? null : row.Id;
        }

        if (field.Name == "IsDeleted")
        {
            return row.IsDeleted;
        }

        var value = row[field.Name];
        return value switch
        {
            "" => null,
            null when field.Type == "boolean" => false,
            null when field.Name == "Name" => PersonName(o, row),
            _ => value,
        };
    }

    /// <summary>A field's value on a row whose object is only known now; null where the object has no such field.</summary>
    public object? Value(Row row, string field)
    {
        var schema = _schema.Find(row.Type);
        return schema?.Field(field) is { } found && _caller.CanReadField(schema, found) ? Value(schema, row, found) : null;
    }

    /// <summary>The row a relationship leads to, or null.</summary>
    public Row? Parent(Row row, string relationship)
    {
        var key = (row.Type, relationship);
        if (!_relationships.TryGetValue(key, out var field))
        {
            var schema = _schema.Find(row.Type);
            _relationships[key] = field = schema is null ? null : Relationship(schema, relationship);
        }

        return field is not null && row.Text(field.Name) is { Length: > 0 } id ? Target(field, id) : null;
    }

    /// <summary>The reference a parent relationship name stands for, if the caller may read it.</summary>
    public FieldSchema? Relationship(SObjectSchema o, string name) => o.Fields.FirstOrDefault(f =>
        f.ReferenceTo.Count > 0
        && string.Equals(f.RelationshipName, name, StringComparison.OrdinalIgnoreCase)
        && _caller.CanReadField(o, f));

    private Row? Target(FieldSchema field, string id)
    {
        foreach (var name in field.ReferenceTo)
        {
            if (_schema.Find(name) is not { } schema || !_caller.CanSee(schema))
            {
                continue;
            }

            var row = _virtual.TryGetValue(name, out var table) ? table.Find(_caller, id) : _source.Find(schema.Name, id);
            if (row is not null)
            {
                return _caller.CanSeeRow(schema, row) ? row : null;
            }
        }

        return null;
    }

    private static string? PersonName(SObjectSchema o, Row row)
    {
        if (o.Field("LastName") is null || row.Text("LastName") is not { Length: > 0 } last)
        {
            return null;
        }

        return row.Text("FirstName") is { Length: > 0 } first ? first + " " + last : last;
    }
}
