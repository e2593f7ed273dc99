using System;
using System.IO;
using System.IO.Compression;
using System.Text;
using System.Threading;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Access.Files;

/// <summary>
/// Reads what <see cref="SnapshotWriter"/> wrote, packed or as text, line by line. What is not such a file is one error that says
/// the line and what would be right; nothing is guessed and nothing is left out.
/// </summary>
internal sealed class SnapshotReader
{
    private const string TakeAnother = "The file was cut off or changed: take the snapshot again, or fetch the file again.";

    private readonly JsonTextReader _json;
    private readonly SnapshotBuilder _builder = new();
    private int _records;

    private SnapshotReader(JsonTextReader json)
    {
        _json = json;
    }

    /// <exception cref="SfSnapshotException">It is no snapshot of a version this program knows, or a broken one.</exception>
    public static AccessSnapshot ReadFile(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.SequentialScan);
            return Read(file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SfSnapshotException($"The file '{path}' cannot be read: {e.Message}", "Give the path of a file that Export-SfAccessSnapshot wrote.", "SnapshotNotReadable", e);
        }
        catch (SfSnapshotException e)
        {
            throw new SfSnapshotException($"{path}: {e.Message}", e.Cure!, inner: e) { Line = e.Line };
        }
    }

    public static AccessSnapshot Read(Stream stream, CancellationToken cancellationToken, long longestText = SnapshotFormat.LongestText, int longestLine = SnapshotFormat.LongestLine)
    {
        var isPacked = stream.ReadByte() == 0x1F && stream.ReadByte() == 0x8B;
        stream.Seek(0, SeekOrigin.Begin);
        using var plain = new CountedStream(isPacked ? new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true) : stream);
        using var text = new GuardedText(new StreamReader(plain, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, 64 * 1024), longestText, longestLine);
        using var json = new JsonTextReader(text)
        {
            SupportMultipleContent = true,
            DateParseHandling = DateParseHandling.None,
            MaxDepth = 4,
        };
        try
        {
            var snapshot = new SnapshotReader(json).Read(cancellationToken);
            return !isPacked || EndsWhole(stream, plain.Count) ? snapshot : throw Broken(text.Line, "the packed file is cut off after that, or something follows it");
        }
        catch (JsonReaderException e)
        {
            throw Broken(Math.Max(1, e.LineNumber), "it is no JSON", e);
        }
        catch (Exception e) when (e is InvalidDataException or DecoderFallbackException or EndOfStreamException)
        {
            throw Broken(text.Line, isPacked ? "the packed file is damaged there" : "it is no UTF-8 text", e);
        }
    }

    /// <summary>
    /// Whether a packed file has its end: its last four bytes say how much it unpacks to, modulo 2^32, least byte first (RFC 1952,
    /// ISIZE). What unpacks checks the sum before them, and takes a file that ends before or within both for a whole one.
    /// </summary>
    private static bool EndsWhole(Stream packed, long length)
    {
        packed.Seek(-sizeof(uint), SeekOrigin.End);
        uint said = 0;
        for (var shift = 0; shift < 32; shift += 8)
        {
            said |= (uint)packed.ReadByte() << shift;
        }

        return said == unchecked((uint)length);
    }

    private static SfSnapshotException Broken(int line, string what, Exception? inner = null) =>
        new($"Line {line}: {what}.", line == 1 ? "Give a file that Export-SfAccessSnapshot wrote." : TakeAnother, inner: inner) { Line = line };

    private AccessSnapshot Read(CancellationToken cancellationToken)
    {
        var ended = false;
        while (_json.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var line = Math.Max(1, _json.LineNumber);
            if (ended)
            {
                throw Broken(line, "something follows the line that ends a snapshot");
            }

            if (_json.TokenType != JsonToken.StartObject || !_json.Read() || _json.TokenType != JsonToken.PropertyName || (string)_json.Value! != "record" || _json.ReadAsString() is not { } record)
            {
                throw Broken(line, "every line begins with {\"record\":\"...\"; this one does not");
            }

            if (record == "object")
            {
                _builder.Object(_json, line);
                _records++;
            }
            else
            {
                ended = Take(new RecordFields(record, line, Rest(line)), record, line);
            }
        }

        return ended ? _builder.Build() : throw Broken(Math.Max(1, _json.LineNumber), _records == 0 ? "the file is empty" : "the file ends without its last line, {\"record\":\"end\", ...}");
    }

    private bool Take(RecordFields fields, string record, int line)
    {
        if (record == "end")
        {
            var said = fields.Number("records");
            fields.Done();
            return said == _records ? true : throw Broken(line, $"the file says that it has {said} records, and has {_records}");
        }

        _builder.Record(fields, record, line, first: _records == 0);
        fields.Done();
        _records++;
        return false;
    }

    private JObject Rest(int line)
    {
        var rest = new JObject();
        while (_json.Read() && _json.TokenType == JsonToken.PropertyName)
        {
            var name = (string)_json.Value!;
            if (!_json.Read())
            {
                break;
            }

            if (rest.ContainsKey(name))
            {
                throw Broken(line, $"it has \"{RecordFields.Short(name)}\" twice");
            }

            rest.Add(name, JToken.ReadFrom(_json));
        }

        return _json.TokenType == JsonToken.EndObject ? rest : throw Broken(line, "the line is cut off");
    }
}
