using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Http;
using SfIntegration.Plan;

namespace SfIntegration.Permission;

/// <summary>A batch of grants and revocations in one set: the plan, and the item of each permission.</summary>
internal sealed record GrantBatch(PermissionSetPlan Plan, Container Set, IReadOnlyList<GrantItem> Items)
{
    /// <summary>
    /// The outcomes: one per permission that was named, and one per refused field of an "all". Without a result of an apply,
    /// only what was refused or is so already.
    /// </summary>
    public IReadOnlyList<PermissionGrantResult> Results(PermissionSetApplyResult? applied)
    {
        var changes = GrantItem.ByTarget(applied?.Changes ?? Array.Empty<AccessChange>());
        return Items
            .Where(i => applied is not null || i.Refusal is not null || i.IsSo)
            .Select(i => (Item: i, Result: i.ToResult(Plan.Org, Set.Name, Set.Id, changes, FieldsOf(i, changes), applied?.JournalPath)))
            .Where(r => r.Item.Owner is null || r.Result.Outcome == GrantOutcome.Refused)
            .Select(r => r.Result)
            .ToList();
    }

    private int FieldsOf(GrantItem owner, Dictionary<(string Kind, string Target), AccessChange> changes) => owner.Kind != "object" ? 0
        : Items.Count(i => i.Owner is not null && i.SobjectType == owner.SobjectType && changes.TryGetValue((i.Kind, i.Target), out var change) && change.State == ChangeState.Applied);
}

/// <summary>Grants and revokes single permissions in sets that exist: one batch reads the set once and writes it once.</summary>
internal sealed class GrantService
{
    /// <summary>System permissions without which the caller could not take this back, or not even sign in.</summary>
    private static readonly string[] s_ofCaller = { "ManageUsers", "ManageInternalUsers", "ManageProfilesPermissionsets", "AssignPermissionSets", "ViewSetup", "ApiEnabled" };

    private readonly OrgApi _api;
    private readonly PermissionSetWriter _writer;

    public GrantService(OrgApi api)
    {
        _api = api;
        _writer = new PermissionSetWriter(api);
    }

    public PermissionSetWriter Writer => _writer;

    /// <summary>Decides what is to be written. Writes nothing.</summary>
    /// <exception cref="SfNotFoundException">The org has no such set.</exception>
    /// <exception cref="SfPlanException">PermissionSetOwned: the set is no one's to change.</exception>
    public async Task<GrantBatch> PrepareAsync(string permissionSet, IReadOnlyCollection<GrantRequest> requests, CancellationToken cancellation)
    {
        var snapshot = await new AccessReader(_api).ReadContainersAsync(new[] { permissionSet }, withProfiles: true, cancellation).ConfigureAwait(false);
        if (snapshot.NotRead.Count > 0)
        {
            throw new SfApiException($"The permission set '{permissionSet}' could not be read whole: {string.Join(" | ", snapshot.NotRead)}", "Sign in as a user who holds View Setup and Configuration.");
        }

        var set = snapshot.Containers.FirstOrDefault(c => c.Kind != ContainerKind.Muting && string.Equals(c.Name, permissionSet, StringComparison.OrdinalIgnoreCase))
            ?? throw new SfNotFoundException($"This org has no permission set '{permissionSet}'.", "Get-SfPermissionSet lists them; give the API name.");
        PermissionSetWriter.MayChange(set);
        var schema = await new SchemaReader(_api).ReadAsync(Objects(requests), cancellation).ConfigureAwait(false);
        var guard = requests.Any(r => r is SystemPermissionRequest { Revokes: true }) ? await GuardAsync(set, cancellation).ConfigureAwait(false) : _ => null;
        var license = snapshot.PermissionSetLicenses.FirstOrDefault(l => l.Id == set.LicenseId);
        var decider = new GrantDecider(set, schema, license, guard).Decide(requests);
        var contents = decider.Contents();
        var plan = _writer.Plan(set.Name, set, existing => Rows(contents, existing), decider.Items.Where(i => i.Refusal is not null).Select(Refusal).ToList());
        return new GrantBatch(plan, set, decider.Items);
    }

    private static IReadOnlyList<Write> Rows(SetContents contents, Container? existing)
    {
        var builder = new PlanBuilder();
        SetRows.Plan(contents, existing, null, Array.Empty<DesiredEntity>(), Array.Empty<string>(), builder);
        return builder.Writes.OrderBy(w => w.Stage).ToList();
    }

    private static GrantRefusal Refusal(GrantItem item) => new(item.Kind, item.Target, item.Refusal!.Value.Code, item.Refusal.Value.Reason, item.Refusal.Value.Cure);

    private static IReadOnlyCollection<string> Objects(IEnumerable<GrantRequest> requests) => requests
        .Select(r => r is ObjectGrantRequest o ? o.SobjectType : (r as FieldGrantRequest)?.SobjectType)
        .OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();

    /// <summary>Who would lose what by a revocation here: never the caller, and never the last who manages users (design §5).</summary>
    private async Task<Func<string, (string Code, string Reason, string Cure)?>> GuardAsync(Container set, CancellationToken cancellation)
    {
        var holders = new HashSet<string>(StringComparer.Ordinal);
        var administratorSets = new List<(string UserId, string SetId)>();
        var id = Soql.Quote(set.Id);
        var round = new QueryList();

        // Held directly, or as one of the sets of a group.
        round.Add(
            new[]
            {
                $"SELECT AssigneeId FROM PermissionSetAssignment WHERE PermissionSetId = {id}",
                $"SELECT AssigneeId FROM PermissionSetAssignment WHERE PermissionSetGroupId IN (SELECT PermissionSetGroupId FROM PermissionSetGroupComponent WHERE PermissionSetId = {id})",
            },
            r => holders.Add(r.Text("AssigneeId")!));
        round.Add(
            new[] { "SELECT AssigneeId, PermissionSetId FROM PermissionSetAssignment WHERE PermissionSet.PermissionsManageUsers = true AND Assignee.IsActive = true" },
            r => administratorSets.Add((r.Text("AssigneeId")!, r.Text("PermissionSetId")!)));
        await round.RunAsync(new BatchApi(_api.Connection), cancellation).ConfigureAwait(false);
        return permission =>
        {
            if (s_ofCaller.Contains(permission, StringComparer.OrdinalIgnoreCase) && holders.Contains(_api.Org.UserId))
            {
                return ("CallerItself", "The user this connection is signed in as holds the set.", "Do it as another administrator.");
            }

            return string.Equals(permission, "ManageUsers", StringComparison.OrdinalIgnoreCase) && administratorSets.Count > 0 && administratorSets.All(a => a.SetId == set.Id)
                ? ("LastAdministrator", "Nobody else holds Manage Users than by this set.", "Give another active user Manage Users first.")
                : null;
        };
    }
}
