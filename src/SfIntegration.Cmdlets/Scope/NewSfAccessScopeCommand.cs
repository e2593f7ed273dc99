using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Threading.Tasks;
using SfIntegration.Activity.Logs;
using SfIntegration.Activity.Usage;
using SfIntegration.Cmdlets.Activity;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Cmdlets.Permission;
using SfIntegration.Scope;
using SfIntegration.Scope.Drafting;
using SfIntegration.Scope.Writing;

namespace SfIntegration.Cmdlets.Scope;

/// <summary>
/// Drafts a scope from what is granted today: a metadata file, permission sets or a profile of the org, or all that a user can
/// do; or from what an identity did, as saved event logs show it. What a draft cannot know - why - is left for a person to fill in.
/// </summary>
[Cmdlet(VerbsCommon.New, "SfAccessScope", SupportsShouldProcess = true, DefaultParameterSetName = MetadataSet)]
[OutputType(typeof(AccessScope))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToReadRecordTypes, "ModifyMetadata", "ModifyAllData", Optional = true)]
public sealed class NewSfAccessScopeCommand : OrgCmdlet
{
    private const string MetadataSet = "Metadata";
    private const string ContainerSet = "Container";
    private const string UserSet = "User";
    private const string ActivitySet = "Activity";

    /// <summary>A permission set or profile file of the Metadata API.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = MetadataSet)]
    [ValidateNotNullOrEmpty]
    public string MetadataPath { get; set; } = "";

    /// <summary>What stands for the namespace placeholders (%%%NAMESPACE%%%) in that file.</summary>
    [Parameter(ParameterSetName = MetadataSet)]
    [AllowEmptyString]
    [ValidatePattern("^([A-Za-z][A-Za-z0-9_]{0,14})?$")]
    public string? Namespace { get; set; }

    /// <summary>Permission sets, groups or profiles of the org, by name.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ContainerSet)]
    [Alias("From")]
    [ArgumentCompleter(typeof(PermissionSetCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] PermissionSet { get; set; } = Array.Empty<string>();

    /// <summary>A folder of saved event logs (Save-SfEventLog): what an identity did is drafted, one integration for each system behind it. No connection is needed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ActivitySet)]
    [ValidateNotNullOrEmpty]
    public string FromActivity { get; set; } = "";

    /// <summary>Takes the calls since then; all that the logs have where left out. A time without a zone is one of this machine.</summary>
    [Parameter(ParameterSetName = ActivitySet)]
    public DateTime? Since { get; set; }

    /// <summary>Takes the calls before then.</summary>
    [Parameter(ParameterSetName = ActivitySet)]
    public DateTime? Until { get; set; }

    /// <summary>A user of the org: its effective access is drafted. With -FromActivity whose calls are drafted, where that is another than -Username.</summary>
    [Parameter(Mandatory = true, ParameterSetName = UserSet)]
    [Parameter(ParameterSetName = ActivitySet)]
    [ArgumentCompleter(typeof(UsernameCompleter))]
    [ValidateNotNullOrEmpty]
    public string FromUsername { get; set; } = "";

    /// <summary>Takes only these objects of the source, by names with wildcards. System permissions and setup access are then left out unless they are kept by name.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ObjectCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Only { get; set; } = Array.Empty<string>();

    /// <summary>The most that is taken of each object: read, or read, create, edit. What the source gives beyond it is cut, down to the fields.</summary>
    [Parameter]
    [ValidateAccess]
    public ObjectAccess Access { get; set; }

    /// <summary>System permissions that a narrowed draft keeps, by names with wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SystemPermissionCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] KeepSystemPermission { get; set; } = Array.Empty<string>();

    /// <summary>Apex classes, custom permissions and other setup entities that a narrowed draft keeps, by names with wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] KeepSetupAccess { get; set; } = Array.Empty<string>();

    /// <summary>The scope's name; stable, it marks what the scope owns. With -FromActivity the part of the username before the @ where left out.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MetadataSet)]
    [Parameter(Mandatory = true, ParameterSetName = ContainerSet)]
    [Parameter(Mandatory = true, ParameterSetName = UserSet)]
    [Parameter(ParameterSetName = ActivitySet)]
    [ValidateNotNullOrEmpty]
    public string ScopeName { get; set; } = "";

    /// <summary>The login name of the identity.</summary>
    [Parameter(Mandatory = true)]
    [ValidatePattern(@"^\S+@\S+\.\S+$")]
    public string Username { get; set; } = "";

    /// <summary>The last name of the identity; the part before the @ where left out.</summary>
    [Parameter]
    public string? LastName { get; set; }

    /// <summary>The e-mail address of the identity; the owner's where left out.</summary>
    [Parameter]
    public string? Email { get; set; }

    /// <summary>Who answers for it.</summary>
    [Parameter]
    public string? OwnerName { get; set; }

    /// <summary>The owner's e-mail address.</summary>
    [Parameter]
    public string? OwnerContact { get; set; }

    /// <summary>The user licence of the identity.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(UserLicenseCompleter))]
    public string? License { get; set; }

    /// <summary>The last day the access counts.</summary>
    [Parameter]
    public DateTime? Expires { get; set; }

    /// <summary>Writes the scope to this file, and the schema for editors beside it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Writes over an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    internal override object? ErrorTarget => ScopeName.Length > 0 ? ScopeName : Username;

    internal override void ProcessItem()
    {
        var options = new DraftOptions
        {
            Name = ScopeName.Length > 0 ? ScopeName : Username.Split('@')[0],
            Username = Username,
            LastName = LastName,
            Email = Email ?? OwnerContact,
            Owner = OwnerName is null && OwnerContact is null ? null : new ScopeContact(OwnerName ?? OwnerContact!, OwnerContact ?? Email ?? Username),
            License = License,
            Expires = Expires?.Date,
        };
        var narrowing = NarrowingAsked();
        var scope = ParameterSetName == ActivitySet
            ? ScopeDraft.FromGrants(Activity().Select(p => (p.Integration, DraftNarrowing.Narrow(p.Input, narrowing))).ToList(), options)
            : ScopeDraft.FromGrants(DraftNarrowing.Narrow(Source(), narrowing), options);
        foreach (var note in scope.Notes)
        {
            WriteWarning(note);
        }

        if (Path is not null)
        {
            WriteFile(scope, FilePath(Path));
        }

        WriteObject(scope);
    }

    private DraftInput Source() => ParameterSetName == MetadataSet
        ? MetadataFile.ReadFile(FilePath(MetadataPath), Namespace, MetadataPath)
        : Wait(token => ParameterSetName == UserSet
            ? DraftSources.OfUserAsync(Api, FromUsername, token)
            : DraftSources.OfContainersAsync(Api, PermissionSet, token));

    private IReadOnlyList<(string Integration, DraftInput Input)> Activity()
    {
        var whose = FromUsername.Length > 0 ? FromUsername : Username;
        foreach (var folder in SavedLogFolder.Open(FilePath(FromActivity)))
        {
            var reader = WaitThenTell(FromActivity, (damaged, token) => Task.FromResult(UsageReader.Read(folder, Moments.Utc(Since), Moments.Utc(Until), new[] { whose }, Enumerable.Empty<string>().ToLookup(n => n), Report, damaged, token)));
            if (reader.CallsOf(whose) is { Count: > 0 } calls)
            {
                return ActivityDraft.Of(whose, calls, some => reader.Of(whose, some));
            }
        }

        throw new CmdletError("SfNoCalls", ErrorCategory.ObjectNotFound, whose, $"The logs in '{FromActivity}' show no call of {whose}.", "Measure-SfActivity -Path ... -By Identity lists whom they name; -FromUsername says whose calls are meant.");
    }

    private Narrowing NarrowingAsked()
    {
        var narrowing = new Narrowing
        {
            Only = Only,
            Access = MyInvocation.BoundParameters.ContainsKey(nameof(Access)) ? Access : null,
            KeepSystemPermissions = KeepSystemPermission,
            KeepSetupAccess = KeepSetupAccess,
        };
        if (!narrowing.Narrows && (KeepSystemPermission.Length > 0 || KeepSetupAccess.Length > 0))
        {
            throw new CmdletError("SfNothingNarrowed", ErrorCategory.InvalidArgument, ScopeName, "-KeepSystemPermission and -KeepSetupAccess name what a narrowed draft keeps, and nothing is narrowed here.", "Narrow with -Only or -Access, or leave them out: then everything is drafted.");
        }

        return narrowing;
    }

    private void WriteFile(AccessScope scope, string path)
    {
        if (File.Exists(path) && !Force)
        {
            throw new CmdletError("SfFileExists", ErrorCategory.ResourceExists, Path, $"The file '{path}' exists.", "Use -Force to write over it, or another -Path.");
        }

        if (ShouldProcess(path, "Write scope"))
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllText(path, ScopeWriter.Write(scope), new UTF8Encoding(false));
            ScopeSchema.WriteBeside(path);
        }
    }
}
