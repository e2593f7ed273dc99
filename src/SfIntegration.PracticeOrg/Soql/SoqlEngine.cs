using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>Answers SOQL from the store, as one caller sees it.</summary>
internal sealed class SoqlEngine
{
    private readonly OrgSchema _schema;
    private readonly PracticeClock _clock;
    private readonly Dictionary<string, IVirtualTable> _virtual = new(StringComparer.OrdinalIgnoreCase);

    public SoqlEngine(OrgSchema schema, OrgStore store, PracticeClock clock)
    {
        _schema = schema;
        Source = new StoredRows(store);
        _clock = clock;
    }

    /// <summary>Where rows come from; the store as it is unless set.</summary>
    public IRowSource Source { get; init; }

    /// <summary>The path of the API it answers for, below the version: nothing for the data API.</summary>
    public string ApiPath { get; init; } = "";

    /// <summary>Adds an object whose rows are computed.</summary>
    public void Add(IVirtualTable table) => _virtual[table.Name] = table;

    /// <summary>Whether the rows of an object are computed.</summary>
    public bool IsVirtual(SObjectSchema o) => _virtual.ContainsKey(o.Name);

    /// <summary>All rows of a query; the caller of this method pages them.</summary>
    public SoqlResult Run(string soql, ICallerAccess caller, string apiVersion, bool includeDeleted = false) =>
        Run(soql, SoqlParser.Parse(soql), caller, apiVersion, includeDeleted);

    /// <summary>The same for a query that was read already, from this text.</summary>
    public SoqlResult Run(string soql, Query query, ICallerAccess caller, string apiVersion, bool includeDeleted = false)
    {
        var context = Context(soql, caller, apiVersion, includeDeleted);
        var source = RowQuery.From(context, query);
        if (IsPlainCount(query))
        {
            return Count(context, query, source);
        }

        if (GroupQuery.Applies(query))
        {
            var groups = new GroupQuery(context, query, source).Records();
            return new SoqlResult(groups.Count, groups, "AggregateResult");
        }

        if (query.Having is not null)
        {
            throw SoqlFault.Plain("MALFORMED_QUERY", "HAVING is allowed only with GROUP BY");
        }

        var records = new RecordQuery(context, query, source);
        var answer = records.Records(records.Matching());
        return new SoqlResult(answer.Count, answer, source.Object.Name);
    }

    /// <summary>The columns of a query, its names checked, without reading a row.</summary>
    public QueryShape Describe(string soql, ICallerAccess caller, string apiVersion)
    {
        var query = SoqlParser.Parse(soql);
        var context = Context(soql, caller, apiVersion, includeDeleted: false);
        return QueryColumns.Of(context, query, RowQuery.From(context, query));
    }

    private QueryContext Context(string soql, ICallerAccess caller, string apiVersion, bool includeDeleted)
    {
        var zone = TimeZones.Find(Source.Find("User", caller.UserId)?.Text("TimeZoneSidKey"));
        var fiscal = Source.Rows("Organization", caller).FirstOrDefault()?["FiscalYearStartMonth"] as int? ?? 1;
        return new QueryContext(soql, _schema, new RowReader(_schema, Source, caller, includeDeleted, _virtual), caller, new QueryCalendar(_clock.UtcNow, zone, fiscal), apiVersion) { ApiPath = ApiPath };
    }

    private static bool IsPlainCount(Query query) =>
        query.Select.Any(i => i is ExprItem { Expr: CallExpr { Name: "COUNT", Arguments.Count: 0 } });

    // COUNT() answers no records, only how many there would be.
    private static SoqlResult Count(QueryContext context, Query query, RowQuery source)
    {
        if (query.Select.Count > 1 || query.GroupBy.Count > 0)
        {
            throw context.Fault(query.Select[0].Position, "MALFORMED_QUERY", "COUNT() must stand alone in the SELECT list");
        }

        if (query.OrderBy.Count > 0)
        {
            throw context.Fault(query.OrderBy[0].Expr.Position, "MALFORMED_QUERY", "ORDER BY is not allowed with COUNT()");
        }

        var count = source.Matching().Skip(query.Offset).Take(query.Limit ?? int.MaxValue).Count();
        return new SoqlResult(count, Array.Empty<JObject>(), source.Object.Name);
    }
}

/// <summary>What a query answers. Records carry attributes; TotalSize is the number of records, or the count of COUNT().</summary>
internal sealed record SoqlResult(int TotalSize, IReadOnlyList<JObject> Records, string? SobjectType);
