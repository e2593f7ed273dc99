using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Plan;

/// <summary>
/// The file that an apply writes as it goes: one JSON document a line, on disk before the batch it is about is sent, so that a
/// killed process leaves enough to resume and to undo. It never holds a secret: no write of ours carries one.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    /// <summary>The format's version, in the first line.</summary>
    public const int FormatVersion = 1;

    private readonly FileStream _file;
    private readonly Func<DateTime> _now;

    public JournalWriter(string path, Func<DateTime> now)
    {
        Path = path;
        _now = now;
        var folder = System.IO.Path.GetDirectoryName(path);
        if (!string.IsNullOrEmpty(folder))
        {
            Directory.CreateDirectory(folder);
        }

        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
    }

    public string Path { get; }

    /// <summary>The first line. heldLicenses are the permission set licence assignments the user has before, by id: what comes beside them is a side effect.</summary>
    public void Start(string action, string scope, string username, string orgId, string host, string fingerprint, IEnumerable<string>? heldLicenses = null) => Line("start", new JObject
    {
        ["version"] = FormatVersion,
        ["tool"] = ToolVersion.Current,
        ["action"] = action,
        ["scope"] = scope,
        ["username"] = username,
        ["orgId"] = orgId,
        ["host"] = host,
        ["fingerprint"] = fingerprint,
        ["heldLicenses"] = new JArray(heldLicenses ?? Enumerable.Empty<string>()),
    });

    /// <summary>What is about to be sent.</summary>
    public void Intent(IEnumerable<JournalRow> rows) => Line("intent", new JObject { ["rows"] = new JArray(rows.Select(r => r.ToJson())) });

    /// <summary>What became of it.</summary>
    public void Done(IEnumerable<JournalRow> rows) => Line("done", new JObject
    {
        ["rows"] = new JArray(rows.Select(r => new JObject { ["row"] = r.Number, ["id"] = r.RecordId, ["success"] = r.Success, ["error"] = r.Error })),
    });

    /// <summary>What the platform did by itself.</summary>
    public void SideEffects(IReadOnlyCollection<JournalRow> rows)
    {
        if (rows.Count > 0)
        {
            Line("sideEffects", new JObject { ["rows"] = new JArray(rows.Select(r => r.ToJson())) });
        }
    }

    public void End(string state) => Line("end", new JObject { ["state"] = state });

    public void Dispose() => _file.Dispose();

    private void Line(string kind, JObject body)
    {
        body.AddFirst(new JProperty("at", _now().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)));
        body.AddFirst(new JProperty("kind", kind));
        var bytes = Encoding.UTF8.GetBytes(body.ToString(Formatting.None) + "\n");
        _file.Write(bytes, 0, bytes.Length);
        _file.Flush(flushToDisk: true);
    }
}
