using System.Linq;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Rules;
using SfIntegration.Scope;

namespace SfIntegration.Cmdlets.Scope;

/// <summary>Reads scope files and reports every mistake at once, each with its line and what would be right.</summary>
[Cmdlet(VerbsData.Import, "SfAccessScope", DefaultParameterSetName = PathSet)]
[OutputType(typeof(AccessScope))]
public sealed class ImportSfAccessScopeCommand : CancellableCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private string? _current;

    /// <summary>Scope files; wildcards work.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = System.Array.Empty<string>();

    /// <summary>Scope files, taken literally.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = System.Array.Empty<string>();

    /// <summary>The environment of the file whose values apply, such as uat.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Environment { get; set; }

    internal override object? ErrorTarget => _current;

    internal override void ProcessItem()
    {
        var isLiteral = ParameterSetName == LiteralPathSet;
        foreach (var (named, file) in InputFiles.Of(this, isLiteral ? LiteralPath : Path, isLiteral))
        {
            _current = named;
            if (InputFiles.Missing(named, file, "Give the path of a scope file.") is { } missing)
            {
                WriteError(missing);
                continue;
            }

            try
            {
                var scope = ScopeReader.ReadFile(file, Environment, RuleSet.All.Select(r => r.Id).ToList(), named).Get();
                foreach (var note in scope.Notes)
                {
                    WriteVerbose(note);
                }

                WriteObject(scope);
            }
            catch (SfScopeException error)
            {
                WriteError(ErrorRecords.From(error, named));
            }
        }
    }
}
