using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Proof;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>How an apply is run.</summary>
internal sealed class ApplyOptions
{
    /// <summary>Where the journal goes; the file must not exist.</summary>
    public required string JournalPath { get; init; }

    /// <summary>Reads the org again first and stops if somebody changed it since the plan was made.</summary>
    public bool CheckFreshness { get; init; } = true;

    public Action<WorkProgress>? Progress { get; init; }

    /// <summary>
    /// Tries the identity as itself: when it is complete and before the doors close behind it (address ranges, hours), which is the last moment at
    /// which the caller can surely sign in as it; and once after. Not asked where no door closes.
    /// </summary>
    public IdentityTrial? Trial { get; init; }
}

/// <summary>Plan, apply and undo against one org: the I/O around the pure parts.</summary>
internal sealed class PlanService
{
    private readonly OrgApi _api;
    private readonly Func<DateTime> _now;

    public PlanService(OrgApi api, Func<DateTime>? now = null)
    {
        _api = api;
        _now = now ?? (() => DateTime.UtcNow);
    }

    public async Task<AccessPlan> PlanAsync(AccessScope scope, PlanOptions options, CancellationToken cancellation)
    {
        var schema = await new SchemaReader(_api).ReadAsync(SchemaNeeds.Objects(scope), cancellation).ConfigureAwait(false);
        var names = await new NamesReader(_api).ReadAsync(scope, loginsOf: null, cancellation).ConfigureAwait(false);
        return Plan(scope, options, await OrgState.ReadAsync(_api, scope, names, cancellation).ConfigureAwait(false), schema, names);
    }

    /// <summary>Throws, naming every problem, while the plan is blocked.</summary>
    public static void RequireUnblocked(AccessPlan plan)
    {
        if (plan.IsBlocked)
        {
            throw new SfPlanException("PlanBlocked",
                $"The plan for '{plan.Username}' is blocked; nothing was written. " + string.Join(" | ", plan.Problems.Where(p => p.Stops)), "Mend what it names, then plan again.");
        }
    }

    /// <summary>
    /// Applies a plan and reads back. Nothing is written while the plan is blocked or stale; nothing is called done that did not
    /// read back as asked.
    /// </summary>
    public async Task<ApplyResult> ApplyAsync(AccessPlan plan, ApplyOptions options, CancellationToken cancellation)
    {
        RequireUnblocked(plan);
        if (options.CheckFreshness)
        {
            await CheckFreshnessAsync(plan, cancellation).ConfigureAwait(false);
        }

        if (plan.Writes.Count == 0)
        {
            return Result(plan, plan.Input.Snapshot, Array.Empty<JournalRow>(), Array.Empty<string>(), null);
        }

        using var journal = new JournalWriter(options.JournalPath, _now);
        journal.Start("apply", plan.Scope.Name, plan.Username, _api.Org.OrgId, _api.Org.Host, plan.Fingerprint, HeldLicenses(plan.Input.Snapshot, plan.Username).Select(l => l.Id));
        var applier = new Applier(new RowSender(new OrgRowWriter(_api), journal));
        try
        {
            var proof = await ApplyAsync(plan, options, applier, cancellation).ConfigureAwait(false);
            options.Progress?.Invoke(new WorkProgress("Reading back", plan.Writes.Count, plan.Writes.Count));
            var names = await NamesAfterAsync(plan, cancellation).ConfigureAwait(false);
            var state = await OrgState.ReadAsync(_api, plan.Scope, names, cancellation).ConfigureAwait(false);
            var after = state.Snapshot;
            ReadBack.Check(plan, Plan(plan.Scope, plan.Options, state, plan.Input.Schema, names));
            var effects = ReadBack.SideEffects(HeldLicenses(plan.Input.Snapshot, plan.Username).Select(l => l.Id), HeldLicenses(after, plan.Username), applier.Rows);
            journal.SideEffects(effects);
            if (options.Trial is { Steps.Count: > 0 })
            {
                proof = proof.Concat(await options.Trial.TryDoorAsync(cancellation).ConfigureAwait(false)).ToList();
            }

            var result = Result(plan, after, applier.Rows, effects.Select(e => ReadBack.Words(e, after)).ToList(), journal.Path, proof, options.Trial);
            journal.End(result.State.ToString());
            return result;
        }
        catch (Exception)
        {
            journal.End("Stopped");
            throw;
        }
    }

    private static async Task<IReadOnlyList<string>> ApplyAsync(AccessPlan plan, ApplyOptions options, Applier applier, CancellationToken cancellation)
    {
        var doors = plan.Writes.Where(w => w.Stage >= WriteStage.Network).ToList();
        await applier.ApplyAsync(plan.Writes.Except(doors).ToList(), options.Progress, cancellation).ConfigureAwait(false);
        if (doors.Count == 0)
        {
            return Array.Empty<string>();
        }

        var proof = options.Trial is null ? Array.Empty<string>() : await options.Trial.ProveAsync(cancellation).ConfigureAwait(false);
        await applier.ApplyAsync(doors, options.Progress, cancellation).ConfigureAwait(false);
        return proof;
    }

    /// <summary>Takes a journal back, last row first; the user it made is deactivated.</summary>
    public async Task<UndoResult> UndoAsync(Journal journal, string undoJournalPath, CancellationToken cancellation)
    {
        if (!string.Equals(journal.OrgId, _api.Org.OrgId, StringComparison.Ordinal))
        {
            throw new SfPlanException("OtherOrg", $"The journal is of org {journal.OrgId} ({journal.Host}); this connection is to {_api.Org.OrgId}.", "Connect to the org the journal names.");
        }

        var writer = new OrgRowWriter(_api);
        await SettleUnknownAsync(journal, writer, cancellation).ConfigureAwait(false);
        var steps = UndoPlanner.Plan(journal, await UnseenSideEffectsAsync(journal, cancellation).ConfigureAwait(false));
        using var log = new JournalWriter(undoJournalPath, _now);
        log.Start("undo", journal.Scope, journal.Username, _api.Org.OrgId, _api.Org.Host, journal.Path);
        var sender = new RowSender(writer, log);
        foreach (var run in Runs(steps))
        {
            cancellation.ThrowIfCancellationRequested();
            await sender.SendAsync(run.Select(s => s.Row).ToList(), null, cancellation).ConfigureAwait(false);
            foreach (var (step, row) in run)
            {
                step.State = row.Success == true ? ChangeState.Applied : ChangeState.Failed;
                step.Note = row.Success != true ? row.Error : row.WasThere ? "It was so already." : step.Note;
            }
        }

        var failed = steps.Any(s => s.Step.State != ChangeState.Applied);
        log.End(failed ? "Incomplete" : "Complete");
        return new UndoResult
        {
            ScopeName = journal.Scope,
            Username = journal.Username,
            Org = _api.Org,
            State = failed ? ApplyState.Incomplete : ApplyState.Complete,
            Steps = steps.Select(s => s.Step).ToList(),
            JournalPath = undoJournalPath,
        };
    }

    /// <summary>The names again, where the apply made some of them.</summary>
    private async Task<NamedThings> NamesAfterAsync(AccessPlan plan, CancellationToken cancellation) =>
        plan.Writes.Any(w => w.Stage is WriteStage.Profile or WriteStage.App)
            ? await new NamesReader(_api).ReadAsync(plan.Scope, loginsOf: null, cancellation).ConfigureAwait(false)
            : plan.Input.Names;

    private AccessPlan Plan(AccessScope scope, PlanOptions options, OrgState state, SchemaFacts schema, NamedThings names)
    {
        var input = new PlanInput { State = state, Schema = schema, Names = names, CallerUserId = _api.Org.UserId, Now = _now() };
        return Planner.Plan(scope, _api.Org, DesiredAccessResolver.Resolve(scope, schema, state.Snapshot), input, options);
    }

    private async Task CheckFreshnessAsync(AccessPlan plan, CancellationToken cancellation)
    {
        var now = await OrgState.ReadAsync(_api, plan.Scope, plan.Input.Names, cancellation).ConfigureAwait(false);
        if (PlanFingerprint.Of(plan.Scope, DesiredAccessResolver.Resolve(plan.Scope, plan.Input.Schema, now.Snapshot), now) != plan.Fingerprint)
        {
            throw new SfPlanException("PlanStale",
                $"Since the plan was made ({plan.PlannedAt:u}) somebody changed the user '{plan.Username}', its assignments or its permission sets. Nothing was written.",
                "Plan again and look at what is different.");
        }
    }

    /// <summary>A killed apply leaves rows that the journal does not settle: creates are looked up by their natural key.</summary>
    private static async Task SettleUnknownAsync(Journal journal, OrgRowWriter writer, CancellationToken cancellation)
    {
        foreach (var kind in journal.Rows.Where(r => r.Success is null && r.Operation == WriteOperation.Create).GroupBy(r => (r.SobjectType, string.Join(",", r.Key.Keys))))
        {
            var rows = kind.ToList();
            var found = await writer.FindAsync(rows, cancellation).ConfigureAwait(false);
            for (var i = 0; i < rows.Count; i++)
            {
                rows[i].RecordId = found[i];
                rows[i].Success = found[i] is not null;
            }
        }
    }

    /// <summary>An apply that stopped before it read back has not journalled the licences that came by themselves: they are looked up.</summary>
    private async Task<IReadOnlyList<JournalRow>> UnseenSideEffectsAsync(Journal journal, CancellationToken cancellation)
    {
        var assigned = journal.Rows.Any(r => r.SobjectType == "PermissionSetAssignment" && r.Operation == WriteOperation.Create && r.Success != false);
        if (journal.State is "Complete" or "Incomplete" || !assigned)
        {
            return Array.Empty<JournalRow>();
        }

        var rows = await _api.Query.QueryAllPagesAsync(AccessQueries.LicenseAssignmentsOf(journal.Username), cancellation).ConfigureAwait(false);
        var draft = new SnapshotDraft();
        rows.ForEach(draft.AddLicenseAssignment);
        return ReadBack.SideEffects(journal.HeldLicenses, draft.ToSnapshot(_api.Org, _now()).LicenseAssignments, journal.Rows);
    }

    private static IEnumerable<PermissionSetLicenseAssignment> HeldLicenses(AccessSnapshot snapshot, string username) =>
        snapshot.LicenseAssignments.Where(l => l.AssigneeId == snapshot.User(username)?.UserId);

    /// <summary>Neighbours of one kind are sent together; the order between kinds is kept.</summary>
    private static IEnumerable<List<(UndoStep Step, JournalRow Row)>> Runs(List<(UndoStep Step, JournalRow Row)> steps)
    {
        var run = new List<(UndoStep Step, JournalRow Row)>();
        foreach (var step in steps)
        {
            if (run.Count > 0 && (run[0].Row.SobjectType != step.Row.SobjectType || run[0].Row.Operation != step.Row.Operation))
            {
                yield return run;
                run = new List<(UndoStep Step, JournalRow Row)>();
            }

            run.Add(step);
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }

    private ApplyResult Result(AccessPlan plan, AccessSnapshot after, IReadOnlyList<JournalRow> rows, IReadOnlyList<string> effects, string? journalPath, IReadOnlyList<string>? proof = null, IdentityTrial? trial = null)
    {
        var errors = plan.Changes.Where(c => c.State == ChangeState.Failed).Select(c => $"{c.Kind} {c.Target}: {c.Error}").Concat(proof ?? Array.Empty<string>()).ToList();
        return new ApplyResult
        {
            ScopeName = plan.Scope.Name,
            Username = plan.Username,
            UserId = after.User(plan.Username)?.UserId,
            Org = _api.Org,
            State = errors.Count == 0 ? ApplyState.Complete : ApplyState.Incomplete,
            Changes = plan.Changes,
            RowsWritten = rows.Count(r => r.Success == true),
            Errors = errors,
            SideEffects = effects,
            JournalPath = journalPath,
            Trial = trial?.Steps ?? Array.Empty<SfProofStep>(),
            Proof = trial?.Proof,
            After = after,
        };
    }
}
