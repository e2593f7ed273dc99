using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Practice.Snapshots;

/// <summary>One line of a snapshot file, and where it is.</summary>
internal sealed class SnapshotLine
{
    private readonly JObject _values;

    public SnapshotLine(int number, JObject values)
    {
        Number = number;
        _values = values;
        Record = (values["record"] as JValue)?.Value as string ?? throw Wrong("\"record\" is missing");
    }

    public int Number { get; }

    public string Record { get; }

    public string Text(string name) => Optional(name) ?? throw Wrong($"\"{name}\" is missing or no text");

    public string? Optional(string name) => (_values[name] as JValue)?.Value as string;

    public bool Flag(string name) => (_values[name] as JValue)?.Value is true;

    public bool Has(string name) => _values.ContainsKey(name);

    public int Number32(string name) => (_values[name] as JValue)?.Value is long number and >= int.MinValue and <= int.MaxValue ? (int)number : throw Wrong($"\"{name}\" is missing or no whole number");

    public IEnumerable<string> Texts(string name)
    {
        foreach (var value in _values[name] as JArray ?? new JArray())
        {
            yield return (value as JValue)?.Value as string ?? throw Wrong($"\"{name}\" holds something that is no text");
        }
    }

    public DateTime? Moment(string name) => Optional(name) is not { } text ? null
        : DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var moment) ? moment
        : throw Wrong($"\"{name}\" is no moment");

    public FormatException Wrong(string what) =>
        new(string.Format(CultureInfo.InvariantCulture, "Line {0} of the snapshot: {1}.", Number, what));
}

/// <summary>Reads the lines of an access snapshot (docs/snapshot.md), packed or as text.</summary>
internal static class SnapshotLines
{
    private const string Format = "sfintegration-access-snapshot";
    private const int Version = 1;
    private const int LongestLine = 1024 * 1024;

    /// <exception cref="FormatException">It is no snapshot of that version, or not a whole one.</exception>
    public static IEnumerable<SnapshotLine> Read(Stream stream)
    {
        var number = 0;
        var ended = false;
        foreach (var text in Texts(stream))
        {
            number++;
            var line = Parse(number, text);
            if (ended || (number == 1) != (line.Record == "snapshot"))
            {
                throw line.Wrong("it is not where it belongs; the first line says what the file is, the last is its end");
            }

            if (line.Record == "snapshot" && (line.Optional("format") != Format || line.Number32("version") != Version))
            {
                throw line.Wrong($"a snapshot in version {Version} is expected");
            }

            if (line.Record == "end")
            {
                ended = line.Number32("records") == number - 1 ? true : throw line.Wrong($"{number - 1} lines stand before it, and it says otherwise");
                continue;
            }

            yield return line;
        }

        if (!ended)
        {
            throw new FormatException(number == 0 ? "The snapshot is empty." : "The snapshot was cut off: its last line is missing.");
        }
    }

    private static SnapshotLine Parse(int number, string text)
    {
        try
        {
            using var json = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None, MaxDepth = 4, Culture = CultureInfo.InvariantCulture };
            return new SnapshotLine(number, JObject.Load(json));
        }
        catch (JsonException e)
        {
            throw new FormatException(string.Format(CultureInfo.InvariantCulture, "Line {0} of the snapshot is no JSON object.", number), e);
        }
    }

    private static IEnumerable<string> Texts(Stream stream)
    {
        var head = new byte[2];
        var isPacked = stream.Read(head, 0, 2) == 2 && head[0] == 0x1F && head[1] == 0x8B;
        stream.Seek(0, SeekOrigin.Begin);
        using var plain = isPacked ? new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true) : stream;
        using var reader = new StreamReader(plain, new UTF8Encoding(false, true), true, 64 * 1024, leaveOpen: true);
        var line = new StringBuilder();
        var buffer = new char[64 * 1024];
        int read;
        while ((read = Next(reader, buffer)) > 0)
        {
            for (var i = 0; i < read; i++)
            {
                if (buffer[i] != '\n')
                {
                    // A small file can unpack to any size.
                    if (line.Length == LongestLine)
                    {
                        throw new FormatException($"A line of the snapshot has more than {LongestLine} characters.");
                    }

                    line.Append(buffer[i]);
                    continue;
                }

                yield return line.ToString();
                line.Clear();
            }
        }

        if (line.Length > 0)
        {
            yield return line.ToString();
        }
    }

    private static int Next(StreamReader reader, char[] buffer)
    {
        try
        {
            return reader.Read(buffer, 0, buffer.Length);
        }
        catch (Exception e) when (e is InvalidDataException or DecoderFallbackException or EndOfStreamException)
        {
            throw new FormatException("The snapshot is damaged.", e);
        }
    }
}
