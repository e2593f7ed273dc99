using System;
using System.Collections.Generic;
using System.Text;

namespace SfIntegration.Practice.Traces;

/// <summary>One event log file: the events of a type in an hour or a day, as far as the logs had heard of them when it was made.</summary>
internal sealed record LogFile(EventType Type, string Interval, DateTime Date, int Sequence, DateTime Created, IReadOnlyList<LogEvent> Events)
{
    /// <summary>What the file's id is made from: the same file has the same id in every query; a fuller one that replaces it has another.</summary>
    public string Key => $"{Type.Name}|{Interval}|{Date:yyyyMMddHH}|{Sequence}|{Created:yyyyMMddHH}";

    /// <summary>The file: a header, then a line per event, every value in quotes (OR:eventlogfile_supportedeventtypes).</summary>
    public string Csv()
    {
        var text = new StringBuilder();
        Line(text, Type.Columns);
        foreach (var entry in Events)
        {
            var values = new string[Type.Columns.Count];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = entry.Text(Type.Columns[i]);
            }

            Line(text, values);
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, IReadOnlyList<string> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            text.Append(i == 0 ? "" : ",").Append('"').Append(values[i].Replace("\"", "\"\"")).Append('"');
        }

        text.Append('\n');
    }
}
