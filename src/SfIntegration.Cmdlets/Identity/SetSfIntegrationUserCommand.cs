using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using Newtonsoft.Json.Linq;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Cmdlets.Plan;
using SfIntegration.Identity;
using SfIntegration.Scope;
using SfIntegration.Scope.Drafting;
using SfIntegration.Scope.Writing;

namespace SfIntegration.Cmdlets.Identity;

/// <summary>
/// Changes the record of an integration user (names and address), or moves an existing login to another licence: what the new
/// licence cannot hold is listed and taken off, a scope that replaces it is drafted, and the journal takes the move back.
/// Access is changed by scope and plan.
/// </summary>
[Cmdlet(VerbsCommon.Set, "SfIntegrationUser", SupportsShouldProcess = true, DefaultParameterSetName = RecordSet)]
[OutputType(typeof(SfIntegrationUser))]
[OutputType(typeof(LicenseMove), ParameterSetName = new[] { LicenseSet })]
[RequiresSalesforcePermission(Needed.ToWriteUsers, "ManageInternalUsers", "ManageUsers")]
[RequiresSalesforcePermission("to move the user to another licence", "AssignPermissionSets", Optional = true)]
[RequiresSalesforcePermission("to make the set of the new licence", "ManageProfilesPermissionsets", Optional = true)]
public sealed class SetSfIntegrationUserCommand : UserActionCmdlet
{
    private const string RecordSet = "Record";
    private const string LicenseSet = "License";

    private OrgApi? _api;
    private PreparedMove? _move;

    /// <summary>A new last name.</summary>
    [Parameter(ParameterSetName = RecordSet)]
    [ValidateLength(1, 80)]
    public string? LastName { get; set; }

    /// <summary>A new e-mail address.</summary>
    [Parameter(ParameterSetName = RecordSet)]
    [ValidateNotNullOrEmpty]
    public string? Email { get; set; }

    /// <summary>A new login name.</summary>
    [Parameter(ParameterSetName = RecordSet)]
    [ValidatePattern(@"^\S+@\S+\.\S+$")]
    public string? NewUsername { get; set; }

    /// <summary>The user licence to move to, such as "Salesforce Integration".</summary>
    [Parameter(Mandatory = true, ParameterSetName = LicenseSet)]
    [ArgumentCompleter(typeof(UserLicenseCompleter))]
    [ValidateNotNullOrEmpty]
    public string License { get; set; } = "";

    /// <summary>The profile of that licence; its API-only profile where left out.</summary>
    [Parameter(ParameterSetName = LicenseSet)]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    [ValidateNotNullOrEmpty]
    public string? ProfileName { get; set; }

    /// <summary>The name of the scope that is drafted; the part of the username before the @ where left out.</summary>
    [Parameter(ParameterSetName = LicenseSet)]
    [ValidateNotNullOrEmpty]
    public string? ScopeName { get; set; }

    /// <summary>Writes the drafted scope to this file, and the schema for editors beside it.</summary>
    [Parameter(ParameterSetName = LicenseSet)]
    [ValidateNotNullOrEmpty]
    public string? ScopePath { get; set; }

    /// <summary>Where the journal of a move goes, a new file; in the user's local data where left out.</summary>
    [Parameter(ParameterSetName = LicenseSet)]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>Moves a login that a person used in the last six months, and writes over an existing -ScopePath.</summary>
    [Parameter(ParameterSetName = LicenseSet)]
    public SwitchParameter Force { get; set; }

    internal override bool TakesAway => ParameterSetName == LicenseSet;

    internal override string Action => _move is { } move
        ? $"Move from licence '{move.User.LicenseName}' to '{move.Target.LicenseName}' (profile '{move.Target.Name}'); {Losses(move)}"
        : "Set " + string.Join(", ", Values().Select(v => $"{v.Key} = {v.Value}"));

    internal override void Prepare(OrgApi api, UserFacts user)
    {
        if (ParameterSetName != LicenseSet)
        {
            return;
        }

        _api = api;
        if (ScopePath is not null && File.Exists(FilePath(ScopePath)) && !Force)
        {
            throw new CmdletError("SfFileExists", ErrorCategory.ResourceExists, ScopePath, $"The file '{FilePath(ScopePath)}' exists.", "Use -Force to write over it, or another -ScopePath.");
        }

        var options = new DraftOptions { Name = ScopeName ?? user.Username.Split('@')[0], Username = user.Username, LastName = user.LastName, Email = user.Email, License = License };
        _move = Wait(token => new LicenseMoveService(api).PrepareAsync(user, License, ProfileName, options, token));
        if (_move.PersonalUse.Count > 0 && !Force)
        {
            throw new CmdletError("SfPersonalUse", ErrorCategory.InvalidOperation, Username,
                $"A person signs in with {user.Username}: {string.Join("; ", _move.PersonalUse.Take(3))}{(_move.PersonalUse.Count > 3 ? $" and {_move.PersonalUse.Count - 3} times more" : "")}. On '{License}' that ends.",
                "Give the person a login of their own first; -Force moves it nevertheless.");
        }
    }

    internal override void Act(UserAdmin admin, UserFacts user)
    {
        if (_move is { } move)
        {
            Move(move);
            return;
        }

        var values = Values();
        if (values.Count == 0)
        {
            throw new CmdletError("SfNothingToSet", ErrorCategory.InvalidArgument, Username, "Nothing was given to set.", "Give -LastName, -Email or -NewUsername.");
        }

        var record = new JObject(values.Select(v => new JProperty(v.Key, v.Value)));
        Done(token => admin.UpdateAsync(
            user, record, u => u.LastName == (LastName ?? u.LastName) && u.Email == (Email ?? u.Email), "changed", token));
        if (NewUsername is not null)
        {
            Username = NewUsername;
        }
    }

    private void Move(PreparedMove move)
    {
        var journal = JournalPath is null ? PlanCmdlet.NewJournal(PlanCmdlet.LocalFolder, move.Draft.Name + "-license") : FilePath(JournalPath);

        // The draft is on disk before anything is taken away.
        if (ScopePath is not null)
        {
            var path = FilePath(ScopePath);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, ScopeWriter.Write(move.Draft), new UTF8Encoding(false));
            ScopeSchema.WriteBeside(path);
        }

        foreach (var note in move.Draft.Notes)
        {
            WriteVerbose(note);
        }

        var moved = Wait(token => new LicenseMoveService(_api!).MoveAsync(move, journal, Report, token));
        ReportDone();
        foreach (var error in moved.Errors)
        {
            WriteError(new CmdletError("SfChangeFailed", ErrorCategory.WriteError, moved, error, "Apply the drafted scope, or take the move back with Undo-SfAccessPlan.").ErrorRecord);
        }

        WriteObject(moved);
    }

    private static string Losses(PreparedMove move)
    {
        var lost = move.Plan.Lost;
        if (lost.Count == 0)
        {
            return "it keeps everything";
        }

        var holders = lost.Where(l => l.Kind.StartsWith("permission set", System.StringComparison.Ordinal)).Select(l => l.Target).ToList();
        var grants = lost.Where(l => !l.Kind.StartsWith("permission set", System.StringComparison.Ordinal)).GroupBy(l => l.Kind).Select(g => $"{g.Count()} {g.Key}(s)").ToList();
        return "it loses " + string.Join(", ", holders.Concat(grants.Count == 0 ? Enumerable.Empty<string>() : new[] { (holders.Count == 0 ? "" : "and ") + "of its profile " + string.Join(", ", grants) }));
    }

    private Dictionary<string, string> Values()
    {
        var values = new Dictionary<string, string>();
        void Add(string field, string? value)
        {
            if (value is not null)
            {
                values[field] = value;
            }
        }

        Add("LastName", LastName);
        Add("Email", Email);
        Add("Username", NewUsername);
        return values;
    }
}
