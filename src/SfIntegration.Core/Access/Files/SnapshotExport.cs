using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Plan;

namespace SfIntegration.Access.Files;

/// <summary>What an export is asked for.</summary>
/// <param name="Path">The file, whole path.</param>
/// <param name="Usernames">Login names or patterns; none for the whole org.</param>
/// <param name="AsText">Written as it is, not packed.</param>
/// <param name="Resume">Goes on with an interrupted one, where there is one.</param>
/// <param name="Force">Takes the place of a file that is there, and of an interrupted export.</param>
internal sealed record ExportRequest(string Path, IReadOnlyList<string> Usernames, bool AsText, bool Resume, bool Force);

/// <summary>Reads an org into a file. What stands at the path is always whole: it is written beside and moved there at the end.</summary>
internal sealed class SnapshotExport
{
    private readonly OrgApi _org;

    public SnapshotExport(OrgApi org)
    {
        _org = org;
    }

    public Action<WorkProgress>? Progress { get; init; }

    /// <summary>Rows of one part of a big table.</summary>
    public int RowsPerPart { get; init; } = WholeReader.UsualRowsPerPart;

    /// <exception cref="SfSnapshotException">Something is in the way.</exception>
    public async Task<AccessSnapshotFile> RunAsync(ExportRequest request, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        if (File.Exists(request.Path) && !request.Force)
        {
            throw new SfSnapshotException($"There is a file '{request.Path}' already.", "-Force writes over it.", "SnapshotExists");
        }

        UnfinishedExport part;
        int resumed;
        try
        {
            if (Path.GetDirectoryName(request.Path) is { Length: > 0 } folder)
            {
                Directory.CreateDirectory(folder);
            }

            part = UnfinishedExport.Open(request.Path, _org.Org, request.Usernames, request.Resume, request.Force, DateTime.UtcNow);
            resumed = part.FinishedCount;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(request.Path, e);
        }

        var reader = new WholeReader(_org) { Progress = Progress, Store = part, StartedAt = part.StartedAt, RowsPerPart = RowsPerPart };
        AccessSnapshot snapshot;
        try
        {
            snapshot = await reader.ReadAsync(request.Usernames, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (part.FinishedCount == 0 || e is SfNotFoundException { Code: WholeReader.NoSuchUser })
        {
            // Nothing that a second try could go on with.
            part.Delete();
            throw;
        }

        Progress?.Invoke(new WorkProgress("Writing " + Path.GetFileName(request.Path), 0, 0));
        try
        {
            Write(snapshot, part.ResultFile, request.AsText, cancellationToken);
            Put(part.ResultFile, request.Path, request.Force);
            part.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(request.Path, e);
        }

        return new AccessSnapshotFile
        {
            Path = request.Path,
            Length = new FileInfo(request.Path).Length,
            Org = _org.Org,
            TakenAt = snapshot.TakenAt,
            IsWholeOrg = snapshot.IsWholeOrg,
            Users = snapshot.Users.Count,
            Containers = snapshot.Containers.Count,
            Rows = snapshot.RowCount,
            NotRead = snapshot.NotRead,
            Duration = watch.Elapsed,
            TablesResumed = resumed,
        };
    }

    private static void Write(AccessSnapshot snapshot, string path, bool asText, CancellationToken cancellationToken)
    {
        using var file = new StoppableStream(File.Create(path), cancellationToken);
        SnapshotWriter.Write(snapshot, file, asText);
    }

    // netstandard2.0 has no File.Move that overwrites; Replace does it in one step, so that there is always one of the two.
    private static void Put(string from, string to, bool force)
    {
        if (force && File.Exists(to))
        {
            File.Replace(from, to, null);
        }
        else
        {
            File.Move(from, to);
        }
    }

    private static SfSnapshotException Unwritable(string path, Exception e) =>
        new($"The snapshot '{path}' cannot be written: {e.Message}", "Give a path in a folder that you may write to, with room for it.", "SnapshotNotWritable", e);
}
