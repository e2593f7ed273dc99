using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;

namespace SfIntegration.Activity.Logs;

/// <summary>manifest.json: what lies in an org's folder of saved logs, from which org, and when it was looked for.</summary>
internal sealed class LogManifest
{
    /// <summary>The version of the file's form.</summary>
    public const int SchemaVersion = 1;

    /// <summary>Runs are kept as long as the longest logs are.</summary>
    private static readonly TimeSpan s_runsKept = TimeSpan.FromDays(400);

    public string OrgId { get; set; } = "";

    public string Host { get; set; } = "";

    /// <summary>The files, in the order in which they were saved.</summary>
    public List<SavedLog> Files { get; } = new();

    /// <summary>When files were looked for.</summary>
    public List<SaveRun> Runs { get; } = new();

    /// <summary>Until which CreatedDate every file of an event type was taken; "*" for all types.</summary>
    public Dictionary<string, DateTime> PolledUntil { get; } = new(StringComparer.Ordinal);

    /// <summary>Times that no file covers, as of the last run.</summary>
    public List<SfEventLogGap> Gaps { get; } = new();

    /// <summary>The files that count: no fuller one took their place.</summary>
    public IEnumerable<SavedLog> Current => Files.Where(f => f.SupersededBy is null);

    /// <summary>Notes a file, and that it takes the place of another.</summary>
    public void Add(SavedLog log, string? replaces)
    {
        Files.RemoveAll(f => f.File.Id == log.File.Id);
        if (replaces is not null && Files.FindIndex(f => f.File.Id == replaces) is var at && at >= 0)
        {
            Files[at] = Files[at] with { SupersededBy = log.File.Id };
        }

        Files.Add(log);
    }

    /// <summary>Notes a run.</summary>
    public void AddRun(SaveRun run)
    {
        Runs.RemoveAll(r => r.At < run.At - s_runsKept);
        Runs.Add(run);
    }

    public string Write() => new JObject
    {
        ["schemaVersion"] = SchemaVersion,
        ["orgId"] = OrgId,
        ["host"] = Host,
        ["files"] = new JArray(Files.Select(Write)),
        ["runs"] = new JArray(Runs.Select(r => new JObject { ["at"] = Text(r.At), ["oldestOffered"] = r.OldestOffered is { } oldest ? Text(oldest) : null })),
        ["polledUntil"] = new JObject(PolledUntil.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => new JProperty(p.Key, Text(p.Value)))),
        ["gaps"] = new JArray(Gaps.Select(g => new JObject { ["eventType"] = g.EventType, ["from"] = Text(g.From), ["to"] = Text(g.To), ["reason"] = g.Reason })),
    }.ToString(Newtonsoft.Json.Formatting.Indented);

    /// <exception cref="FormatException">It is no manifest, or one of a later version.</exception>
    public static LogManifest Read(string text)
    {
        var json = SfJson.Parse(text) as JObject ?? throw new FormatException("it is no object");
        if ((int?)json["schemaVersion"] is not SchemaVersion)
        {
            throw new FormatException($"its schemaVersion is {json.Text("schemaVersion") ?? "missing"} where this program knows {SchemaVersion}");
        }

        var manifest = new LogManifest { OrgId = json.Text("orgId") ?? "", Host = json.Text("host") ?? "" };
        manifest.Files.AddRange(Items(json, "files").Select(ReadFile));
        manifest.Runs.AddRange(Items(json, "runs").Select(r => new SaveRun(r.Moment("at") ?? default, r.Moment("oldestOffered"))));
        manifest.Gaps.AddRange(Items(json, "gaps").Select(g => new SfEventLogGap
        {
            EventType = g.Text("eventType") ?? "",
            From = g.Moment("from") ?? default,
            To = g.Moment("to") ?? default,
            Reason = g.Text("reason") ?? "",
        }));
        foreach (var polled in (json["polledUntil"] as JObject)?.Properties() ?? Enumerable.Empty<JProperty>())
        {
            manifest.PolledUntil[polled.Name] = json["polledUntil"].Moment(polled.Name) ?? default;
        }

        return manifest;
    }

    private static IEnumerable<JObject> Items(JObject json, string name) => (json[name] as JArray)?.OfType<JObject>() ?? Enumerable.Empty<JObject>();

    private static JObject Write(SavedLog log) => new()
    {
        ["id"] = log.File.Id,
        ["eventType"] = log.File.EventType,
        ["logDate"] = Text(log.File.LogDate),
        ["interval"] = log.File.Interval,
        ["sequence"] = log.File.Sequence,
        ["createdDate"] = Text(log.File.CreatedDate),
        ["length"] = log.File.Length,
        ["sha256"] = log.Sha256,
        ["rows"] = log.Rows,
        ["fields"] = log.File.FieldNames,
        ["fieldTypes"] = log.File.FieldTypes,
        ["savedAt"] = Text(log.SavedAt),
        ["supersededBy"] = log.SupersededBy,
    };

    private static SavedLog ReadFile(JObject file) => new()
    {
        File = new LogFileRow
        {
            Id = file.Text("id") ?? "",
            EventType = file.Text("eventType") ?? "",
            LogDate = file.Moment("logDate") ?? throw new FormatException($"the file {file.Text("id")} has no logDate"),
            Interval = file.Text("interval") ?? "",
            Sequence = (int?)file["sequence"] ?? 0,
            CreatedDate = file.Moment("createdDate") ?? default,
            Length = (long?)file["length"] ?? 0,
            FieldNames = file.Text("fields") ?? "",
            FieldTypes = file.Text("fieldTypes") ?? "",
        },
        Sha256 = file.Text("sha256") ?? "",
        Rows = (long?)file["rows"] ?? 0,
        SavedAt = file.Moment("savedAt") ?? default,
        SupersededBy = file.Text("supersededBy"),
    };

    private static string Text(DateTime moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
