using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Activity.Logs;
using SfIntegration.Activity.Usage;
using SfIntegration.Scope;

namespace SfIntegration.Unit.Tests.Activity.Usage;

/// <summary>A year of use, made up call by call.</summary>
internal static class UsageBench
{
    public static readonly DateTime End = new(2026, 11, 20, 0, 0, 0, DateTimeKind.Utc);

    public static SfActivity Call(string operation, string? sobjectType, int daysBack, long calls = 1, long errors = 0, string client = "SAP") => new()
    {
        Username = "svc@acme.example",
        Client = client,
        AddressBlock = "198.51.100.0/24",
        Operation = operation,
        SobjectType = sobjectType,
        Day = End.AddDays(-daysBack),
        Hour = 3,
        Calls = calls,
        Errors = errors,
        FirstSeen = End.AddDays(-daysBack).AddHours(3),
        LastSeen = End.AddDays(-daysBack).AddHours(3.5),
    };

    public static IEnumerable<SfActivity> Daily(string operation, string? sobjectType, int days = 365) => Enumerable.Range(1, days).Select(d => Call(operation, sobjectType, d));

    public static QueryTexts Queries(params string[] texts)
    {
        var queries = new QueryTexts();
        foreach (var text in texts)
        {
            queries.Add(new EventRow(new SfOrg("acme.example"), "RestApi", new[] { "METHOD", "URI", "QUERY", "TIMESTAMP_DERIVED" }, new object?[] { "GET", "/services/data/v66.0/query", text, End.AddDays(-1) }));
        }

        return queries;
    }

    public static UsedAccess Seen(IEnumerable<SfActivity> calls, QueryTexts? queries = null, int days = 365, int? covered = null, string[]? sources = null, (long, DateTime)? person = null) => UsageSum.Of(
        new UsedAccess
        {
            Username = "svc@acme.example",
            WindowStart = End.AddDays(-days),
            WindowEnd = End,
            Sources = sources ?? new[] { "ApiTotalUsage" },
            Days = days,
            DaysCovered = covered ?? days,
        },
        calls.Where(c => c.Day >= End.AddDays(-days)).ToList(), queries ?? new QueryTexts(), person);

    public static AccessScope Granting(params string[] objects) => ScopeReader.ReadText(
        "scopeVersion: 1\nname: orders\nowner: { name: P, contact: p@acme.example }\nidentity:\n  username: svc@acme.example\n  lastName: svc\n  email: p@acme.example\nintegrations:\n  sync:\n    purpose: Keeps in step\n    objects:\n"
        + string.Concat(objects.Select(o => $"      {o}\n"))).Get();

    /// <summary>Every grant was made long ago.</summary>
    public static GrantAges Old(AccessScope scope)
    {
        var ages = new GrantAges();
        foreach (var o in scope.Integrations.SelectMany(i => i.Objects))
        {
            ages.Add("", o.SobjectType, null, End.AddYears(-3));
            foreach (var f in o.Fields.Read.Concat(o.Fields.Edit))
            {
                ages.Add("", o.SobjectType, f.Name, End.AddYears(-3));
            }
        }

        return ages;
    }

    public static IReadOnlyList<SfUnusedAccess> Judge(AccessScope scope, UsedAccess usage, GrantAges? ages = null) => UnusedAccess.Of(scope, usage, ages ?? Old(scope), null);

    public static SfUnusedAccess Find(this IReadOnlyList<SfUnusedAccess> rows, string sobjectType, string access, string? field = null) =>
        rows.Single(r => r.SobjectType == sobjectType && r.Access == access && r.Field == field);
}
