using System.Collections.Generic;
using SfIntegration.Activity.Logs;
using SfIntegration.Activity.Logs.Csv;

namespace SfIntegration.Activity.Measure;

/// <summary>One thread's part of a measurement: reads the records of blocks into its fold.</summary>
internal sealed class FoldWorker
{
    private CsvWalk _walk = new(0);

    public FoldWorker(MeasureOptions options)
    {
        Fold = new ActivityFold(options);
    }

    public ActivityFold Fold { get; }

    /// <summary>The first damaged records of the file at hand.</summary>
    public List<LogDamage> Damages { get; } = new();

    /// <summary>How many there were in it.</summary>
    public long DamageCount { get; private set; }

    /// <summary>Begins a file.</summary>
    public void Open(EventColumns columns, FoldTask task)
    {
        _walk = new CsvWalk(columns.Count);
        Damages.Clear();
        DamageCount = 0;
        Fold.Open(columns, task);
    }

    /// <summary>Counts the events of a block.</summary>
    public void Read(CsvBlock block)
    {
        _walk.Open(block);
        while (_walk.Next())
        {
            var damage = _walk.Damage ?? (Fold.Add(_walk.Record) ? null : "it has no time that can be read");
            if (damage is not null && DamageCount++ < LogDamage.Told)
            {
                Damages.Add(new LogDamage(_walk.Offset, damage));
            }
        }
    }
}
