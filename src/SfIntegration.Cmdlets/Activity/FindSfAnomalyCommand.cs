using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using SfIntegration.Activity.Anomaly;
using SfIntegration.Activity.Logs;
using SfIntegration.Activity.SignIns;
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

    private readonly List<AccessScope> _scopes = new();
    private readonly List<string> _usernames = new();

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
        if (ParameterSetName == ScopeSet)
        {
            _scopes.Add(Scope!);
        }
        else
        {
            _usernames.AddRange(Username);
        }
    }

    internal override void Finish()
    {
        if (_scopes.Count + _usernames.Count == 0)
        {
            return;
        }

        var api = Offline ? null : ConnectedApi();
        var folders = Path is null ? Array.Empty<SavedLogFolder>() : (IReadOnlyList<SavedLogFolder>)SavedLogFolder.Open(FilePath(Path));
        if (api is null && folders.Count == 0)
        {
            throw new CmdletError("SfNothingToLookAt", ErrorCategory.InvalidArgument, Path, "There is neither a folder of saved logs nor a connected org to look at.", "Give -Path, or connect with Connect-SfOrg.") { IsFatal = true };
        }

        if (folders.Count == 0)
        {
            Look(null, api);
        }

        foreach (var folder in folders)
        {
            Look(folder, api is not null && SameOrg(api.Org.OrgId, folder.Org.OrgId) ? api : null);
        }
    }

    private void Look(SavedLogFolder? folder, OrgApi? api)
    {
        if (folder is not null && api is null && !Offline && ConnectedApi() is { } other)
        {
            WriteWarning($"The logs are of org {folder.Org.OrgId}; the connection is to {other.Org.OrgId}, which was not asked.");
        }

        var until = Moments.Utc(Until) ?? (folder is null ? null : SavedHistory.EndOf(folder)) ?? DateTime.UtcNow;
        var since = Moments.Utc(Since) ?? until.AddDays(-7);
        if (since >= until)
        {
            throw new CmdletError("SfWindowEmpty", ErrorCategory.InvalidArgument, Since, $"The window is empty: it begins at {since:u} and ends at {until:u}.", "-Since is the earlier moment; without it the seven days before -Until are looked at.") { IsFatal = true };
        }

        var history = Read(folder, api, since.AddDays(-PastDays), since, until, out var usernames);
        foreach (var username in usernames)
        {
            var scope = _scopes.FirstOrDefault(s => string.Equals(s.Identity.Username, username, StringComparison.OrdinalIgnoreCase));
            var result = AnomalyAssessment.Of(username, scope, history.Of(username), api?.Org ?? folder?.Org, DateTime.UtcNow);
            WriteObject(result.Findings.Where(f => All || f.Outcome != Outcome.Pass), enumerateCollection: true);
        }
    }

    private ActivityHistory Read(SavedLogFolder? folder, OrgApi? api, DateTime past, DateTime since, DateTime until, out IReadOnlyList<string> usernames)
    {
        var wanted = _usernames.Concat(_scopes.Select(s => s.Identity.Username)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var directory = api is null ? null : new UserDirectory(api);
        var known = directory is null ? new List<KnownUser>() : Wait(token => directory.FindAsync(wanted, token)).SelectMany(u => u).GroupBy(u => u.UserId).Select(g => g.First()).ToList();
        foreach (var platform in known.Where(u => u.IsPlatformUser))
        {
            WriteVerbose($"{platform.Username} is one of the platform's own users and is not looked at.");
        }

        var users = known.Where(u => !u.IsPlatformUser).ToList();
        var patterns = wanted.Select(n => WildcardPattern.Get(n, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant)).ToList();
        var leftOut = new HashSet<string>(known.Where(u => u.IsPlatformUser).Select(u => u.UserId), StringComparer.Ordinal);
        var ids = new HashSet<string>(users.Select(u => u.UserId), StringComparer.Ordinal);
        bool IsWanted(string? id, string? name) => (id is null || !leftOut.Contains(id)) && ((id is not null && ids.Contains(id)) || (name is not null && patterns.Any(p => p.IsMatch(name))));

        var saved = folder is null ? null : ReadSaved(folder, past, since, until, IsWanted);
        var org = api is null ? null : Wait(token => OrgHistory.ReadAsync(api, directory!, users, past, until, token));
        var names = users.Select(u => (Id: u.UserId, u.Username)).Concat(saved?.Usernames.Select(u => (Id: u.Key, Username: u.Value)) ?? Enumerable.Empty<(string, string)>())
            .Where(u => !leftOut.Contains(u.Id)).GroupBy(u => u.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Username, StringComparer.Ordinal);
        var signIns = SignInsOf(saved?.SignIns, org?.SignIns)?.ToLookup(s => s.UserId, s => s.SignIn, StringComparer.Ordinal);

        // A wildcard means those that did something; who is named is looked at in any case.
        var active = new HashSet<string>((saved?.Calls ?? Array.Empty<SfActivity>()).Select(c => c.UserId).OfType<string>(), StringComparer.Ordinal);
        usernames = wanted.Where(n => !WildcardPattern.ContainsWildcardCharacters(n))
            .Concat(names.Where(n => (active.Contains(n.Key) || signIns?.Contains(n.Key) == true) && patterns.Any(p => p.IsMatch(n.Value))).Select(n => n.Value))
            .Distinct(StringComparer.OrdinalIgnoreCase).Where(n => !known.Any(k => k.IsPlatformUser && string.Equals(k.Username, n, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(n => n, StringComparer.OrdinalIgnoreCase).ToList();
        return new ActivityHistory
        {
            Since = since,
            Until = until,
            Calls = saved?.Calls,
            CallsNotRead = folder is null ? "No folder of saved event logs was given." : "The folder holds no log of calls.",
            AppCalls = saved?.AppCalls ?? Array.Empty<SfActivity>(),
            SignIns = signIns,
            SignInsNotRead = org?.SignInsNotRead ?? "No org is connected, and no file of the event type Login was saved.",
            Locked = org?.Locked is { } locked ? locked.SelectMany(l => LockedPeriods.Of(l).Select(p => (l.Key, Period: p))).ToLookup(l => l.Key, l => l.Period, StringComparer.Ordinal) : null,
            LockedUnclear = org?.SameName ?? new HashSet<string>(),
            LockedNotRead = org is null ? "No org is connected." : org.LockedNotRead,
            Usernames = names,
        };
    }

    /// <summary>What both tell is counted once: the org's sign-ins count before the first and after the last that was saved.</summary>
    private static IEnumerable<(string UserId, SignIn SignIn)>? SignInsOf(IReadOnlyList<(string UserId, SignIn SignIn)>? saved, IReadOnlyList<(string UserId, SignIn SignIn)>? org)
    {
        if (saved is null or { Count: 0 } || org is null)
        {
            return org ?? saved;
        }

        var (first, last) = (saved.Min(s => s.SignIn.Time), saved.Max(s => s.SignIn.Time));
        return saved.Concat(org.Where(s => s.SignIn.Time < first || s.SignIn.Time > last.AddSeconds(1)));
    }

    private SavedHistory ReadSaved(SavedLogFolder folder, DateTime past, DateTime since, DateTime until, Func<string?, string?, bool> isWanted)
    {
        var damaged = new ConcurrentQueue<SfException>();
        try
        {
            return Wait(token => Task.FromResult(SavedHistory.Read(folder, past, since, until, isWanted, Report, damaged.Enqueue, token)));
        }
        finally
        {
            if (!Stopping)
            {
                ReportDone();
                foreach (var error in damaged)
                {
                    WriteError(ErrorRecords.From(error, Path));
                }
            }
        }
    }

    /// <summary>The org, or null where none is connected; an org that -Org names has to be.</summary>
    private OrgApi? ConnectedApi()
    {
        if (Org is not null)
        {
            return Api;
        }

        try
        {
            return Api;
        }
        catch (CmdletError e) when (e.Code == "SfNotConnected")
        {
            WriteVerbose("No org is connected: sign-ins beyond the saved logs, and who was frozen, are not looked at.");
            return null;
        }
    }

    private static bool SameOrg(string a, string b) => a.Length >= 15 && b.Length >= 15 && string.CompareOrdinal(a, 0, b, 0, 15) == 0;
}
