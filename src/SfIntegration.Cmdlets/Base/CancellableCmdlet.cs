using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Plan;

namespace SfIntegration.Cmdlets.Base;

/// <summary>A cmdlet whose work ends within a moment of Ctrl+C.</summary>
public abstract class CancellableCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private BlockingCollection<Action>? _pipeline;
    private bool _disposed;
    private bool _isWarned;

    /// <summary>Cancelled by Ctrl+C and by a pipeline that has had enough.</summary>
    protected CancellationToken Cancellation => _stop.Token;

    /// <summary>Releases what the cmdlet holds.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the cmdlet holds.</summary>
    /// <param name="disposing">True when called by the engine.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _stop.Dispose();
        }

        _disposed = true;
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Guard(() =>
    {
        WarnOfText();
        ProcessItem();
    });

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Guard(Finish);

    /// <summary>One input.</summary>
    internal virtual void ProcessItem()
    {
    }

    /// <summary>After the last input.</summary>
    internal virtual void Finish()
    {
    }

    /// <summary>What an error is about: the input at hand.</summary>
    internal virtual object? ErrorTarget => null;

    /// <summary>A file as the user named it, through the provider: PowerShell's location is not the process's folder.</summary>
    internal string FilePath(string path)
    {
        var full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return provider.Name == "FileSystem" ? full : throw new CmdletError("SfNotAFile", ErrorCategory.InvalidArgument, path,
            $"'{path}' is not a path of the file system.", "Give a file's path.");
    }

    /// <summary>Says once of each secret that it was given as text.</summary>
    private void WarnOfText()
    {
        foreach (var bound in _isWarned ? Enumerable.Empty<KeyValuePair<string, object>>() : MyInvocation.BoundParameters)
        {
            if (SecretTransformationAttribute.CameAsText(bound.Value as SecureString))
            {
                WriteWarning($"-{bound.Key} was given as plain text, which ends up in histories and logs. Get-Secret without -AsPlainText gives a SecureString.");
            }
        }

        _isWarned = true;
    }

    /// <summary>
    /// An error of one item is written and the next item goes on; one after which nothing can work ends the cmdlet. Exceptions
    /// that are not ours (a stopped pipeline among them) pass through.
    /// </summary>
    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (SfException error)
        {
            var record = ErrorRecords.From(error, ErrorTarget);
            if (IsFatal(error))
            {
                ThrowTerminatingError(record);
            }

            WriteError(record);
        }
    }

    private static bool IsFatal(SfException error) => error is SfAuthenticationException or SfNetworkException or SfLimitException
        || error is CmdletError { IsFatal: true };

    /// <summary>
    /// Waits for Core's work on the pipeline thread, and does there what the work reports meanwhile (progress, verbose):
    /// PowerShell lets no other thread write.
    /// </summary>
    internal T Wait<T>(Func<CancellationToken, Task<T>> work)
    {
        using var reports = new BlockingCollection<Action>();
        _pipeline = reports;
        try
        {
            var task = Task.Run(async () =>
            {
                try
                {
                    return await work(_stop.Token).ConfigureAwait(false);
                }
                finally
                {
                    reports.CompleteAdding();
                }
            });
            Run(reports);
            return task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            _pipeline = null;
        }
    }

    private void Run(BlockingCollection<Action> reports)
    {
        try
        {
            foreach (var report in reports.GetConsumingEnumerable())
            {
                report();
            }
        }
        catch
        {
            // A report threw (the pipeline was stopped): the work must not go on behind it. A failure of the work itself is
            // another matter: it is one item's, and the next item still needs the token.
            _stop.Cancel();
            throw;
        }
    }

    /// <summary>As <see cref="Wait{T}"/>, for work without a result.</summary>
    internal void Done(Func<CancellationToken, Task> work) => Wait(async token =>
    {
        await work(token).ConfigureAwait(false);
        return true;
    });

    /// <summary>
    /// As <see cref="Wait{T}"/>, for work that goes on past single failures such as a damaged line: each becomes an error of its own once the work ended,
    /// however it ended.
    /// </summary>
    /// <param name="target">What the errors are about.</param>
    /// <param name="work">Gets where to tell a failure.</param>
    internal T WaitThenTell<T>(object? target, Func<Action<SfException>, CancellationToken, Task<T>> work)
    {
        var failures = new ConcurrentQueue<SfException>();
        try
        {
            return Wait(token => work(failures.Enqueue, token));
        }
        finally
        {
            if (!Stopping)
            {
                ReportDone();
                foreach (var failure in failures)
                {
                    WriteError(ErrorRecords.From(failure, target));
                }
            }
        }
    }

    /// <summary>Says a step for -Verbose; callable from Core's threads while <see cref="Wait{T}"/> runs.</summary>
    internal void Tell(string step) => OnPipeline(() => WriteVerbose(step));

    /// <summary>Says what a person should act on; callable from Core's threads while <see cref="Wait{T}"/> runs.</summary>
    internal void Advise(string what) => OnPipeline(() => WriteWarning(what));

    /// <summary>Shows progress; callable from Core's threads while <see cref="Wait{T}"/> runs.</summary>
    internal void Report(WorkProgress progress) => OnPipeline(() => WriteProgress(new ProgressRecord(1, MyInvocation.MyCommand.Name, progress.Activity)
    {
        PercentComplete = progress.Total == 0 ? -1 : (int)Math.Min(100, progress.Done * 100L / progress.Total),
        SecondsRemaining = progress.SecondsRemaining ?? -1,
        CurrentOperation = progress.Total == 0 ? null : $"{progress.Done} of {progress.Total}",
    }));

    /// <summary>Emits an object while <see cref="Wait{T}"/> runs; callable from Core's threads.</summary>
    internal void Emit(object item) => OnPipeline(() => WriteObject(item));

    /// <summary>Takes the progress bar away.</summary>
    internal void ReportDone() => WriteProgress(new ProgressRecord(1, MyInvocation.MyCommand.Name, "Done") { RecordType = ProgressRecordType.Completed });

    private void OnPipeline(Action action)
    {
        var pipeline = _pipeline;
        if (pipeline is { IsAddingCompleted: false })
        {
            pipeline.Add(action);
        }
    }
}
