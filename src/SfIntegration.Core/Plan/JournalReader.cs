using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Plan;

/// <summary>A journal as read back.</summary>
internal sealed class Journal
{
    public required string Path { get; init; }

    public required string Scope { get; init; }

    public required string Username { get; init; }

    public required string OrgId { get; init; }

    public required string Host { get; init; }

    /// <summary>"Complete", "Incomplete", "Stopped"; null where the process ended before it could say.</summary>
    public string? State { get; init; }

    /// <summary>The permission set licence assignments the user had before, by id.</summary>
    public IReadOnlyList<string> HeldLicenses { get; init; } = Array.Empty<string>();

    /// <summary>Rows in the order they were sent.</summary>
    public required IReadOnlyList<JournalRow> Rows { get; init; }
}

/// <summary>Reads a journal; a last line cut off by a killed process is understood as never written.</summary>
internal static class JournalReader
{
    public static Journal Read(string path)
    {
        var lines = File.ReadAllText(path, Encoding.UTF8).Split('\n');
        JObject? start = null;
        string? state = null;
        var rows = new List<JournalRow>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0)
            {
                continue;
            }

            var line = Parse(path, lines[i], i + 1, isLast: i == lines.Length - 1);
            switch ((string?)line?["kind"])
            {
                case "start":
                    start = line;
                    break;
                case "intent":
                    rows.AddRange(line!["rows"]!.Cast<JObject>().Select(r => JournalRow.FromJson(r)));
                    break;
                case "sideEffects":
                    rows.AddRange(line!["rows"]!.Cast<JObject>().Select(r => JournalRow.FromJson(r, sideEffect: true)));
                    break;
                case "done":
                    Merge(rows, line!);
                    break;
                case "end":
                    state = (string?)line!["state"];
                    break;
            }
        }

        if (start is null || (int?)start["version"] != JournalWriter.FormatVersion)
        {
            throw new SfPlanException("NotAJournal", $"{path} is not a journal of this module (version {JournalWriter.FormatVersion}).",
                "Give the path that Invoke-SfAccessPlan or New-SfIntegrationUser reported as JournalPath.");
        }

        return new Journal
        {
            Path = path,
            Scope = (string)start["scope"]!,
            Username = (string)start["username"]!,
            OrgId = (string)start["orgId"]!,
            Host = (string)start["host"]!,
            State = state,
            HeldLicenses = start["heldLicenses"]?.Values<string>().Select(id => id!).ToList() ?? new List<string>(),
            Rows = rows,
        };
    }

    private static JObject? Parse(string path, string text, int number, bool isLast)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
            return JObject.Load(reader);
        }
        catch (JsonException e)
        {
            if (isLast)
            {
                return null;
            }

            throw new SfPlanException("JournalDamaged", $"{path}({number}): the line cannot be read: {e.Message}", "Restore the file; nothing was undone.");
        }
    }

    private static void Merge(List<JournalRow> rows, JObject line)
    {
        var byNumber = rows.ToDictionary(r => r.Number);
        foreach (var done in line["rows"]!.Cast<JObject>())
        {
            var row = byNumber[(int)done["row"]!];
            row.RecordId = (string?)done["id"] ?? row.RecordId;
            row.Success = (bool?)done["success"];
            row.Error = (string?)done["error"];
        }
    }
}
