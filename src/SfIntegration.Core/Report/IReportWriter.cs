using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace SfIntegration.Report;

/// <summary>Writes a report in one format. The same model gives the same bytes.</summary>
internal interface IReportWriter
{
    /// <summary>"Html", "Json", "Csv", "JUnit", "Sarif", "Markdown", "JsonLines", "AzurePipelines".</summary>
    string Format { get; }

    /// <summary>The file ending, with its dot; empty where no ending says this format.</summary>
    string Extension { get; }

    /// <summary>True where the format has room for findings only, so that whoever writes must say what it left out.</summary>
    bool FindingsOnly { get; }

    /// <summary>Writes the whole report; lines end in LF. The writer is not closed.</summary>
    void Write(ReportModel report, TextWriter writer);
}

/// <summary>The formats there are.</summary>
internal static class ReportWriters
{
    public static IReadOnlyList<IReportWriter> All { get; } = new IReportWriter[]
    {
        new HtmlReportWriter(), new JsonReportWriter(), new CsvReportWriter(), new JUnitReportWriter(), new SarifReportWriter(), new MarkdownReportWriter(), new JsonLinesReportWriter(), new AzurePipelinesReportWriter(),
    };

    /// <summary>Those that a file's ending chooses.</summary>
    public static IEnumerable<IReportWriter> ForFiles => All.Where(w => w.Extension.Length > 0);

    /// <summary>The writer of that format, in any case.</summary>
    /// <exception cref="ArgumentException">There is no such format.</exception>
    public static IReportWriter Of(string format) =>
        All.FirstOrDefault(w => string.Equals(w.Format, format, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no report format '{format}'. There are: {string.Join(", ", All.Select(w => w.Format))}.", nameof(format));

    /// <summary>The writer for a file of that name, or null where its ending says nothing. ".xml" is JUnit.</summary>
    public static IReportWriter? ForPath(string path) =>
        ForFiles.FirstOrDefault(w => string.Equals(w.Extension, Path.GetExtension(path), StringComparison.OrdinalIgnoreCase));

    /// <summary>A moment as every format writes it.</summary>
    public static string Moment(DateTime moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
