using System.Collections.Generic;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>Where a query's rows come from.</summary>
internal interface IRowSource
{
    /// <summary>All rows of an object, the deleted ones among them.</summary>
    IEnumerable<Row> Rows(string type, ICallerAccess caller);

    /// <summary>The row with that id, or null.</summary>
    Row? Find(string type, string id);
}

/// <summary>The store as it is.</summary>
internal sealed class StoredRows : IRowSource
{
    private readonly OrgStore _store;

    public StoredRows(OrgStore store) => _store = store;

    public IEnumerable<Row> Rows(string type, ICallerAccess caller) => _store.Rows(type);

    public Row? Find(string type, string id) => _store.Find(type, id);
}
