using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Text.RegularExpressions;
using SfIntegration.Access;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;
using SfIntegration.Permission.Metadata;
using SfIntegration.Scope;
using SfIntegration.Scope.Drafting;
using SfIntegration.Scope.Writing;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>
/// Writes permission sets to files: as metadata that sf deploys, or as a scope. They come from an org, a snapshot, a profile or a
/// definition. The same set gives the same bytes. What a file cannot hold is in LeftOut of what is emitted.
/// </summary>
[Cmdlet(VerbsData.Export, "SfPermissionSet", SupportsShouldProcess = true)]
[OutputType(typeof(PermissionSetFile))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToReadRecordTypes, "ModifyMetadata", "ModifyAllData", Optional = true)]
public sealed class ExportSfPermissionSetCommand : AccessCmdlet
{
    private const string NameSet = "Name";
    private const string ProfileSet = "Profile";
    private const string DefinitionSet = "Definition";

    private static readonly Regex s_words = new("[^A-Za-z0-9]+", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private readonly DefinitionInput _input = new();

    /// <summary>Permission sets, by API name; wildcards work.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(PermissionSetCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] PermissionSet { get; set; } = Array.Empty<string>();

    /// <summary>Profiles, by name, written as permission sets; wildcards work.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ProfileSet)]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] ProfileName { get; set; } = Array.Empty<string>();

    /// <summary>What ConvertTo-SfPermissionSet or Import-SfPermissionSet gave.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = DefinitionSet)]
    [ValidateNotNull]
    public PermissionSetDefinition? Definition { get; set; }

    /// <summary>The file, or the folder where each set gets a file of its own. A path without an ending is a folder.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Metadata (a permission set file that sf deploys) or Scope.</summary>
    [Parameter]
    public PermissionSetFormat As { get; set; }

    /// <summary>The scope's name; made from the set's where left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ScopeName { get; set; }

    /// <summary>The login name of the scope's identity; needed with -As Scope.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(UsernameCompleter))]
    [ValidatePattern(@"^\S+@\S+\.\S+$")]
    public string? Username { get; set; }

    /// <summary>Writes over existing files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    internal override object? ErrorTarget => Definition ?? (object)Path;

    internal override void ProcessItem()
    {
        switch (ParameterSetName)
        {
            case DefinitionSet:
                _input.Add(Definition!);
                break;
            case ProfileSet:
                _input.Add(Org, ContainerKind.Profile, ProfileName);
                break;
            default:
                _input.Add(Org, ContainerKind.PermissionSet, PermissionSet);
                break;
        }
    }

    internal override void Finish()
    {
        if (As == PermissionSetFormat.Scope && Username is null)
        {
            throw new CmdletError("SfUsernameNeeded", ErrorCategory.InvalidArgument, Path, "A scope is about an identity, and no login name was given.", "Name it with -Username.") { IsFatal = true };
        }

        var sources = _input.Read(this, org => (SourceFor(org), Snapshot is null ? ApiFor(org) : null));
        var isFolder = IsFolder(sources.Count);
        foreach (var source in sources)
        {
            try
            {
                Write(source, isFolder);
            }
            catch (Exception error) when (error is SfScopeException or CmdletError)
            {
                // Of this set; the next one may fare better.
                WriteError(ErrorRecords.From(error, source));
            }
        }
    }

    private bool IsFolder(int count)
    {
        var full = FilePath(Path);
        var isFolder = Directory.Exists(full) || Path.EndsWith("/", StringComparison.Ordinal) || Path.EndsWith("\\", StringComparison.Ordinal) || System.IO.Path.GetExtension(full).Length == 0;
        return isFolder || count <= 1 ? isFolder : throw new CmdletError("SfOneFileForSeveral", ErrorCategory.InvalidArgument, Path, $"{count} permission sets do not fit into the one file '{full}'.", "Name a folder.");
    }

    private void Write(PermissionSetDefinition source, bool isFolder)
    {
        var (name, text, left) = As == PermissionSetFormat.Metadata ? Metadata(source) : Scope(source);
        var path = FilePath(Path);
        path = isFolder ? System.IO.Path.Combine(path, name) : path;
        if (File.Exists(path) && !Force)
        {
            throw new CmdletError("SfFileExists", ErrorCategory.ResourceExists, path, $"The file '{path}' exists.", "Use -Force to write over it, or another -Path.");
        }

        DefinitionInput.TellLeftOut(this, source);
        if (!ShouldProcess(path, $"Write permission set '{source.PermissionSet}' as {As.ToString().ToLowerInvariant()}"))
        {
            return;
        }

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(false));
        if (As == PermissionSetFormat.Scope)
        {
            ScopeSchema.WriteBeside(path);
        }

        WriteObject(new PermissionSetFile { Org = source.Org, PermissionSet = source.PermissionSet, FullName = path, Format = As, LeftOut = left });
    }

    private (string Name, string Text, IReadOnlyList<DefinitionLeftover> Left) Metadata(PermissionSetDefinition source)
    {
        if (PermissionSetNames.Mistake(source.PermissionSet) is { } mistake)
        {
            throw new CmdletError("SfPermissionSetName", ErrorCategory.InvalidData, source, $"'{source.PermissionSet}' is no name of a permission set: {mistake}.", "Give it another with ConvertTo-SfPermissionSet -PermissionSet.");
        }

        var document = DefinitionWriter.Write(source);
        foreach (var left in document.LeftOut)
        {
            WriteWarning($"{source.PermissionSet}: not in the file: {left}");
        }

        return (source.PermissionSet + ".permissionset-meta.xml", document.Text, source.LeftOut.Concat(document.LeftOut).ToList());
    }

    private (string Name, string Text, IReadOnlyList<DefinitionLeftover> Left) Scope(PermissionSetDefinition source)
    {
        var name = ScopeName ?? s_words.Replace(source.PermissionSet, "-").Trim('-').ToLowerInvariant();
        var scope = ScopeDraft.FromGrants(DefinitionDraft.Of(source), new DraftOptions { Name = name, Username = Username! });
        foreach (var note in scope.Notes)
        {
            WriteWarning(note);
        }

        return (name + ".scope.yaml", ScopeWriter.Write(scope), source.LeftOut);
    }
}
