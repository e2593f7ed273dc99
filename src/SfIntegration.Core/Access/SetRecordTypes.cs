using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;

namespace SfIntegration.Access;

/// <summary>Which record types permission sets open, by the set's name, as far as they were asked for. Only the Metadata API tells (facts §3.3).</summary>
internal sealed class SetRecordTypes
{
    /// <summary>Nothing was asked for.</summary>
    public static readonly SetRecordTypes None = new();

    /// <summary>The record types by set name, in any case. A set that is not there yet opens none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<RecordTypeGrant>> ByName { get; init; } = new Dictionary<string, IReadOnlyList<RecordTypeGrant>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why they were not read, or null.</summary>
    public string? NotRead { get; init; }

    /// <summary>What would let them be read, where they were not.</summary>
    public string? Cure { get; init; }

    /// <summary>What the set opens; null where that was not read.</summary>
    public IReadOnlyList<RecordTypeGrant>? Of(string set) => ByName.TryGetValue(set, out var found) ? found : null;

    /// <summary>Asks for the sets of these names, in one call for ten. Where the Metadata API is closed to the caller, the answer says so.</summary>
    public static async Task<SetRecordTypes> ReadAsync(OrgApi api, IReadOnlyCollection<string> sets, CancellationToken cancellation)
    {
        if (sets.Count == 0)
        {
            return None;
        }

        try
        {
            var components = await api.Metadata.ReadAsync("PermissionSet", sets, cancellation).ConfigureAwait(false);
            return new SetRecordTypes
            {
                ByName = components.ToDictionary(c => c.Key, c => c.Value is null ? Array.Empty<RecordTypeGrant>() : RecordTypeVisibilities.Of(c.Value), StringComparer.OrdinalIgnoreCase),
            };
        }
        catch (MetadataClosedException e)
        {
            return new SetRecordTypes { NotRead = e.Message, Cure = e.Cure };
        }
    }
}
