using System.Globalization;
using System.IO;
using System.Linq;
using CsvHelper;
using CsvHelper.Configuration;

namespace SfIntegration.Report;

/// <summary>
/// One table for a spreadsheet. A value that a spreadsheet would run as a formula gets a ' before it (OWASP, CSV injection), and the
/// file begins with the mark by which Excel knows UTF-8.
/// </summary>
internal sealed class CsvReportWriter : IReportWriter
{
    /// <summary>Beside the ASCII ones their full-width forms, which a Japanese or Chinese Excel takes for the same.</summary>
    private static readonly char[] s_formula = { '=', '@', '+', '-', '\t', '\r', '\n', '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20' };

    public string Format => "Csv";

    public string Extension => ".csv";

    public bool FindingsOnly => false;

    public void Write(ReportModel report, TextWriter writer)
    {
        var settings = new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n", InjectionOptions = InjectionOptions.Escape, InjectionCharacters = s_formula };
        writer.Write('\uFEFF');
        using var csv = new CsvWriter(writer, settings, leaveOpen: true);
        var columns = typeof(CsvRow).GetConstructors().OrderByDescending(c => c.GetParameters().Length).First().GetParameters().Select(p => typeof(CsvRow).GetProperty(p.Name)!).ToList();
        columns.ForEach(c => csv.WriteField(c.Name));
        csv.NextRecord();
        foreach (var row in CsvRows.Of(report))
        {
            columns.ForEach(c => csv.WriteField(LegalText.Utf8(((string)c.GetValue(row)!).Replace("\r\n", "\n").Replace('\r', '\n'))));
            csv.NextRecord();
        }
    }
}
