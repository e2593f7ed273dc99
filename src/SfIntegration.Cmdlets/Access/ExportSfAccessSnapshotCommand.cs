using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Access;
using SfIntegration.Access.Files;
using SfIntegration.Cmdlets.Base;

namespace SfIntegration.Cmdlets.Access;

/// <summary>
/// Writes the access state of a whole org, or of some users, into one file: who holds what, and what it gives. An interrupted export
/// keeps the tables it has read beside the file; -Resume goes on there.
/// </summary>
[Cmdlet(VerbsData.Export, "SfAccessSnapshot", SupportsShouldProcess = true)]
[OutputType(typeof(AccessSnapshotFile))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToSeeFrozen, "FreezeUsers", "ManageUsers", Optional = true)]
[RequiresSalesforcePermission("to read session activations", "ManageSessionPermissionSets", Optional = true)]
public sealed class ExportSfAccessSnapshotCommand : OrgCmdlet
{
    private readonly List<string> _usernames = new();
    private SfOrg? _inputOrg;
    private bool _namesUsers;
    private bool _isOrgPiped;

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Only these users, with what they hold and the containers they hold it through: login names or patterns with * and ?. Without it, the whole org.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(UsernameCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Username { get; set; }

    /// <summary>Users, for their Username; or an org, for all of it.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Writes plain text, one line each, sorted: for git, which packs by itself.</summary>
    [Parameter]
    public SwitchParameter AsText { get; set; }

    /// <summary>Goes on with an interrupted export of the same org, caller and users; where there is none, it begins one.</summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <summary>Takes the place of a file that is there; without -Resume of an interrupted export too.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    internal override object? ErrorTarget => Path;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _namesUsers = MyInvocation.BoundParameters.ContainsKey(nameof(Username));
    }

    internal override void ProcessItem()
    {
        // An org's Username is who is signed in, and not whom to export.
        var piped = InputObject?.BaseObject as SfOrg;
        _isOrgPiped |= piped is not null;
        if (piped is null || _namesUsers)
        {
            _usernames.AddRange(Username ?? Array.Empty<string>());
        }

        if (MyInvocation.ExpectingInput && (piped ?? Org) is { } org)
        {
            if (_inputOrg is not null && !_inputOrg.IsSameOrgAs(org))
            {
                throw new CmdletError("SfOrgMismatch", ErrorCategory.InvalidArgument, InputObject, $"The input comes from '{_inputOrg}' and from '{org}'.", "A snapshot is of one org: pipe the users of one.") { IsFatal = true };
            }

            _inputOrg = org;
        }
    }

    internal override void Finish()
    {
        if (MyInvocation.ExpectingInput && _usernames.Count == 0 && !_isOrgPiped)
        {
            // A filter that let nobody through must not become an export of everybody.
            throw new CmdletError("SfNoUsers", ErrorCategory.InvalidArgument, Path, "No users came through the pipeline, so nothing is exported.", "Pipe users, or leave the pipeline out for the whole org.") { IsFatal = true };
        }

        var api = ApiFor(_inputOrg);
        var path = FilePath(Path);
        var usernames = _usernames.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var what = usernames.Count == 0 ? "the whole org" : usernames.Count == 1 ? usernames[0] : $"{usernames.Count} users or patterns";
        if (!ShouldProcess(path, $"Write the access state of {what} on {api.Org}"))
        {
            return;
        }

        try
        {
            var request = new ExportRequest(path, usernames, AsText, Resume, Force);
            var written = Wait(token => new SnapshotExport(api) { Progress = Report }.RunAsync(request, token));
            foreach (var missing in written.NotRead)
            {
                WriteWarning($"Not read: {missing}");
            }

            WriteObject(written);
        }
        catch (SfException error) when (System.IO.Directory.Exists(UnfinishedExport.FolderOf(path)) && error is not SfSnapshotException)
        {
            WriteWarning($"What was read is kept in '{UnfinishedExport.FolderOf(path)}'; the same command with -Resume goes on there.");
            throw;
        }
        finally
        {
            if (!Stopping)
            {
                ReportDone();
            }
        }
    }
}
