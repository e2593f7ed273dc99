using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Activity.Logs;

namespace SfIntegration.Activity.Measure;

/// <summary>Says what a measurement looked at and what its logs cannot show.</summary>
internal static class ActivityCoverage
{
    private static readonly string[] s_withRows = { "RestApi", "ApexRestApi", "API", "BulkApi", "BulkApi2" };

    public static SfActivityCoverage Of(
        MeasureOptions options, ActivityFold fold, IReadOnlyList<SfSavedEventLog> files, IReadOnlyList<SfEventLogGap> gaps, long damaged, DateTime? first, DateTime? last, long counted)
    {
        var types = EventTypes(fold, files);
        return new SfActivityCoverage
        {
            By = options.By,
            Since = options.Since,
            Until = options.Until,
            FirstEvent = first,
            LastEvent = last,
            EventTypes = types,
            Files = files,
            Events = fold.Events,
            Counted = counted,
            CountedElsewhere = fold.Elsewhere,
            Damaged = damaged,
            Gaps = gaps,
            NotShown = NotShown(types).ToList(),
        };
    }

    private static IReadOnlyList<string> EventTypes(ActivityFold fold, IReadOnlyList<SfSavedEventLog> files)
    {
        var types = new SortedSet<string>(files.Select(f => f.EventType), StringComparer.Ordinal);
        for (var place = 0; place < fold.Table.Count; place++)
        {
            types.Add(fold.Names[KeyPart.EventType][fold.Table.Key(place, KeyPart.EventType)]!);
        }

        return types.ToList();
    }

    // Facts §6.4.
    private static IEnumerable<string> NotShown(IReadOnlyCollection<string> types)
    {
        var calls = types.Where(t => SavedLogs.Precedence(t) != int.MaxValue).ToList();
        if (calls.Count > 0 && !types.Contains("CompositeApiSubrequest"))
        {
            yield return "The calls inside a composite: the logs have the composite only (the event type CompositeApiSubrequest of API 64 would show them).";
        }

        if (calls.Count > 0 && !calls.Intersect(s_withRows).Any())
        {
            yield return "How many rows were read or written: ApiTotalUsage does not say (RestApi, API and BulkApi2 do; they come with Event Monitoring).";
        }

        if (!types.Contains("Login"))
        {
            yield return "Sign-ins: no file of the event type Login is among those that were read.";
        }
    }
}
