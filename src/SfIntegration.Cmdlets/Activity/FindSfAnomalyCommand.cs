using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Activity.Anomaly;
using SfIntegration.Activity.Logs;
using SfIntegration.Api;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Rules;
using SfIntegration.Scope;

namespace SfIntegration.Cmdlets.Activity;

/// <summary>
/// Looks for what an identity should not have done: against its scope, and against its own past. It reads the folder of saved event logs and, where an org is
/// connected, the org's sign-ins and who was frozen. Each finding carries its evidence and how sure it is; what could not be looked at is NotAssessed.
/// </summary>
[Cmdlet(VerbsCommon.Find, "SfAnomaly", DefaultParameterSetName = ScopeSet)]
[OutputType(typeof(Finding))]
[RequiresSalesforcePermission(Needed.ToSeeLogins, "MonitorLoginHistory", "ManageUsers", Optional = true)]
[RequiresSalesforcePermission("to see who was frozen", "ViewSetup", Optional = true)]
public sealed class FindSfAnomalyCommand : OrgCmdlet
{
    private const string ScopeSet = "Scope";
    private const string UsernameSet = "Username";

    private readonly List<AnomalyWish> _wishes = new();

    /// <summary>Scopes whose identities are looked at; their network, hours, volume and exceptions count.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ScopeSet)]
    [ValidateNotNull]
    public AccessScope? Scope { get; set; }

    /// <summary>Login names of identities to look at; wildcards work.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = UsernameSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UsernameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Username { get; set; } = Array.Empty<string>();

    /// <summary>The folder of saved event logs (Save-SfEventLog). Without it only sign-ins are looked at.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Where the time that is judged begins; seven days before its end where left out. A time without a zone is one of this machine.</summary>
    [Parameter]
    public DateTime? Since { get; set; }

    /// <summary>Where it ends; the end of the saved logs where left out, or now.</summary>
    [Parameter]
    public DateTime? Until { get; set; }

    /// <summary>How many days before it are the past that it is compared with.</summary>
    [Parameter]
    [ValidateRange(7, 400)]
    public int PastDays { get; set; } = 180;

    /// <summary>Asks no org, also where one is connected.</summary>
    [Parameter]
    public SwitchParameter Offline { get; set; }

    /// <summary>Gives what was found in order too; by default only what fails, is accepted or could not be looked at.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    internal override object? ErrorTarget => ParameterSetName == ScopeSet ? Scope : Username;

    internal override void ProcessItem()
    {
        var api = Offline ? null : ApiOrNone("sign-ins beyond the saved logs, and who was frozen, are not looked at.");
        if (_wishes.FirstOrDefault(w => w.Api == api) is not { } wish)
        {
            _wishes.Add(wish = new AnomalyWish(api));
        }

        if (ParameterSetName == ScopeSet)
        {
            wish.Scopes.Add(Scope!);
        }
        else
        {
            wish.Usernames.AddRange(Username);
        }
    }

    internal override void Finish()
    {
        if (_wishes.Count == 0)
        {
            return;
        }

        var folders = Path is null ? Array.Empty<SavedLogFolder>() : (IReadOnlyList<SavedLogFolder>)SavedLogFolder.Open(FilePath(Path));
        foreach (var wish in _wishes)
        {
            if (wish.Api is null && folders.Count == 0)
            {
                throw new CmdletError("SfNothingToLookAt", ErrorCategory.InvalidArgument, Path, "There is neither a folder of saved logs nor a connected org to look at.", "Give -Path, or connect with Connect-SfOrg.") { IsFatal = true };
            }

            if (folders.Count == 0)
            {
                Look(wish, null, wish.Api);
            }

            foreach (var folder in folders)
            {
                Look(wish, folder, wish.Api is not null && folder.IsOf(wish.Api.Org) ? wish.Api : null);
            }
        }
    }

    private void Look(AnomalyWish wish, SavedLogFolder? folder, OrgApi? api)
    {
        if (folder is not null && api is null && wish.Api is { } other)
        {
            WriteWarning($"The logs are of org {folder.Org.OrgId}; the connection is to {other.Org.OrgId}, which was not asked.");
        }

        var until = Moments.Utc(Until) ?? (folder is null ? null : SavedHistory.EndOf(folder)) ?? DateTime.UtcNow;
        var since = Moments.Utc(Since) ?? until.AddDays(-7);
        if (since >= until)
        {
            throw new CmdletError("SfWindowEmpty", ErrorCategory.InvalidArgument, Since, $"The window is empty: it begins at {since:u} and ends at {until:u}.", "-Since is the earlier moment; without it the seven days before -Until are looked at.") { IsFatal = true };
        }

        var names = wish.Usernames.Concat(wish.Scopes.Select(s => s.Identity.Username)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var read = WaitThenTell(Path, (damaged, token) => new HistoryReader(folder, api) { Progress = Report, Damaged = damaged }.ReadAsync(new HistoryWish(names, since.AddDays(-PastDays), since, until), token));
        foreach (var platform in read.PlatformUsers)
        {
            WriteVerbose($"{platform} is one of the platform's own users and is not looked at.");
        }

        foreach (var username in read.Usernames)
        {
            var scope = wish.Scopes.FirstOrDefault(s => string.Equals(s.Identity.Username, username, StringComparison.OrdinalIgnoreCase));
            var result = AnomalyAssessment.Of(username, scope, read.History.Of(username), api?.Org ?? folder?.Org, DateTime.UtcNow);
            WriteObject(result.Findings.Where(f => All || f.Outcome != Outcome.Pass), enumerateCollection: true);
        }
    }

    /// <summary>What is to be looked at in one org, or in none: input of one org is never looked up in another.</summary>
    private sealed class AnomalyWish
    {
        public AnomalyWish(OrgApi? api) => Api = api;

        public OrgApi? Api { get; }

        public List<AccessScope> Scopes { get; } = new();

        public List<string> Usernames { get; } = new();
    }
}
