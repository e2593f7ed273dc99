using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Api;
using SfIntegration.Practice.Soql;

namespace SfIntegration.Practice.Metadata;

/// <summary>
/// /tooling/query: as /query, and the columns FullName and Metadata of Profile and PermissionSet, which take a query that finds no more
/// than one row (facts §3.4).
/// </summary>
internal static class ToolingQuery
{
    private static readonly string[] s_types = { "Profile", "PermissionSet" };

    private static readonly string[] s_columns = { "FullName", "Metadata" };

    public static PracticeResponse Run(Exchange exchange)
    {
        if (exchange.Query("q") is not { } soql || exchange.Query("columns") is not null)
        {
            return QueryResource.Query(exchange);
        }

        var query = SoqlParser.Parse(soql);
        var type = Array.Find(s_types, t => string.Equals(t, query.From.Text, StringComparison.OrdinalIgnoreCase));
        var asked = query.Select.Select(Column).Where(c => c is not null).Select(c => c!).Distinct().ToList();
        if (type is null || asked.Count == 0)
        {
            return QueryResource.Query(exchange);
        }

        if (!exchange.Caller.HasPermission(exchange.Org.Switches.ToolingMetadataPermission))
        {
            throw new SfFault(403, "INSUFFICIENT_ACCESS", "You do not have permission to view this record.");
        }

        return Answer(exchange, soql, query, type, asked);
    }

    private static PracticeResponse Answer(Exchange exchange, string soql, Query query, string type, IReadOnlyList<string> asked)
    {
        // The id is needed to find the component; where nobody asked for it, it is taken out again.
        var plain = query.Select.Where(i => Column(i) is null).ToList();
        var withId = plain.Any(i => i is ExprItem { Expr: FieldExpr { Text: var text } } && string.Equals(text, "Id", StringComparison.OrdinalIgnoreCase));
        if (!withId)
        {
            plain.Add(new ExprItem(new FieldExpr(new[] { query.From.Parts[0] with { Text = "Id" } }), null));
        }

        var result = exchange.Soql.Run(soql, query with { Select = plain }, exchange.Caller, exchange.Version);
        if (result.Records.Count > 1)
        {
            throw new SfFault(400, "MALFORMED_QUERY", "When retrieving results with Metadata or FullName fields, the query qualifications must specify no more than one row for retrieval. Result size: " + result.Records.Count.ToString(CultureInfo.InvariantCulture));
        }

        var records = new List<JObject>();
        foreach (var record in result.Records)
        {
            Fill(exchange, record, type, asked);
            if (!withId)
            {
                record.Remove("Id");
            }

            records.Add(record);
        }

        return QueryResource.Page(exchange, type, records.Count, records, 0, locator: null);
    }

    private static void Fill(Exchange exchange, JObject record, string type, IReadOnlyList<string> asked)
    {
        var scope = new MetadataScope(exchange.Org.Engine, exchange.Caller, exchange.Version);
        var known = MetadataTypes.Find(type)!;
        var component = known.List(scope).FirstOrDefault(c => c.Id == (string?)record["Id"]);
        foreach (var column in asked)
        {
            // A permission set that a profile or group owns is no component of its own.
            record[column] = component is null ? null
                : column == "FullName" ? component.FullName
                : MetadataShapes.Json(known.Read(scope, component.FullName)!, type);
        }
    }

    private static string? Column(SelectItem item) => item is ExprItem { Expr: FieldExpr { Text: var text } }
        ? Array.Find(s_columns, c => string.Equals(c, text, StringComparison.OrdinalIgnoreCase))
        : null;
}
