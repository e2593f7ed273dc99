using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace SfIntegration.Report;

/// <summary>Writes a report in one format. The same model gives the same bytes.</summary>
internal interface IReportWriter
{
    /// <summary>"Json", "JUnit", "Markdown", "JsonLines".</summary>
    string Format { get; }

    /// <summary>The file ending, with its dot.</summary>
    string Extension { get; }

    /// <summary>Writes the whole report; lines end in LF. The writer is not closed.</summary>
    void Write(ReportModel report, TextWriter writer);
}

/// <summary>The formats there are.</summary>
internal static class ReportWriters
{
    public static IReadOnlyList<IReportWriter> All { get; } = new IReportWriter[] { new JsonReportWriter(), new JUnitReportWriter(), new MarkdownReportWriter(), new JsonLinesReportWriter() };

    /// <summary>The writer of that format, in any case.</summary>
    /// <exception cref="ArgumentException">There is no such format.</exception>
    public static IReportWriter Of(string format) =>
        All.FirstOrDefault(w => string.Equals(w.Format, format, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no report format '{format}'. There are: {string.Join(", ", All.Select(w => w.Format))}.", nameof(format));

    /// <summary>The writer for a file of that name, or null where its ending says nothing. ".xml" is JUnit.</summary>
    public static IReportWriter? ForPath(string path) =>
        All.FirstOrDefault(w => string.Equals(w.Extension, Path.GetExtension(path), StringComparison.OrdinalIgnoreCase));

    /// <summary>A moment as every format writes it.</summary>
    public static string Moment(DateTime moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
