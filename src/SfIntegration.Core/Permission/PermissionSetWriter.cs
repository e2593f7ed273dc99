using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Http;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Permission;

/// <summary>What to do where a set of the definition's name exists.</summary>
internal enum WhenItExists
{
    /// <summary>An error.</summary>
    Refuse,

    /// <summary>Make it equal to the definition: what the definition does not have is taken away.</summary>
    MakeEqual,
}

/// <summary>Makes permission sets hold what is wanted: plans, writes with a journal, reads back.</summary>
internal sealed class PermissionSetWriter
{
    private readonly OrgApi _api;
    private readonly Func<DateTime> _now;

    public PermissionSetWriter(OrgApi api, Func<DateTime>? now = null)
    {
        _api = api;
        _now = now ?? (() => DateTime.UtcNow);
    }

    /// <summary>Plans a definition against the org.</summary>
    /// <exception cref="SfPlanException">PermissionSetName, PermissionSetExists, PermissionSetOwned, LicenseNotFound, SetWrongLicense.</exception>
    public async Task<PermissionSetPlan> PlanAsync(PermissionSetDefinition wanted, WhenItExists whenItExists, CancellationToken cancellation)
    {
        if (PermissionSetNames.Mistake(wanted.PermissionSet) is { } mistake)
        {
            throw new SfPlanException("PermissionSetName", $"'{wanted.PermissionSet}' is no name of a permission set: {mistake}.", "Choose a name such as Order_Sync; the label may say more.");
        }

        var target = await new TargetReader(_api).ReadAsync(wanted, cancellation).ConfigureAwait(false);
        var fit = DefinitionFit.Of(wanted, target);
        if (target.Existing is { } there)
        {
            MayChange(there);
            if (whenItExists == WhenItExists.Refuse)
            {
                throw new SfPlanException("PermissionSetExists", $"A permission set '{there.Name}' exists already.", "Choose another name; Get-SfPermissionSet shows the one that is there.");
            }

            if (there.LicenseId != fit.License?.Id)
            {
                throw new SfPlanException("SetWrongLicense",
                    $"The permission set '{there.Name}' exists bound to {LicenseWords(there.LicenseId, target)}; the definition is bound to {fit.License?.Label ?? "no licence"}, and a set's licence can only be chosen when it is created.",
                    "Remove the set first, choose another name, or map the licence.");
            }
        }

        IReadOnlyList<Write> Rows(Container? existing, SetRecordTypes open)
        {
            // Only types that can be looked up by name are compared: of the others the definition cannot speak.
            var builder = new PlanBuilder();
            SetRows.Plan(fit.Contents, existing, fit.License, fit.Entities, existing is null ? Array.Empty<string>() : ManagedTypes(existing), builder);
            if (wanted.RecordTypes is not null && open.NotRead is null)
            {
                RecordTypeRowPlanner.Rows(fit.Contents, existing?.Id is { } id ? id : new IdRef("PermissionSet", wanted.PermissionSet), fit.RecordTypes, open.Of(wanted.PermissionSet), builder);
            }

            return builder.Writes.OrderBy(w => w.Stage).ToList();
        }

        return Plan(
            wanted.PermissionSet,
            target.Existing,
            Rows(target.Existing, target.OpenRecordTypes),
            async (now, token) => Rows(now, await new TargetReader(_api).OpenRecordTypesAsync(wanted, token).ConfigureAwait(false)),
            fit.Refused);
    }

    /// <summary>Plans single grants and revocations in a set that exists.</summary>
    public PermissionSetPlan Plan(string name, Container? existing, Func<Container?, IReadOnlyList<Write>> rows, IReadOnlyList<GrantRefusal> refused) =>
        Plan(name, existing, rows(existing), (now, _) => Task.FromResult(rows(now)), refused);

    private PermissionSetPlan Plan(string name, Container? existing, IReadOnlyList<Write> writes, Func<Container?, CancellationToken, Task<IReadOnlyList<Write>>> again, IReadOnlyList<GrantRefusal> refused)
    {
        return new PermissionSetPlan
        {
            Org = _api.Org,
            PermissionSet = name,
            IsNew = existing is null,
            Writes = writes,
            Changes = writes.SelectMany(w => w.Changes).ToList(),
            Refused = refused,
            AgainAsync = async (now, token) => (await again(now, token).ConfigureAwait(false)).SelectMany(w => w.Changes).ToList(),
        };
    }

    /// <summary>An error where a set of an org is not a person's to change.</summary>
    public static void MayChange(Container set)
    {
        switch (set)
        {
            case { Kind: ContainerKind.Group }:
                throw new SfPlanException("PermissionSetOwned", $"'{set.Name}' is a permission set group: it holds what its sets hold.", "Change one of its sets.");
            case { Kind: ContainerKind.Profile }:
                throw new SfPlanException("PermissionSetOwned", $"'{set.Name}' is a profile; its permission set cannot be changed by hand.", "Convert it (ConvertTo-SfPermissionSet) and change the set.");
            case { NamespacePrefix: { } prefix } when prefix.Length > 0:
                throw new SfPlanException("PermissionSetOwned", $"'{set.Name}' belongs to the installed package '{prefix}' and cannot be changed.", "Copy it under another name and change the copy.");
            case { IsCustom: false }:
                throw new SfPlanException("PermissionSetOwned", $"'{set.Name}' belongs to Salesforce and cannot be changed.", "Copy it under another name and change the copy.");
        }
    }

    /// <summary>Writes a plan with a journal and reads the set back; what Salesforce refuses joins what the plan refused.</summary>
    public async Task<PermissionSetApplyResult> ApplyAsync(PermissionSetPlan plan, string journalPath, Action<WorkProgress>? progress, CancellationToken cancellation)
    {
        if (plan.Writes.Count == 0)
        {
            var there = await ReadAsync(plan.PermissionSet, cancellation).ConfigureAwait(false);
            return new PermissionSetApplyResult { Org = plan.Org, PermissionSet = plan.PermissionSet, PermissionSetId = there?.Id, State = plan.Refused.Count == 0 ? ApplyState.Complete : ApplyState.Incomplete, Refused = plan.Refused };
        }

        using var journal = new JournalWriter(journalPath, _now);
        journal.Start("permissionSet", plan.PermissionSet, "", _api.Org.OrgId, _api.Org.Host, "");
        var applier = new Applier(new RowSender(new OrgRowWriter(_api), journal));
        try
        {
            await applier.ApplyAsync(plan.Writes, progress, cancellation).ConfigureAwait(false);
            progress?.Invoke(new WorkProgress("Reading back", plan.Writes.Count, plan.Writes.Count));
            _api.Describe.Invalidate();
            var after = await ReadAsync(plan.PermissionSet, cancellation).ConfigureAwait(false);
            ReadBack.Check(plan.Changes, await plan.AgainAsync(after, cancellation).ConfigureAwait(false));
            var refused = plan.Changes.Where(c => c.State == ChangeState.Failed).Select(Refusal).ToList();
            var state = refused.Count + plan.Refused.Count == 0 ? ApplyState.Complete : ApplyState.Incomplete;
            journal.End(state.ToString());
            return new PermissionSetApplyResult
            {
                Org = plan.Org,
                PermissionSet = plan.PermissionSet,
                PermissionSetId = after?.Id,
                State = state,
                Changes = plan.Changes,
                Refused = plan.Refused.Concat(refused).ToList(),
                RowsWritten = applier.Rows.Count(r => r.Success == true),
                JournalPath = journal.Path,
            };
        }
        catch (Exception)
        {
            journal.End("Stopped");
            throw;
        }
    }

    /// <summary>A set with all it holds, or null where there is none of that name.</summary>
    public async Task<Container?> ReadAsync(string name, CancellationToken cancellation)
    {
        var snapshot = await new AccessReader(_api).ReadContainersAsync(new[] { name }, withProfiles: true, cancellation).ConfigureAwait(false);
        if (snapshot.NotRead.Count > 0)
        {
            throw new SfApiException($"The permission set '{name}' could not be read whole: {string.Join(" | ", snapshot.NotRead)}", "Sign in as a user who holds View Setup and Configuration.");
        }

        return snapshot.Containers.FirstOrDefault(c => c.Kind != ContainerKind.Muting && string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase));
    }

    private static IReadOnlyCollection<string> ManagedTypes(Container existing) =>
        existing.SetupEntities.Select(e => e.EntityType).Where(EntityNames.CanLookUp).Distinct(StringComparer.Ordinal).ToList();

    /// <summary>What Salesforce refused, or did not keep, of a change that was sent.</summary>
    public static GrantRefusal Refusal(AccessChange change)
    {
        // The error of a row ends with its cure, where one is known.
        var cure = ErrorCures.Find(change.Code, change.Error);
        var reason = change.Error ?? "Refused.";
        reason = cure is not null && reason.EndsWith(cure, StringComparison.Ordinal) ? reason.Substring(0, reason.Length - cure.Length).TrimEnd() : reason;
        return new GrantRefusal(Words(change), change.Target, change.Code ?? "NotKept", reason, cure ?? "Mend the cause and run again; what is done is not done twice.");
    }

    private static string Words(AccessChange change) => change.Kind switch
    {
        ChangeKind.GrantObject or ChangeKind.RevokeObject => "object",
        ChangeKind.GrantField or ChangeKind.RevokeField => "field",
        ChangeKind.GrantSystemPermission or ChangeKind.RevokeSystemPermission => "system permission",
        ChangeKind.GrantTab or ChangeKind.RevokeTab => "tab",
        ChangeKind.GrantRecordType or ChangeKind.RevokeRecordType => "record type",
        ChangeKind.GrantSetupEntity or ChangeKind.RevokeSetupEntity => EntityNames.Words(change.Before.Length > 0 ? change.Before : change.After),
        _ => "permission set",
    };

    private static string LicenseWords(string? id, TargetFacts target) => id is null ? "no licence"
        : target.PermissionSetLicenses.FirstOrDefault(l => l.Id == id)?.Label ?? target.UserLicenses.FirstOrDefault(l => l.Id == id)?.Name ?? $"licence {id}";
}
