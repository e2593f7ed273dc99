using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Plan;

namespace SfIntegration.Access;

/// <summary>Access as the org tells it now.</summary>
internal sealed class OrgAccessSource : IAccessSource
{
    private readonly OrgApi _api;
    private readonly AccessReader _reader;

    public OrgAccessSource(OrgApi api)
    {
        _api = api;
        _reader = new AccessReader(api);
        Schema = new SchemaReader(api);
    }

    public SfOrg Org => _api.Org;

    public DateTime AsOf => DateTime.UtcNow;

    public SchemaReader? Schema { get; }

    public Task<AccessSnapshot> OfUserAsync(string username, CancellationToken cancellation) =>
        _reader.ReadIdentityAsync(username, Array.Empty<string>(), cancellation);

    public Task<AccessSnapshot> OfContainersAsync(IReadOnlyCollection<string> names, CancellationToken cancellation) =>
        _reader.ReadContainersAsync(names, withProfiles: true, cancellation);

    public Task<AccessSnapshot> WholeOrgAsync(Action<WorkProgress>? progress, CancellationToken cancellation) =>
        new WholeReader(_api) { Progress = progress }.ReadAsync(Array.Empty<string>(), cancellation);
}
