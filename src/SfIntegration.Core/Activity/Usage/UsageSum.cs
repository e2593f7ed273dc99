using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Scope;

namespace SfIntegration.Activity.Usage;

/// <summary>Adds up what one identity did. Pure.</summary>
internal static class UsageSum
{
    private static readonly char[] s_between = { ',', ';', '|' };

    /// <summary>The use of one identity.</summary>
    /// <param name="window">Who, when and how much of it the logs cover; its other parts are added here.</param>
    /// <param name="calls">Its calls by day, object and operation.</param>
    /// <param name="queries">Its queries.</param>
    /// <param name="personSignIns">Sign-ins of a person in its name: how many, and the last.</param>
    public static UsedAccess Of(UsedAccess window, IReadOnlyList<SfActivity> calls, QueryTexts queries, (long Count, DateTime Last)? personSignIns)
    {
        return new UsedAccess
        {
            Username = window.Username,
            WindowStart = window.WindowStart,
            WindowEnd = window.WindowEnd,
            Sources = window.Sources,
            Days = window.Days,
            DaysCovered = window.DaysCovered,
            Calls = calls.Sum(c => c.Calls),
            FirstCall = calls.Select(c => (DateTime?)c.FirstSeen).Min(),
            Objects = Objects(calls, queries),
            Hidden = Hidden(calls, queries).ToList(),
            PersonSignIns = personSignIns,
            HasQueries = calls.Any(IsQuery) || queries.Objects.Count > 0,
            QueriesHidden = QueriesHidden(calls, queries),
            Relationships = queries.Relationships,
            LooseFields = queries.LooseFields,
        };
    }

    /// <summary>"1 call", "12 calls".</summary>
    public static string Count(long count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static bool IsQuery(SfActivity call) => call.Operation == "Query";

    private static IEnumerable<string> ObjectsOf(SfActivity call) => (call.SobjectType ?? "").Split(s_between).Select(o => o.Trim()).Where(o => o.Length > 0);

    private static IEnumerable<HiddenUse> Hidden(IReadOnlyList<SfActivity> calls, QueryTexts queries)
    {
        var allQueriesRead = QueriesHidden(calls, queries) is null;
        foreach (var kind in calls.GroupBy(c => (Operation: c.Operation ?? "no name", HasObject: ObjectsOf(c).Any())).OrderBy(g => g.Key.Operation, StringComparer.Ordinal))
        {
            var operation = kind.First().Operation;
            var access = kind.Key.HasObject ? OperationAccess.OnObject(operation).Hides : operation == "Query" && allQueriesRead ? ObjectAccess.None : OperationAccess.WithoutObject(operation);
            if (access != ObjectAccess.None)
            {
                yield return new HiddenUse($"{Count(kind.Sum(c => c.Calls), "call")} of {kind.Key.Operation}", access, kind.Max(c => c.LastSeen));
            }
        }
    }

    private static string? QueriesHidden(IReadOnlyList<SfActivity> calls, QueryTexts queries)
    {
        var made = calls.Where(IsQuery).Sum(c => c.Calls);
        return queries.Unreadable > 0 ? $"the text of {Count(queries.Unreadable, "query").Replace("querys", "queries")} could not be read"
            : made > queries.Understood ? $"the logs have no text of {made - queries.Understood} of {Count(made, "query").Replace("querys", "queries")} (ApiTotalUsage has none; RestApi and API have)"
            : queries.HasLooseAllFields ? "a query asks for all fields of a relationship"
            : null;
    }

    private static Dictionary<string, UsedObject> Objects(IReadOnlyList<SfActivity> calls, QueryTexts queries)
    {
        var byObject = calls.SelectMany(c => ObjectsOf(c).Select(o => (Object: o, Call: c))).ToLookup(c => c.Object, c => c.Call, StringComparer.OrdinalIgnoreCase);
        return byObject.Select(g => g.Key).Concat(queries.Objects.Keys).Distinct(StringComparer.OrdinalIgnoreCase)
            .ToDictionary(o => o, o => One(o, byObject[o].ToList(), queries), StringComparer.OrdinalIgnoreCase);
    }

    private static UsedObject One(string sobjectType, IReadOnlyList<SfActivity> calls, QueryTexts queries)
    {
        var wholes = calls.Where(c => OperationAccess.HidesFields(c.Operation)).GroupBy(c => c.Operation ?? "no name").OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        return new UsedObject
        {
            SobjectType = sobjectType,
            Operations = calls.GroupBy(c => c.Operation ?? "", StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new OperationUse(
                g.Key, g.Sum(c => c.Calls), g.Sum(c => c.Errors), g.Min(c => c.FirstSeen), g.Max(c => c.LastSeen), g.Select(c => c.Day!.Value).Distinct().OrderBy(d => d).ToList())).ToList(),
            LastRelated = queries.Objects.TryGetValue(sobjectType, out var last) ? last : null,
            Fields = queries.Fields.TryGetValue(sobjectType, out var fields) ? fields : new Dictionary<string, DateTime>(StringComparer.OrdinalIgnoreCase),
            FieldsHidden = queries.AllFieldsOf.Contains(sobjectType) ? "a query asks for FIELDS(...)"
                : wholes.Count > 0 ? $"{string.Join(", ", wholes.Select(w => $"{Count(w.Sum(c => c.Calls), "call")} of {w.Key}"))}: of those no log shows the fields"
                : null,
        };
    }
}
