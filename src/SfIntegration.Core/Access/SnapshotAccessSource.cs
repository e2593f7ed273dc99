using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Plan;

namespace SfIntegration.Access;

/// <summary>Access as a snapshot has it: nothing is asked of any org.</summary>
internal sealed class SnapshotAccessSource : IAccessSource
{
    private readonly AccessSnapshot _snapshot;

    public SnapshotAccessSource(AccessSnapshot snapshot)
    {
        _snapshot = snapshot;
        Org = new SfOrg(snapshot.Host) { OrgId = snapshot.OrgId };
    }

    public SfOrg Org { get; }

    public DateTime AsOf => _snapshot.TakenAt;

    public SchemaReader? Schema => null;

    public Task<AccessSnapshot> OfUserAsync(string username, CancellationToken cancellation) => Task.FromResult(_snapshot);

    public Task<AccessSnapshot> OfContainersAsync(IReadOnlyCollection<string> names, CancellationToken cancellation) => Task.FromResult(_snapshot);

    public Task<AccessSnapshot> WholeOrgAsync(Action<WorkProgress>? progress, CancellationToken cancellation) => Task.FromResult(_snapshot);
}
