using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace SfIntegration.Activity.Logs;

/// <summary>A record of a log file that could not be read.</summary>
/// <param name="Offset">Where it begins in the file.</param>
/// <param name="Reason">What is wrong with it.</param>
internal sealed record LogDamage(long Offset, string Reason)
{
    /// <summary>How many of a file are told; the rest is counted.</summary>
    public const int Told = 20;

    /// <summary>The errors to tell, with line numbers, which only a look at the file from its beginning gives.</summary>
    /// <param name="path">The file.</param>
    /// <param name="found">What was found.</param>
    /// <param name="count">How many there were; more than were kept.</param>
    public static IEnumerable<SfEventLogException> Errors(string path, IEnumerable<LogDamage> found, long count)
    {
        var told = found.OrderBy(d => d.Offset).Take(Told).ToList();
        if (told.Count == 0)
        {
            yield break;
        }

        using var file = File.OpenRead(path);
        var lines = Lines(file, told.Select(d => d.Offset).ToList());
        for (var i = 0; i < told.Count; i++)
        {
            yield return Error(path, lines[i], told[i].Reason);
        }

        if (count > told.Count)
        {
            yield return new SfEventLogException("EventLogLineDamaged", $"{count - told.Count} more lines of '{path}' are damaged and were left out.", "Look whether the file arrived whole.") { Path = path };
        }
    }

    /// <summary>The error of one line.</summary>
    public static SfEventLogException Error(string path, long line, string reason) => new(
        "EventLogLineDamaged", $"'{path}', line {line}: {reason}. The line was left out.", "Look at the line; the others were read.") { Path = path, Line = line };

    /// <summary>The line at an offset of a file, counted from 1; it reads from where the stream stands.</summary>
    public static long LineAt(Stream file, long offset) => Lines(file, new List<long> { offset })[0];

    private static List<long> Lines(Stream file, List<long> offsets)
    {
        var lines = new List<long>();
        var buffer = new byte[1 << 16];
        var (line, at) = (1L, 0L);
        int read;
        while (lines.Count < offsets.Count && (read = file.Read(buffer, 0, buffer.Length)) > 0)
        {
            for (var i = 0; i < read && lines.Count < offsets.Count; i++, at++)
            {
                while (lines.Count < offsets.Count && offsets[lines.Count] == at)
                {
                    lines.Add(line);
                }

                line += buffer[i] == '\n' ? 1 : 0;
            }
        }

        while (lines.Count < offsets.Count)
        {
            lines.Add(line);
        }

        return lines;
    }
}
