using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>Where a query's rows come from.</summary>
internal interface IRowSource
{
    /// <summary>All rows of an object, the deleted ones among them.</summary>
    IEnumerable<Row> Rows(string type, ICallerAccess caller);

    /// <summary>The rows of an object whose field holds one of these different texts, found without a walk; rows that are never stored come along whatever they hold.</summary>
    IEnumerable<Row> Rows(string type, ICallerAccess caller, string field, IReadOnlyCollection<string> texts, bool ignoreCase);

    /// <summary>The row with that id, or null.</summary>
    Row? Find(string type, string id);
}

/// <summary>The store as it is.</summary>
internal sealed class StoredRows : IRowSource
{
    private readonly OrgStore _store;

    public StoredRows(OrgStore store) => _store = store;

    public IEnumerable<Row> Rows(string type, ICallerAccess caller) => _store.Rows(type);

    public IEnumerable<Row> Rows(string type, ICallerAccess caller, string field, IReadOnlyCollection<string> texts, bool ignoreCase) =>
        texts.SelectMany(text => _store.Rows(type, field, text, ignoreCase));

    public Row? Find(string type, string id) => _store.Find(type, id);
}
