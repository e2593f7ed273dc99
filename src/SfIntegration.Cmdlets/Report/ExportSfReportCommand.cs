using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Report;
using SfIntegration.Rules;

namespace SfIntegration.Cmdlets.Report;

/// <summary>
/// Writes findings, plans, access, comparisons and activity to files. With -FailOn it throws SfFindings at the end, after every file is
/// written and closed, so that a pipeline fails and still publishes its reports. On an agent of Azure Pipelines (TF_BUILD) it also
/// writes the logging commands that show the findings as issues of the run.
/// </summary>
[Cmdlet(VerbsData.Export, "SfReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportSfReportCommand : CancellableCmdlet
{
    private const string Commands = "AzurePipelines";
    private readonly ReportGathering _gathered = new();

    /// <summary>Findings, plans, applies, effective access, comparisons, activity or unused access.</summary>
    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    /// <summary>
    /// The files; the ending chooses the format: .html, .json, .csv, .xml (JUnit), .sarif, .md, .jsonl (a line per finding, for machines). Without a file
    /// -Format AzurePipelines writes to the host, where the agent reads it.
    /// </summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = Array.Empty<string>();

    /// <summary>The format of all files, where their endings do not say it.</summary>
    [Parameter]
    [ValidateSet("Html", "Json", "Csv", "JUnit", "Sarif", "Markdown", "JsonLines", Commands)]
    public string? Format { get; set; }

    /// <summary>Throws SfFindings at the end where a finding of this severity or worse fails.</summary>
    [Parameter]
    public Severity? FailOn { get; set; }

    /// <summary>Emits the files written.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    internal override object? ErrorTarget => Path;

    private bool IsCommands => string.Equals(Format, Commands, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Path.Length == 0 && !IsCommands)
        {
            ThrowTerminatingError(new CmdletError("SfReportPathMissing", ErrorCategory.InvalidArgument, null, "No file is named.", "Give -Path, as in 'Export-SfReport access.html, access.xml', or -Format AzurePipelines alone to write to the host.").ErrorRecord);
        }
    }

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
        var files = Path.Select(named => (Named: named, Full: FilePath(named))).Select(p => (p.Full, Writer: WriterOf(p.Named, p.Full))).ToList();
        foreach (var (path, writer) in files)
        {
            Write(model, path, writer);
        }

        Tell(model, files.Where(f => f.Writer.Format == "Markdown").Select(f => f.Full));
        var bad = _gathered.Findings.Where(f => f.Outcome == Outcome.Fail && f.Severity >= FailOn).ToList();
        if (bad.Count > 0)
        {
            throw new CmdletError("SfFindings", ErrorCategory.InvalidResult, Path,
                $"{bad.Count} finding(s) of severity {FailOn} or worse fail: {string.Join(", ", bad.Select(f => $"{f.RuleId} {f.Target}").Take(5))}{(bad.Count > 5 ? " ..." : "")}.",
                "The reports say what to do about each.") { IsFatal = true };
        }
    }

    private IReportWriter WriterOf(string named, string path) => Format is not null ? ReportWriters.Of(Format) : ReportWriters.ForPath(path) ?? throw new CmdletError("SfUnknownFormat", ErrorCategory.InvalidArgument, named,
        $"The ending of '{named}' does not say a format.", $"Use {string.Join(", ", ReportWriters.ForFiles.Select(w => w.Extension == ".xml" ? ".xml (JUnit)" : w.Extension))}, or give -Format.");

    private void Write(ReportModel model, string path, IReportWriter writer)
    {
        if (!ShouldProcess(path, $"Write {writer.Format} report"))
        {
            return;
        }

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        using (var file = new StreamWriter(path, append: false, new UTF8Encoding(false)))
        {
            writer.Write(model, file);
        }

        LeftOut(model, path, writer);
        if (PassThru)
        {
            WriteObject(new FileInfo(path));
        }
    }

    /// <summary>A format that has room for findings only loses nothing silently.</summary>
    private void LeftOut(ReportModel model, string path, IReportWriter writer)
    {
        var lost = model.Others.Concat(model.Plans.Select(p => $"{p.Kind} of {p.ScopeName}")).ToList();
        if (writer.FindingsOnly && lost.Count > 0)
        {
            WriteWarning($"{System.IO.Path.GetFileName(path)}: {writer.Format} carries findings only; left out: {string.Join("; ", lost)}. Html, Json, Csv, Markdown and JUnit carry all.");
        }
    }

    /// <summary>Issues of the run and its summary, on the agent's output; asked for, or where TF_BUILD says that an agent reads it.</summary>
    private void Tell(ReportModel model, IEnumerable<string> summaries)
    {
        var onAgent = string.Equals(Environment.GetEnvironmentVariable("TF_BUILD"), "True", StringComparison.OrdinalIgnoreCase);
        if (!onAgent && !(IsCommands && Path.Length == 0))
        {
            return;
        }

        var lines = AzurePipelinesReportWriter.Lines(model).Concat(onAgent ? summaries.Where(File.Exists).Select(AzurePipelinesReportWriter.Summary) : Enumerable.Empty<string>());
        foreach (var line in lines)
        {
            WriteInformation(new HostInformationMessage { Message = line }, new[] { "PSHOST" });
        }
    }
}
