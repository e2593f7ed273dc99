using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Newtonsoft.Json;

namespace SfIntegration.Activity.Logs;

/// <summary>One org's folder of saved logs: &lt;folder&gt;/&lt;org id&gt;/&lt;event type&gt;/&lt;date&gt;/&lt;interval&gt;-&lt;sequence&gt;-&lt;id&gt;.csv, as downloaded, and manifest.json.</summary>
internal sealed class SavedLogFolder
{
    public const string ManifestName = "manifest.json";
    private const string LockName = ".lock";
    private const string Unfinished = ".part";

    private readonly string _path;

    private SavedLogFolder(string path, LogManifest manifest)
    {
        _path = path;
        Manifest = manifest;
    }

    public LogManifest Manifest { get; private set; }

    /// <summary>The org, as it was when its logs were saved.</summary>
    public SfOrg Org => new(Manifest.Host) { OrgId = Manifest.OrgId };

    /// <summary>True for the org of these logs, whatever its host is called by now.</summary>
    public bool IsOf(SfOrg org) => SfIds.Long(org.OrgId) == SfIds.Long(Manifest.OrgId);

    /// <summary>The folder of an org; it need not be there yet.</summary>
    public static SavedLogFolder For(string folder, SfOrg org)
    {
        var path = Path.Combine(folder, org.OrgId);
        var manifest = ReadManifest(path) ?? new LogManifest { OrgId = org.OrgId };
        manifest.Host = org.Host;
        return new SavedLogFolder(path, manifest);
    }

    /// <summary>The orgs whose logs lie in a folder: of its own manifest, or of those in the folders below it.</summary>
    /// <exception cref="SfEventLogException">There are none.</exception>
    public static IReadOnlyList<SavedLogFolder> Open(string folder)
    {
        var found = new[] { folder }.Concat(Directory.Exists(folder) ? Directory.GetDirectories(folder).OrderBy(d => d, StringComparer.Ordinal) : Enumerable.Empty<string>())
            .Select(f => (Path: f, Manifest: ReadManifest(f)))
            .Where(f => f.Manifest is not null)
            .Select(f => new SavedLogFolder(f.Path, f.Manifest!))
            .ToList();
        return found.Count > 0 ? found : throw new SfEventLogException(
            "EventLogNotFound", $"There are no saved event logs in '{folder}': neither it nor a folder in it holds a {ManifestName}.", "Save-SfEventLog -Path saves them there.") { Path = folder };
    }

    /// <summary>
    /// Keeps other runs out until it is disposed. The operating system lets go of it when the process ends, however it ends, so that a crashed
    /// run blocks nobody. What another run noted meanwhile is read again.
    /// </summary>
    /// <exception cref="SfEventLogException">Another run is at work here.</exception>
    public IDisposable Lock()
    {
        try
        {
            Directory.CreateDirectory(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SfEventLogException("EventLogNotWritable", $"The folder '{_path}' cannot be made: {e.Message}", "Give a folder that you may write to.", e) { Path = _path };
        }

        var path = Path.Combine(_path, LockName);
        FileStream held;
        try
        {
            held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            var since = File.GetLastWriteTimeUtc(path).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            throw new SfEventLogException("EventLogBusy", $"Another run saves event logs in '{_path}' (since {since} UTC).", "Wait for it to end; the next run takes what it leaves.", e) { Path = _path };
        }

        held.SetLength(0);
        held.WriteByte((byte)'\n');
        held.Flush();
        var host = Manifest.Host;
        Manifest = ReadManifest(_path) ?? Manifest;
        Manifest.Host = host;
        RemoveUnfinished();
        return held;
    }

    /// <summary>Where a file lies or is to lie.</summary>
    public string PathOf(LogFileRow file) => Path.Combine(
        _path, SafeName(file.EventType), file.LogDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), FormattableString.Invariant($"{file.Interval}-{file.Sequence}-{file.Id}.csv"));

    /// <summary>A file for what is being downloaded, on the same volume as its final place.</summary>
    public string UnfinishedPathOf(LogFileRow file) => PathOf(file) + Unfinished;

    /// <summary>Puts a finished file at its place.</summary>
    public void Put(LogFileRow file) => Replace(UnfinishedPathOf(file), PathOf(file));

    /// <summary>Writes the manifest; there is always one whole one.</summary>
    public void WriteManifest()
    {
        var path = Path.Combine(_path, ManifestName);
        File.WriteAllText(path + Unfinished, Manifest.Write(), new UTF8Encoding(false));
        Replace(path + Unfinished, path);
    }

    /// <summary>Opens a saved file.</summary>
    /// <exception cref="SfEventLogException">It is not there, or not as long as it was.</exception>
    public FileStream OpenRead(SavedLog log)
    {
        var path = PathOf(log.File);
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
            if (file.Length == log.File.Length)
            {
                return file;
            }

            var length = file.Length;
            file.Dispose();
            throw Changed(path, $"it has {length} bytes where the manifest says {log.File.Length}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SfEventLogException("EventLogNotReadable", $"The saved event log '{path}' cannot be read: {e.Message}", "Put it back from a copy, or take its entry out of manifest.json.", e) { Path = path };
        }
    }

    /// <summary>Makes sure that a file that was read to its end is the one that was saved.</summary>
    /// <exception cref="SfEventLogException">It is another one.</exception>
    public void RequireSame(SavedLog log, string sha256)
    {
        if (!string.Equals(sha256, log.Sha256, StringComparison.OrdinalIgnoreCase))
        {
            throw Changed(PathOf(log.File), $"its SHA-256 is {sha256} where the manifest says {log.Sha256}");
        }
    }

    private static SfEventLogException Changed(string path, string how) => new(
        "EventLogChanged", $"The saved event log '{path}' was changed after it was saved: {how}.", "Put it back from a copy; what it says cannot be relied on.") { Path = path };

    /// <summary>A file as the outside sees it.</summary>
    public SfSavedEventLog Describe(SavedLog log, string? replaces, SfOrg? org = null) => new()
    {
        Org = org ?? Org,
        EventType = log.File.EventType,
        LogDate = log.File.LogDate,
        Interval = log.File.Interval,
        Sequence = log.File.Sequence,
        EventLogFileId = log.File.Id,
        CreatedDate = log.File.CreatedDate,
        Length = log.File.Length,
        Rows = log.Rows,
        Sha256 = log.Sha256,
        Path = PathOf(log.File),
        ReplacesEventLogFileId = replaces ?? Manifest.Files.FirstOrDefault(f => f.SupersededBy == log.File.Id)?.File.Id,
    };

    // An event type is a word; whatever an org answers must not lead out of the folder.
    private static string SafeName(string name) => name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-')
        ? name
        : throw new SfEventLogException("EventLogInvalid", $"The org names an event type '{name}', which cannot be a folder.", "Leave it out with -EventType.");

    private static LogManifest? ReadManifest(string folder)
    {
        var path = Path.Combine(folder, ManifestName);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return LogManifest.Read(File.ReadAllText(path));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidCastException)
        {
            throw new SfEventLogException("EventLogManifestInvalid", $"'{path}' is no manifest of saved event logs: {e.Message}.",
                "Put the file back from a copy; without it the logs beside it are just files, and the next run takes again what the org still offers.", e) { Path = path };
        }
    }

    private void RemoveUnfinished()
    {
        foreach (var part in Directory.EnumerateFiles(_path, "*" + Unfinished, SearchOption.AllDirectories).ToList())
        {
            File.Delete(part);
        }
    }

    // netstandard2.0 has no File.Move that overwrites; Replace does it in one step.
    private static void Replace(string from, string to)
    {
        if (File.Exists(to))
        {
            File.Replace(from, to, null);
        }
        else
        {
            File.Move(from, to);
        }
    }
}
