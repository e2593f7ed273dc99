using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace SfIntegration.Activity.Logs.Csv;

/// <summary>Gives the blocks of a file to several threads. The file is read on the calling one.</summary>
internal static class BlockRun
{
    /// <param name="blocks">The file, whose first block was read.</param>
    /// <param name="first">That block; null for a file without records.</param>
    /// <param name="workers">One per thread; each gets some of the blocks, one after the other.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static void Over(CsvBlocks blocks, CsvBlock? first, IReadOnlyList<Action<CsvBlock>> workers, CancellationToken cancellationToken)
    {
        var second = first is null ? null : blocks.Next();
        if (second is null || workers.Count == 1)
        {
            for (var block = first; block is not null; block = second ?? blocks.Next(), second = null)
            {
                cancellationToken.ThrowIfCancellationRequested();
                workers[0](block);
                blocks.Return(block);
            }

            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var queue = new BlockingCollection<CsvBlock>(workers.Count * 2);
        var tasks = workers.Select(w => Task.Run(() => Work(blocks, queue, w, stop), CancellationToken.None)).ToArray();
        try
        {
            for (var block = first; block is not null; block = second ?? blocks.Next(), second = null)
            {
                queue.Add(block, stop.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A worker failed; its own exception is thrown below.
        }
        finally
        {
            queue.CompleteAdding();
            if (cancellationToken.IsCancellationRequested)
            {
                stop.Cancel();
            }

            Task.WhenAll(tasks).ConfigureAwait(false).GetAwaiter().GetResult();
        }
    }

    private static void Work(CsvBlocks blocks, BlockingCollection<CsvBlock> queue, Action<CsvBlock> worker, CancellationTokenSource stop)
    {
        try
        {
            foreach (var block in queue.GetConsumingEnumerable(stop.Token))
            {
                worker(block);
                blocks.Return(block);
            }
        }
        catch
        {
            stop.Cancel();
            throw;
        }
    }
}
