using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Harden.Apps;
using SfIntegration.Harden.Login;
using SfIntegration.Proof;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>What a plan compares a scope with: read before a plan, before an apply, and after it.</summary>
/// <param name="Snapshot">The identity with what it holds, and the scope's sets with everyone who holds them.</param>
/// <param name="RecordTypes">The record types that the scope's sets open.</param>
/// <param name="Restriction">Where from and when the identity's profile lets sign in.</param>
/// <param name="Apps">The scope's apps.</param>
internal sealed record OrgState(AccessSnapshot Snapshot, SetRecordTypes RecordTypes, ProfileRestriction Restriction, ScopeAppState Apps)
{
    public static async Task<OrgState> ReadAsync(OrgApi api, AccessScope scope, NamedThings names, CancellationToken cancellation)
    {
        var snapshot = await new AccessReader(api).ReadIdentityAsync(scope.Identity.Username, SchemaNeeds.Containers(scope), cancellation).ConfigureAwait(false);
        return new OrgState(
            snapshot,
            await SetRecordTypes.ReadAsync(api, SchemaNeeds.RecordTypes(scope, snapshot), cancellation).ConfigureAwait(false),
            await ProfileRestriction.ReadAsync(api, scope, names, cancellation).ConfigureAwait(false),
            await ScopeAppState.ReadAsync(api, scope, names, cancellation).ConfigureAwait(false));
    }
}
