using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;
using SfIntegration.Permission.Metadata;
using SfIntegration.Scope;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>
/// Reads permission set and profile files of the Metadata API (a project's source, a retrieved package) and writes nothing: what it
/// gives is a definition for New-SfPermissionSet, Copy-SfPermissionSet, Compare-SfAccess. What a permission set cannot hold is in LeftOut.
/// </summary>
[Cmdlet(VerbsData.Import, "SfPermissionSet", DefaultParameterSetName = PathSet)]
[OutputType(typeof(PermissionSetDefinition))]
public sealed class ImportSfPermissionSetCommand : CancellableCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private string? _current;

    /// <summary>Permission set or profile files; wildcards work.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = System.Array.Empty<string>();

    /// <summary>Permission set or profile files, taken literally.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = System.Array.Empty<string>();

    /// <summary>What stands for the namespace placeholders (%%%NAMESPACE%%%) in the files; empty where they are not packaged.</summary>
    [Parameter]
    [AllowEmptyString]
    [ValidatePattern("^([A-Za-z][A-Za-z0-9_]{0,14})?$")]
    public string? Namespace { get; set; }

    internal override object? ErrorTarget => _current;

    internal override void ProcessItem()
    {
        var isLiteral = ParameterSetName == LiteralPathSet;
        foreach (var (named, file) in InputFiles.Of(this, isLiteral ? LiteralPath : Path, isLiteral))
        {
            _current = named;
            if (InputFiles.Missing(named, file, "Give the path of a permission set or profile file.") is { } missing)
            {
                WriteError(missing);
                continue;
            }

            try
            {
                var definition = DefinitionReader.ReadFile(file, Namespace, named);
                foreach (var left in definition.LeftOut)
                {
                    WriteVerbose($"{named}: left out: {left}");
                }

                WriteObject(definition);
            }
            catch (SfScopeException error)
            {
                WriteError(ErrorRecords.From(error, named));
            }
        }
    }
}
