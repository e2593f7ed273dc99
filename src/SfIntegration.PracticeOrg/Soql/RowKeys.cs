using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Schema;

namespace SfIntegration.Practice.Soql;

/// <summary>What spares a query the walk through the table: a field by which rows are found at once, and the only values that can pass.</summary>
internal sealed record RowKeys(FieldSchema Field, IReadOnlyCollection<string> Values)
{
    /// <summary>The field is the record's own id.</summary>
    public bool IsId => Field.Type == "id";

    /// <summary>References compare with their case, texts without.</summary>
    public bool IgnoresCase => Field.Type != "reference";

    /// <summary>
    /// Rows can be found by that field: ids, references, and texts that name a record (Salesforce keeps indexes of the same fields).
    /// A person's name is put together only when it is read.
    /// </summary>
    public static bool CanFind(SObjectSchema o, FieldSchema field) =>
        field.Type is "id" or "reference"
        || (ValueKinds.Of(field.Type) == ValueKind.Text
            && (field.Unique || field.IdLookup || field.ExternalId || (field.NameField && o.Field("LastName") is null)));

    /// <summary>The keys that leave the fewest rows, as far as can be told without looking: ids before others.</summary>
    public static RowKeys? Best(IEnumerable<RowKeys?> keys) => keys
        .Where(k => k is not null)
        .OrderByDescending(k => k!.IsId)
        .ThenBy(k => k!.Values.Count)
        .FirstOrDefault();
}
