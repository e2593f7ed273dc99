using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using SfIntegration.Api;

namespace SfIntegration.Access;

/// <summary>What metadata says of some containers.</summary>
/// <param name="ById">The component by container id. Groups have none, nor do sets that metadata does not show.</param>
/// <param name="NotRead">Why nothing was read, or null.</param>
internal sealed record ContainerComponents(IReadOnlyDictionary<string, XElement> ById, string? NotRead)
{
    /// <summary>The record types of a container; null where they were not read.</summary>
    public IReadOnlyList<RecordTypeGrant>? RecordTypes(string containerId) => ById.TryGetValue(containerId, out var component) ? RecordTypeVisibilities.Of(component) : null;
}

/// <summary>Reads containers as metadata, for what the data API does not have: record types and a profile's other parts (facts §3.3).</summary>
internal sealed class ContainerMetadata
{
    private readonly OrgApi _api;

    public ContainerMetadata(OrgApi api) => _api = api;

    /// <summary>Reads them, ten to a call. A caller who may not use the Metadata API gets what Tooling shows, one to a call, and the reason where that is not all.</summary>
    public async Task<ContainerComponents> ReadAsync(IReadOnlyCollection<Container> containers, CancellationToken cancellation)
    {
        var found = new Dictionary<string, XElement>(StringComparer.Ordinal);
        try
        {
            var names = await ProfileNamesAsync(containers, cancellation).ConfigureAwait(false);
            foreach (var kind in containers.GroupBy(c => c.Kind).Where(k => TypeOf(k.Key) is not null))
            {
                var wanted = kind.Select(c => (c.Id, Name: c.Kind == ContainerKind.Profile ? names.TryGetValue(ShortId(c.OwnerId), out var name) ? name : null : c.Name)).Where(c => c.Name is not null).ToList();
                var components = await _api.Metadata.ReadAsync(TypeOf(kind.Key)!, wanted.Select(c => c.Name!).ToList(), cancellation).ConfigureAwait(false);
                foreach (var (id, name) in wanted)
                {
                    if (components[name!] is { } component)
                    {
                        found[id] = component;
                    }
                }
            }

            return new ContainerComponents(found, null);
        }
        catch (MetadataClosedException e)
        {
            return await ByToolingAsync(containers, e, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<ContainerComponents> ByToolingAsync(IReadOnlyCollection<Container> containers, MetadataClosedException closed, CancellationToken cancellation)
    {
        var found = new Dictionary<string, XElement>(StringComparer.Ordinal);
        foreach (var container in containers.Where(c => TypeOf(c.Kind) is not null))
        {
            if (container.Kind == ContainerKind.Muting)
            {
                return new ContainerComponents(found, $"{closed.Message} Tooling shows no muting permission set.");
            }

            var (component, refused) = await _api.Tooling.TryReadAsync(TypeOf(container.Kind)!, "Id", container.Kind == ContainerKind.Profile ? container.OwnerId ?? "" : container.Id, cancellation).ConfigureAwait(false);
            if (refused is not null)
            {
                return new ContainerComponents(found, $"{closed.Message} Nor does Tooling show it: {refused}");
            }

            if (component is not null)
            {
                found[container.Id] = component;
            }
        }

        return new ContainerComponents(found, null);
    }

    /// <summary>The metadata type of a kind of container; null for a group, whose own set no metadata shows.</summary>
    public static string? TypeOf(ContainerKind kind) => kind switch
    {
        ContainerKind.PermissionSet => "PermissionSet",
        ContainerKind.Profile => "Profile",
        ContainerKind.Muting => "MutingPermissionSet",
        _ => null,
    };

    /// <summary>Metadata has names of its own for profiles ("Admin", "Sales %26 Service"); only the id tells which is which.</summary>
    private async Task<IReadOnlyDictionary<string, string>> ProfileNamesAsync(IReadOnlyCollection<Container> containers, CancellationToken cancellation)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        if (containers.Any(c => c.Kind == ContainerKind.Profile))
        {
            foreach (var profile in (await _api.Metadata.ListAsync(new[] { "Profile" }, cancellation).ConfigureAwait(false)).Where(p => p.Id is not null))
            {
                names[ShortId(profile.Id)] = profile.FullName;
            }
        }

        return names;
    }

    private static string ShortId(string? id) => id is { Length: > 15 } ? id.Substring(0, 15) : id ?? "";
}
