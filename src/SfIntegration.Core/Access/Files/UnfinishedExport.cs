using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;

namespace SfIntegration.Access.Files;

/// <summary>
/// The finished tables of an export that is under way, in a folder beside the file that it is to become: one packed file a query.
/// A table counts as finished when its file has its final name, so that whatever ends the export leaves only whole ones.
/// </summary>
internal sealed class UnfinishedExport : ITableStore
{
    private const string HeadFile = "export.json";
    private const string Ending = ".rows.gz";
    private const int Version = 1;

    private readonly string _folder;

    private UnfinishedExport(string folder, DateTime startedAt, bool goesOn)
    {
        _folder = folder;
        StartedAt = startedAt;
        GoesOn = goesOn;
    }

    /// <summary>When its first table was asked for, UTC: what the snapshot is true for, as far as one moment can be named.</summary>
    public DateTime StartedAt { get; }

    /// <summary>An earlier export goes on here.</summary>
    public bool GoesOn { get; }

    /// <summary>How many queries are finished.</summary>
    public int FinishedCount => Directory.EnumerateFiles(_folder, "*" + Ending).Count();

    public static string FolderOf(string path) => path + ".part";

    /// <summary>Begins, or goes on with what was interrupted.</summary>
    /// <exception cref="SfSnapshotException">There is an interrupted one and nobody said what to do with it, or it is of another org, caller or choice of users.</exception>
    public static UnfinishedExport Open(string path, SfOrg org, IReadOnlyList<string> usernames, bool resume, bool force, DateTime now)
    {
        var folder = FolderOf(path);
        var head = Path.Combine(folder, HeadFile);
        var mine = new JObject
        {
            ["version"] = Version,
            ["orgId"] = org.OrgId,
            ["host"] = org.Host,
            ["user"] = org.Username,
            ["apiVersion"] = org.ApiVersion,
            ["usernames"] = new JArray(usernames.OrderBy(u => u, StringComparer.OrdinalIgnoreCase)),
        };
        if (resume && File.Exists(head))
        {
            var (theirs, started) = ReadHead(head);
            RequireSame(folder, mine, theirs);
            return new UnfinishedExport(folder, started, goesOn: true);
        }

        if (Directory.Exists(folder) && !force && !resume)
        {
            throw new SfSnapshotException($"There is an interrupted export in '{folder}'.", "-Resume goes on with it; -Force begins anew.", "SnapshotUnfinished");
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        mine["startedAt"] = now.ToString("o", CultureInfo.InvariantCulture);
        File.WriteAllText(head, SfJson.Write(mine), new UTF8Encoding(false));
        return new UnfinishedExport(folder, now, goesOn: false);
    }

    public IEnumerable<JObject>? Finished(string key) => File.Exists(FileOf(key)) ? Rows(FileOf(key)) : null;

    public ITableWriter Begin(string key) => new Writer(FileOf(key));

    /// <summary>A file for the finished snapshot, on the same volume as its final place.</summary>
    public string ResultFile => Path.Combine(_folder, "snapshot");

    public void Delete() => Directory.Delete(_folder, recursive: true);

    private static (JObject Head, DateTime StartedAt) ReadHead(string path)
    {
        try
        {
            var head = (JObject)SfJson.Parse(File.ReadAllText(path));
            return (head, DateTime.Parse(head.Text("startedAt") ?? "", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind));
        }
        catch (Exception e) when (e is JsonException or InvalidCastException or FormatException)
        {
            throw new SfSnapshotException($"'{path}' does not say which export this was.", "-Force begins anew.", "SnapshotUnfinished", e);
        }
    }

    private static void RequireSame(string folder, JObject mine, JObject theirs)
    {
        if (mine.Properties().FirstOrDefault(p => !JToken.DeepEquals(p.Value, theirs[p.Name])) is { } other)
        {
            var what = other.Name switch
            {
                "orgId" or "host" => $"of the org {theirs.Text("host")}",
                "user" => $"by {theirs.Text("user")}",
                "usernames" => $"of {(theirs["usernames"] is JArray { Count: > 0 } names ? "the users " + string.Join(", ", names) : "the whole org")}",
                "apiVersion" => $"with API {theirs.Text("apiVersion")}",
                _ => "by another version of this program",
            };
            throw new SfSnapshotException($"The interrupted export in '{folder}' is one {what}; it cannot go on as another.", "Run it as it was begun, or begin anew with -Force.", "SnapshotUnfinished");
        }
    }

    private string FileOf(string key) => Path.Combine(_folder, key + Ending);

    private static IEnumerable<JObject> Rows(string path)
    {
        using var file = File.OpenRead(path);
        using var plain = new GZipStream(file, CompressionMode.Decompress);
        using var text = new StreamReader(plain, new UTF8Encoding(false));
        while (text.ReadLine() is { } line)
        {
            JObject row;
            try
            {
                row = (JObject)SfJson.Parse(line);
            }
            catch (Exception e) when (e is JsonException or InvalidCastException or InvalidDataException)
            {
                throw new SfSnapshotException($"The interrupted export is damaged: '{path}' holds a line that is no row.", "-Force begins anew.", "SnapshotUnfinished", e);
            }

            yield return row;
        }
    }

    private sealed class Writer : ITableWriter
    {
        private readonly string _path;
        private readonly StreamWriter _text;
        private readonly JsonTextWriter _json;
        private bool _closed;

        public Writer(string path)
        {
            _path = path;
            _text = new StreamWriter(new GZipStream(File.Create(Unfinished), CompressionLevel.Fastest), new UTF8Encoding(false), 64 * 1024) { NewLine = "\n" };
            _json = new JsonTextWriter(_text) { Formatting = Formatting.None, Culture = CultureInfo.InvariantCulture, AutoCompleteOnClose = false };
        }

        private string Unfinished => _path + ".new";

        public void Add(IReadOnlyList<JObject> rows)
        {
            foreach (var row in rows)
            {
                _json.WriteStartObject();
                foreach (var value in row.Properties().Where(p => p.Name != "attributes"))
                {
                    value.WriteTo(_json);
                }

                _json.WriteEndObject();
                _text.WriteLine();
            }
        }

        public void Finish()
        {
            Close();
            File.Move(Unfinished, _path);
        }

        public void Dispose()
        {
            if (!_closed)
            {
                Close();
                File.Delete(Unfinished);
            }
        }

        private void Close()
        {
            _closed = true;
            _text.Dispose();
        }
    }
}
