using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Harden.Apps;
using SfIntegration.Harden.Login;
using SfIntegration.Plan;
using SfIntegration.Rules;
using SfIntegration.Scope;

namespace SfIntegration.Proof;

/// <summary>What to test, and how to sign in as it.</summary>
internal sealed class TestRequest
{
    /// <summary>The identity's login name.</summary>
    public required string Username { get; init; }

    /// <summary>Its scope, or null: then the rules that need one answer NotAssessed.</summary>
    public AccessScope? Scope { get; init; }

    /// <summary>True where calls shall be made as the identity.</summary>
    public bool Live { get; init; }

    /// <summary>Signs in as the identity; null where there is no credential for it.</summary>
    public Func<CancellationToken, Task<OrgApi>>? SignIn { get; init; }

    /// <summary>What calls as the identity showed before its doors closed. It counts only where calls cannot be made now: what was granted since is not in it.</summary>
    public ProofResult? Proof { get; init; }

    /// <summary>What the organisation asks; null for nothing.</summary>
    public Rules.Policy.AccessPolicy? Policy { get; init; }

    /// <summary>Errors of the apply that made the identity.</summary>
    public IReadOnlyList<string> ApplyErrors { get; init; } = Array.Empty<string>();
}

/// <summary>Tests one identity: reads what it holds, proves by calls what it can do where asked, and runs the rules.</summary>
internal sealed class LeastPrivilegeTest
{
    private readonly OrgApi _api;
    private readonly Func<DateTime> _now;

    public LeastPrivilegeTest(OrgApi api, Func<DateTime>? now = null)
    {
        _api = api;
        _now = now ?? (() => DateTime.UtcNow);
    }

    public async Task<AssessmentResult> RunAsync(TestRequest request, CancellationToken cancellation)
    {
        var scope = request.Scope;
        var schema = await new SchemaReader(_api).ReadAsync(SchemaNeeds.Objects(scope), cancellation).ConfigureAwait(false);
        var names = await new NamesReader(_api).ReadAsync(scope, request.Username, cancellation).ConfigureAwait(false);
        var snapshot = await new AccessReader(_api).ReadIdentityAsync(request.Username, SchemaNeeds.Containers(scope), cancellation).ConfigureAwait(false);
        var recordTypes = await SetRecordTypes.ReadAsync(_api, SchemaNeeds.RecordTypes(scope, snapshot), cancellation).ConfigureAwait(false);
        var now = _now();
        var user = snapshot.User(request.Username);
        var desired = scope is null ? null : DesiredAccessResolver.Resolve(scope, schema, snapshot);
        var proof = request.Live ? await ProveAsync(request, desired, schema, HeldAsTheyAre(scope, snapshot), cancellation).ConfigureAwait(false) : null;
        if (proof is null or { NotDone: not null } && request.Proof is { } made)
        {
            proof = made.Earlier();
        }

        var access = user is null
            ? new EffectiveAccess { User = new UserFacts { Username = request.Username }, AsOf = now }
            : EffectiveAccessCalculator.Compute(snapshot, user.UserId, now);
        var context = new RuleContext
        {
            Scope = scope,
            Access = access,
            Snapshot = snapshot,
            Schema = schema,
            Desired = desired,
            Apps = scope is null || (names.Apps is null && names.ExternalApps is null) ? null : (names.Apps ?? Array.Empty<AppFacts>()).Concat(names.ExternalApps ?? Array.Empty<AppFacts>()).ToList(),
            Logins = names.Logins,
            Doors = user is null ? null : await DoorFactsReader.ReadAsync(_api, scope, user, names, now, cancellation).ConfigureAwait(false),
            AppDetails = user is null ? null : await new AppDetailsReader(_api).ReadAsync(scope, access, names, cancellation).ConfigureAwait(false),
            RecordTypes = recordTypes,
            ApplyErrors = request.ApplyErrors,
            Proof = proof,
            Policy = request.Policy,
            Approvals = Review.ApprovalBook.For(scope),
            Now = now,
        };
        return RuleEngine.Assess(context, proof is { NotDone: null }, _api.Org);
    }

    private static async Task<ProofResult> ProveAsync(TestRequest request, DesiredAccess? desired, SchemaFacts schema, IReadOnlyList<Container> heldAsTheyAre, CancellationToken cancellation)
    {
        if (request.Scope is null || desired is null)
        {
            return new ProofResult { NotDone = "There is no scope to compare with. Give one with -Scope." };
        }

        if (request.SignIn is null)
        {
            return new ProofResult { NotDone = $"There is no credential for {request.Username}. Connect as it with Connect-SfOrg -NoDefault and give the connection with -As." };
        }

        try
        {
            var identity = await request.SignIn(cancellation).ConfigureAwait(false);
            return await LiveProof.RunAsync(identity, desired, request.Scope, schema, cancellation, heldAsTheyAre).ConfigureAwait(false);
        }
        catch (SfAuthenticationException error) when (DoorVerdict.IsRefusal(error.Message) && (request.Scope.Identity.Network.Count > 0 || request.Scope.Identity.Hours is not null))
        {
            return new ProofResult
            {
                RefusedAtDoor = error.Message,
                NotDone = "The sign-in was refused for its address or its hour, which the scope restricts: that is right of the door, and what is behind it cannot be seen from here. Test from an address and at an hour of the scope.",
            };
        }
        catch (SfException error) when (error is SfAuthenticationException || error.Code == "API_DISABLED_FOR_ORG")
        {
            // Refused at the door, or behind it at every call (a user without API Enabled: facts §3.6).
            return new ProofResult
            {
                Observations = new[] { new Observation(ProofKind.SignIn, request.Username, false, "signs in and may call the API", error.Message) },
            };
        }
    }

    /// <summary>Sets and groups that the scope holds as they are: what they give is expected.</summary>
    public static IReadOnlyList<Container> HeldAsTheyAre(AccessScope? scope, AccessSnapshot snapshot)
    {
        var used = new HashSet<string>(scope?.Integrations.SelectMany(i => i.UsePermissionSets) ?? Array.Empty<string>(), StringComparer.OrdinalIgnoreCase);
        return snapshot.Containers.Where(c => c.Kind is ContainerKind.PermissionSet or ContainerKind.Group && used.Contains(c.Name)).ToList();
    }
}

/// <summary>What has to be read for a scope.</summary>
internal static class SchemaNeeds
{
    /// <summary>The objects it names.</summary>
    public static IReadOnlyCollection<string> Objects(AccessScope? scope) => scope is null
        ? Array.Empty<string>()
        : scope.Integrations.SelectMany(i => i.Objects).Select(o => o.SobjectType).Distinct(StringComparer.OrdinalIgnoreCase).ToList();

    /// <summary>Its generated sets whose record types matter: those that are there, and those that shall open some.</summary>
    public static IReadOnlyCollection<string> RecordTypes(AccessScope? scope, AccessSnapshot snapshot) => scope is null
        ? Array.Empty<string>()
        : scope.Integrations
            .Where(i => i.PermissionSet.Length > 0
                && (i.Objects.Any(o => o.RecordTypes.Count > 0)
                    || snapshot.Containers.Any(c => c.Kind == ContainerKind.PermissionSet && string.Equals(c.Name, i.PermissionSet, StringComparison.OrdinalIgnoreCase))))
            .Select(i => i.PermissionSet).Distinct(StringComparer.OrdinalIgnoreCase).ToList();

    /// <summary>The sets and groups it names, generated ones included.</summary>
    public static IReadOnlyCollection<string> Containers(AccessScope? scope) => scope is null
        ? Array.Empty<string>()
        : scope.Integrations.SelectMany(i => i.UsePermissionSets.Concat(new[] { i.PermissionSet })).Where(n => n.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
}
