using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Newtonsoft.Json;

namespace SfIntegration.Access.Files;

/// <summary>Writes the lines of a snapshot file, property by property, and counts them.</summary>
internal abstract class RecordWriter
{
    private readonly TextWriter _text;
    private readonly JsonTextWriter _json;
    private int _records;

    protected RecordWriter(TextWriter text)
    {
        _text = text;
        _json = new JsonTextWriter(text) { Formatting = Formatting.None, Culture = CultureInfo.InvariantCulture, CloseOutput = false, AutoCompleteOnClose = false };
    }

    /// <summary>The last line: how many stand before it.</summary>
    protected void Finish()
    {
        var before = _records;
        Begin("end");
        Put("records", before);
        End();
        _json.Flush();
    }

    protected void Begin(string record)
    {
        _json.WriteStartObject();
        Put("record", record);
        _records++;
    }

    protected void End()
    {
        _json.WriteEndObject();
        _text.WriteLine();
    }

    protected void Put(string name, string value)
    {
        _json.WritePropertyName(name);
        _json.WriteValue(value);
    }

    protected void Put(string name, int value)
    {
        _json.WritePropertyName(name);
        _json.WriteValue(value);
    }

    protected void Put(string name, bool value)
    {
        _json.WritePropertyName(name);
        _json.WriteValue(value);
    }

    protected void Put(string name, IEnumerable<string> values)
    {
        _json.WritePropertyName(name);
        _json.WriteStartArray();
        foreach (var value in values)
        {
            _json.WriteValue(value);
        }

        _json.WriteEndArray();
    }

    protected void PutSome(string name, IEnumerable<string> values)
    {
        if (values.Any())
        {
            Put(name, values);
        }
    }

    protected void PutText(string name, string? value)
    {
        if (value is not null)
        {
            Put(name, value);
        }
    }

    protected void PutTrue(string name, bool value)
    {
        if (value)
        {
            Put(name, true);
        }
    }
}
