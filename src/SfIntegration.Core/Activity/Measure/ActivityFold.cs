using System.Collections.Generic;
using SfIntegration.Activity.Logs.Csv;

namespace SfIntegration.Activity.Measure;

/// <summary>
/// Adds up events under their keys. One thread uses one; what several counted is merged. It grows with the different keys and not with the events.
/// </summary>
internal sealed class ActivityFold
{
    private readonly EventKeys _keys;
    private readonly EventTime _time = new();
    private readonly long _since;
    private readonly long _until;
    private readonly int[] _key = new int[KeyPart.Width];
    private EventColumns _columns = null!;
    private FoldTask _task = new();

    public ActivityFold(MeasureOptions options)
    {
        _keys = new EventKeys(options.By, Names);
        _since = options.Since?.Ticks ?? long.MinValue;
        _until = options.Until?.Ticks ?? long.MaxValue;
    }

    public FoldNames Names { get; } = new();

    public FoldTable Table { get; } = new(KeyPart.Width);

    /// <summary>Events that were read.</summary>
    public long Events { get; private set; }

    /// <summary>Events in the window that something else had already.</summary>
    public long Elsewhere { get; private set; }

    /// <summary>The events that were counted since <see cref="Open"/>, where the task wants to know them.</summary>
    public List<ulong> KeptEvents { get; } = new();

    /// <summary>Their requests.</summary>
    public List<ulong> KeptCalls { get; } = new();

    /// <summary>Begins a file.</summary>
    public void Open(EventColumns columns, FoldTask task)
    {
        _columns = columns;
        _task = task;
        KeptEvents.Clear();
        KeptCalls.Clear();
        _keys.Open(columns);
    }

    /// <summary>Counts one event; false where it does not say when it was.</summary>
    public bool Add(CsvRecord record)
    {
        var ticks = _time.Read(record, _columns);
        if (ticks < 0)
        {
            return false;
        }

        Events++;
        if (ticks < _since || ticks >= _until)
        {
            return true;
        }

        if (_task.LooksAtRequests && _columns.Request >= 0 && record.Length(_columns.Request) > 0 && !IsNew(record, ticks))
        {
            Elsewhere++;

            // What was counted from another type has names that the other lacks: RestApi has ids only.
            _keys.Read(record, ticks, _key);
            Learn(record);
            return true;
        }

        _keys.Read(record, ticks, _key);
        var place = Table.PlaceOf(_key, out var isNew);
        if (isNew)
        {
            Learn(record);
        }

        ref var totals = ref Table[place];
        totals.First = totals.Calls == 0 || ticks < totals.First ? ticks : totals.First;
        totals.Last = totals.Calls == 0 || ticks > totals.Last ? ticks : totals.Last;
        totals.Calls++;
        totals.Errors += EventOutcome.IsError(record, _columns) ? 1 : 0;
        if (EventOutcome.Rows(record, _columns) is var rows && rows >= 0)
        {
            totals.HasRows = true;
            totals.Rows += rows;
        }

        return true;
    }

    /// <summary>An event was found to be counted already.</summary>
    public void CountElsewhere()
    {
        Events++;
        Elsewhere++;
    }

    private bool IsNew(CsvRecord record, long ticks)
    {
        var request = ByteCache.Hash(record.Buffer, record.Start(_columns.Request), record.Length(_columns.Request));
        if (_task.CountedCalls is { } calls && calls.Contains(request))
        {
            return false;
        }

        if (_task.KeepsEvents || _task.CountedEvents is not null)
        {
            var one = (request ^ (ulong)ticks) * 0x9E3779B97F4A7C15UL;
            if (_task.CountedEvents is { } events && events.Contains(one))
            {
                return false;
            }

            if (_task.KeepsEvents)
            {
                KeptEvents.Add(one);
            }
        }

        if (_task.KeepsCalls)
        {
            KeptCalls.Add(request);
        }

        return true;
    }

    /// <summary>Names of users and apps need to be read once only.</summary>
    private void Learn(CsvRecord record)
    {
        Learn(record, Names.Usernames, KeyPart.User, _columns.Username);
        Learn(record, Names.AppNames, KeyPart.App, _columns.AppName);
    }

    private void Learn(CsvRecord record, Dictionary<string, string> names, int part, int column)
    {
        if (_key[part] != 0 && column >= 0 && record.Length(column) > 0 && Names[part][_key[part]] is { } id && !names.ContainsKey(id))
        {
            names[id] = record.Text(column);
        }
    }

    /// <summary>Adds what another one counted.</summary>
    public void Merge(ActivityFold other)
    {
        Events += other.Events;
        Elsewhere += other.Elsewhere;
        foreach (var name in other.Names.Usernames)
        {
            Names.Usernames[name.Key] = name.Value;
        }

        foreach (var name in other.Names.AppNames)
        {
            Names.AppNames[name.Key] = name.Value;
        }

        var key = new int[KeyPart.Width];
        for (var place = 0; place < other.Table.Count; place++)
        {
            for (var part = 0; part < KeyPart.Width; part++)
            {
                var number = other.Table.Key(place, part);
                key[part] = FoldNames.IsNumber(part) ? number : Names[part].NumberOf(other.Names[part][number]);
            }

            Table[Table.PlaceOf(key, out _)].Add(other.Table[place]);
        }
    }
}

/// <summary>What a file's events are compared with before they are counted.</summary>
internal sealed class FoldTask
{
    /// <summary>Events that an earlier file of the same type and day had; null where there is none.</summary>
    public RequestSet? CountedEvents { get; init; }

    /// <summary>Requests that another event type of the day had; null where there is none.</summary>
    public RequestSet? CountedCalls { get; init; }

    /// <summary>A later file of the same type and day will want to know this one's events.</summary>
    public bool KeepsEvents { get; init; }

    /// <summary>Another event type of the day will want to know this one's requests.</summary>
    public bool KeepsCalls { get; init; }

    /// <summary>Request ids matter at all.</summary>
    public bool LooksAtRequests => CountedEvents is not null || CountedCalls is not null || KeepsEvents || KeepsCalls;
}
