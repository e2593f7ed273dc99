using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Soql;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Api;

/// <summary>The rows as the rules know them: assignments that lapsed are inactive, Modify All Data shows as rows of its own.</summary>
internal sealed class EngineRows : IRowSource
{
    private readonly OrgEngine _engine;

    public EngineRows(OrgEngine engine) => _engine = engine;

    public IEnumerable<Row> Rows(string type, ICallerAccess caller) => _engine.RowsForQuery(caller, type);

    public IEnumerable<Row> Rows(string type, ICallerAccess caller, string field, IReadOnlyCollection<string> texts, bool ignoreCase) =>
        _engine.RowsForQuery(caller, type, field, texts, ignoreCase);

    // What shows no id is not found by one (OauthToken).
    public Row? Find(string type, string id) =>
        _engine.Store.Find(type, id) is { } row
            ? _engine.Schema.Find(row.Type)?.Field("Id") is { Nillable: true } ? null : QueryRows.UpToDate(_engine, row)
            : QueryRows.NeverStored(_engine, type).FirstOrDefault(r => r.Id == id);
}
