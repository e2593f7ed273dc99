using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Access.Files;
using SfIntegration.Cmdlets.Base;

namespace SfIntegration.Cmdlets.Access;

/// <summary>Reads snapshot files, packed or as text. What it gives is for -Snapshot of every cmdlet that reads access; no org is asked.</summary>
[Cmdlet(VerbsData.Import, "SfAccessSnapshot", DefaultParameterSetName = PathSet)]
[OutputType(typeof(AccessSnapshot))]
public sealed class ImportSfAccessSnapshotCommand : CancellableCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private string? _current;

    /// <summary>Snapshot files; wildcards work.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = Array.Empty<string>();

    /// <summary>Snapshot files, taken literally.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = Array.Empty<string>();

    internal override object? ErrorTarget => _current;

    internal override void ProcessItem()
    {
        foreach (var (named, file) in Files())
        {
            _current = named;
            if (!File.Exists(file))
            {
                WriteError(new CmdletError("SfFileNotFound", ErrorCategory.ObjectNotFound, named, $"There is no file '{file}'.", "Give the path of a file that Export-SfAccessSnapshot wrote.").ErrorRecord);
                continue;
            }

            try
            {
                WriteObject(Wait(token => Task.FromResult(SnapshotReader.ReadFile(file, token))));
            }
            catch (SfSnapshotException error)
            {
                WriteError(ErrorRecords.From(error, named));
            }
        }
    }

    private IEnumerable<(string Named, string File)> Files()
    {
        foreach (var path in ParameterSetName == PathSet ? Path : LiteralPath)
        {
            if (ParameterSetName == PathSet && WildcardPattern.ContainsWildcardCharacters(path))
            {
                foreach (var file in GetResolvedProviderPathFromPSPath(path, out _))
                {
                    yield return (file, file);
                }
            }
            else
            {
                var file = FilePath(path);
                yield return (path.Contains("::") ? file : path, file);
            }
        }
    }
}
