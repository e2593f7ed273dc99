using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using SfIntegration.Api;

namespace SfIntegration.Access;

/// <summary>Which record types permission sets open, by the set's name, as far as they were asked for. Only metadata tells (facts §3.3).</summary>
internal sealed class SetRecordTypes
{
    /// <summary>Nothing was asked for.</summary>
    public static readonly SetRecordTypes None = new();

    /// <summary>The record types by set name, in any case. A set that is not there yet opens none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<RecordTypeGrant>> ByName { get; init; } = new Dictionary<string, IReadOnlyList<RecordTypeGrant>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why they were not read, or null.</summary>
    public string? NotRead { get; init; }

    /// <summary>Why the caller cannot write any, where that showed: they were read by Tooling, which writes none. Null else.</summary>
    public string? NotWritten { get; init; }

    /// <summary>What would let them be read, or written, where they were not.</summary>
    public string? Cure { get; init; }

    /// <summary>What the set opens; null where that was not read.</summary>
    public IReadOnlyList<RecordTypeGrant>? Of(string set) => ByName.TryGetValue(set, out var found) ? found : null;

    /// <summary>Asks for the sets of these names, in one call for ten. Where the Metadata API is closed to the caller, Tooling is asked, set by set; where that is too, the answer says so.</summary>
    public static async Task<SetRecordTypes> ReadAsync(OrgApi api, IReadOnlyCollection<string> sets, CancellationToken cancellation)
    {
        if (sets.Count == 0)
        {
            return None;
        }

        try
        {
            var components = await api.Metadata.ReadAsync("PermissionSet", sets, cancellation).ConfigureAwait(false);
            return Of(components);
        }
        catch (MetadataClosedException e)
        {
            return await ByToolingAsync(api, sets, e, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task<SetRecordTypes> ByToolingAsync(OrgApi api, IReadOnlyCollection<string> sets, MetadataClosedException closed, CancellationToken cancellation)
    {
        var components = new Dictionary<string, XElement?>(StringComparer.OrdinalIgnoreCase);
        foreach (var set in sets)
        {
            var (component, refused) = await api.Tooling.TryReadAsync("PermissionSet", "Name", set, cancellation).ConfigureAwait(false);
            if (refused is not null)
            {
                return new SetRecordTypes { NotRead = $"{closed.Message} Nor does Tooling show it: {refused}", Cure = closed.Cure };
            }

            components[set] = component;
        }

        return Of(components, closed);
    }

    private static SetRecordTypes Of(IReadOnlyDictionary<string, XElement?> components, MetadataClosedException? closed = null) => new()
    {
        ByName = components.ToDictionary(c => c.Key, c => c.Value is null ? Array.Empty<RecordTypeGrant>() : RecordTypeVisibilities.Of(c.Value), StringComparer.OrdinalIgnoreCase),
        NotWritten = closed?.Message,
        Cure = closed?.Cure,
    };
}
