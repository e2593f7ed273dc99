using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Http;
using SfIntegration.Plan;
using SfIntegration.Rules;
using SfIntegration.Scope;
using SfIntegration.Scope.Drafting;

namespace SfIntegration.Identity;

/// <summary>A move that was thought through and not begun.</summary>
internal sealed record PreparedMove(UserFacts User, ProfileFacts Target, LicenseMovePlan Plan, AccessScope Draft, IReadOnlyList<string> PersonalUse);

/// <summary>Moves users to another licence: prepares, writes with a journal, reads back; a move that is refused is taken back.</summary>
internal sealed class LicenseMoveService
{
    private readonly OrgApi _api;
    private readonly Func<DateTime> _now;

    public LicenseMoveService(OrgApi api, Func<DateTime>? now = null)
    {
        _api = api;
        _now = now ?? (() => DateTime.UtcNow);
    }

    /// <summary>Reads what the move would do. Writes nothing.</summary>
    /// <param name="user">The user.</param>
    /// <param name="license">UserLicense.Name to move to.</param>
    /// <param name="profileName">The profile, or null for the licence's API-only profile.</param>
    /// <param name="draft">Names for the scope that is drafted.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="SfPlanException">NoProfile, UnknownProfile, ProfileWrongLicense; NothingToMove where the user has the licence and profile.</exception>
    public async Task<PreparedMove> PrepareAsync(UserFacts user, string license, string? profileName, DraftOptions draft, CancellationToken cancellation)
    {
        var reader = new AccessReader(_api);
        var snapshot = await reader.ReadIdentityAsync(user.Username, Array.Empty<string>(), cancellation).ConfigureAwait(false);
        var scope = new AccessScope { Name = draft.Name, Identity = new ScopeIdentity { Username = user.Username, License = license, Profile = profileName is null ? null : new ScopeProfile(profileName, null) } };
        var names = await new NamesReader(_api).ReadAsync(scope, user.Username, cancellation).ConfigureAwait(false);
        if (names.Logins is null || snapshot.NotRead.Count > 0)
        {
            throw new SfPlanException("NotReadWhole", $"What {user.Username} holds and does could not be read whole: {string.Join(" | ", snapshot.NotRead.Concat(names.NotRead))}", "Sign in as an administrator with Manage Users and View Setup.");
        }

        var problems = new PlanBuilder();
        var target = ProfileChooser.Choose(scope, names.Profiles, problems);
        if (target is null || problems.Problems.Any(p => p.Stops))
        {
            var stop = problems.Problems.First(p => p.Stops);
            throw new SfPlanException(stop.Code, stop.Message, stop.Cure);
        }

        if (target.Id == user.ProfileId)
        {
            throw new SfPlanException("NothingToMove", $"{user.Username} has the licence '{license}' and the profile '{target.Name}' already.", "Nothing is needed.");
        }

        var available = new HashSet<string>(StringComparer.Ordinal);
        var round = new QueryRound();
        round.Add("SELECT Id, IsAvailableForIntegrations FROM PermissionSetLicense", "Permission set licences", r =>
        {
            if (r.Flag("IsAvailableForIntegrations"))
            {
                available.Add(r.Text("Id")!);
            }
        });

        // A refusal leaves the list empty: then only the integration licence's own is known to fit, and what else is held is told as lost.
        await round.RunAsync(new BatchApi(_api.Connection), new List<string>(), cancellation).ConfigureAwait(false);
        var profiles = await reader.ReadContainersAsync(new[] { target.Name }, withProfiles: true, cancellation).ConfigureAwait(false);
        var plan = LicenseMovePlanner.Plan(snapshot, user, target, profiles.Containers.FirstOrDefault(c => c.Kind == ContainerKind.Profile && c.OwnerId == target.Id), available, _now());
        var people = RuleTexts.List("SFI106", "humanLoginTypes");
        var personal = names.Logins
            .Where(l => string.Equals(l.Status, "Success", StringComparison.OrdinalIgnoreCase) && people.Contains(l.LoginType, StringComparer.OrdinalIgnoreCase))
            .Select(l => $"{Words.Moment(l.Time)} {l.LoginType} from {l.SourceIp ?? "an unknown address"}").ToList();
        var schema = await new SchemaReader(_api).ReadAsync(Array.Empty<string>(), cancellation).ConfigureAwait(false);
        var input = MoveDraft.Fit(plan.LostContainers, user, SetLicense.Integration(snapshot), schema);
        return new PreparedMove(user, target, plan, ScopeDraft.FromGrants(input, draft with { UsePermissionSets = plan.Kept }), personal);
    }

    /// <summary>Carries a move out. If the licence cannot be changed, what was taken off before is given back.</summary>
    public async Task<LicenseMove> MoveAsync(PreparedMove move, string journalPath, Action<WorkProgress>? progress, CancellationToken cancellation)
    {
        var failed = false;
        Exception? broken = null;
        using (var journal = new JournalWriter(journalPath, _now))
        {
            journal.Start("license", move.Draft.Name, move.User.Username, _api.Org.OrgId, _api.Org.Host, "");
            var applier = new Applier(new RowSender(new OrgRowWriter(_api), journal));
            try
            {
                foreach (var pass in new[] { move.Plan.TakeOff, move.Plan.Move, move.Plan.GiveBack })
                {
                    await applier.ApplyAsync(pass, progress, cancellation).ConfigureAwait(false);
                    failed = pass != move.Plan.GiveBack && pass.SelectMany(w => w.Changes).Any(c => c.State == ChangeState.Failed);
                    if (failed)
                    {
                        break;
                    }
                }

                journal.End(failed ? "Incomplete" : "Complete");
            }
            catch (Exception e)
            {
                journal.End("Stopped");
                broken = e;
            }
        }

        if (broken is OperationCanceledException)
        {
            // Who stops wants it to stop: the cmdlet says where the journal is.
            ExceptionDispatchInfo.Capture(broken).Throw();
        }

        if (failed || broken is not null)
        {
            throw await TakeBackAsync(move, journalPath, broken, cancellation).ConfigureAwait(false);
        }

        return await ReadBackAsync(move, journalPath, cancellation).ConfigureAwait(false);
    }

    private async Task<SfPlanException> TakeBackAsync(PreparedMove move, string journalPath, Exception? broken, CancellationToken cancellation)
    {
        var refused = move.Plan.All.SelectMany(w => w.Changes).Where(c => c.State == ChangeState.Failed).Select(c => $"{c.Target}: {c.Error}").Concat(broken is null ? Array.Empty<string>() : new[] { broken.Message });
        string state;
        try
        {
            var undo = await new PlanService(_api, _now).UndoAsync(JournalReader.Read(journalPath), journalPath + ".undo", cancellation).ConfigureAwait(false);
            state = undo.State == ApplyState.Complete ? "Everything is as it was." : $"Not everything could be given back: {string.Join(" | ", undo.Steps.Where(s => s.State == ChangeState.Failed).Select(s => $"{s.Target}: {s.Note}"))}";
        }
        catch (SfException e)
        {
            state = $"What was taken off could not be given back: {e.Message}";
        }

        return new SfPlanException("LicenseMoveRefused", $"{move.User.Username} was not moved to the licence '{move.Target.LicenseName}'. {string.Join(" | ", refused)} {state}", $"Mend the cause; the journal {journalPath} takes back what is not as it was (Undo-SfAccessPlan).", broken);
    }

    private async Task<LicenseMove> ReadBackAsync(PreparedMove move, string journalPath, CancellationToken cancellation)
    {
        var after = await new AccessReader(_api).ReadIdentityAsync(move.User.Username, Array.Empty<string>(), cancellation).ConfigureAwait(false);
        var user = after.User(move.User.Username);
        var held = HeldSets.Of(after, move.User.UserId);
        var errors = move.Plan.All.SelectMany(w => w.Changes).Where(c => c.State == ChangeState.Failed).Select(c => $"{c.Kind} {c.Target}: {c.Error}").ToList();
        if (user?.ProfileId != move.Target.Id)
        {
            errors.Add("Salesforce accepted the move, but reading back shows another profile.");
        }

        errors.AddRange(move.Plan.Kept.Except(held, StringComparer.OrdinalIgnoreCase).Where(k => !errors.Any(e => e.Contains(k))).Select(k => $"{k} is no longer held: Salesforce took it off with the licence."));
        return new LicenseMove
        {
            Org = _api.Org,
            Username = move.User.Username,
            UserId = move.User.UserId,
            FromLicense = move.User.LicenseName,
            License = user?.LicenseName ?? "",
            FromProfile = move.User.ProfileName,
            ProfileName = user?.ProfileName ?? "",
            State = errors.Count == 0 ? ApplyState.Complete : ApplyState.Incomplete,
            Lost = move.Plan.Lost,
            Kept = held,
            Scope = move.Draft,
            Errors = errors,
            JournalPath = journalPath,
        };
    }
}
