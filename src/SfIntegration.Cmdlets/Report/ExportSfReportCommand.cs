using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Plan;
using SfIntegration.Report;
using SfIntegration.Rules;

namespace SfIntegration.Cmdlets.Report;

/// <summary>
/// Writes findings, plans and applies to files. With -FailOn it throws SfFindings at the end, after every file is written and
/// closed, so that a pipeline fails and still publishes its reports.
/// </summary>
[Cmdlet(VerbsData.Export, "SfReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportSfReportCommand : CancellableCmdlet
{
    private readonly ReportGathering _gathered = new();

    /// <summary>Findings, plans or applies.</summary>
    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    /// <summary>The files; the ending chooses the format: .json, .jsonl (a line per finding, for machines), .xml (JUnit), .md.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = Array.Empty<string>();

    /// <summary>The format of all files, where their endings do not say it.</summary>
    [Parameter]
    [ValidateSet("Json", "JsonLines", "JUnit", "Markdown")]
    public string? Format { get; set; }

    /// <summary>Throws SfFindings at the end where a finding of this severity or worse fails.</summary>
    [Parameter]
    public Severity? FailOn { get; set; }

    /// <summary>Emits the files written.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    internal override object? ErrorTarget => Path;

    internal override void ProcessItem()
    {
        var item = InputObject is PSObject wrapped ? wrapped.BaseObject : InputObject;
        if (item is not null && !_gathered.TryAdd(item))
        {
            throw new CmdletError("SfNotReportable", ErrorCategory.InvalidType, item, $"A {item.GetType().Name} cannot be reported.", $"Pipe {ReportGathering.Reportable}.");
        }
    }

    internal override void Finish()
    {
        var model = _gathered.ToModel(DateTime.UtcNow);
        foreach (var path in Path)
        {
            Write(model, path);
        }

        var bad = _gathered.Findings.Where(f => f.Outcome == Outcome.Fail && f.Severity >= FailOn).ToList();
        if (bad.Count > 0)
        {
            throw new CmdletError("SfFindings", ErrorCategory.InvalidResult, Path,
                $"{bad.Count} finding(s) of severity {FailOn} or worse fail: {string.Join(", ", bad.Select(f => $"{f.RuleId} {f.Target}").Take(5))}{(bad.Count > 5 ? " ..." : "")}.",
                "The reports say what to do about each.") { IsFatal = true };
        }
    }

    private void Write(ReportModel model, string named)
    {
        var path = FilePath(named);
        var writer = Format is not null ? ReportWriters.Of(Format) : ReportWriters.ForPath(path) ?? throw new CmdletError("SfUnknownFormat", ErrorCategory.InvalidArgument, named,
            $"The ending of '{named}' does not say a format.", "Use .json, .jsonl, .xml (JUnit) or .md, or give -Format.");
        if (!ShouldProcess(path, $"Write {writer.Format} report"))
        {
            return;
        }

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        using (var file = new StreamWriter(path, append: false, new UTF8Encoding(false)))
        {
            writer.Write(model, file);
        }

        if (PassThru)
        {
            WriteObject(new FileInfo(path));
        }
    }
}
