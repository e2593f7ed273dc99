using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;

namespace SfIntegration.Access;

/// <summary>How many rows objects have; each is asked for once. An object that Salesforce does not count stays without a number.</summary>
internal sealed class RowCounts
{
    private readonly Dictionary<string, long> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Writes the numbers into the grants of objects, and answers all grants.</summary>
    /// <exception cref="SfException">The org refuses.</exception>
    public async Task<IReadOnlyList<SfEffectiveGrant>> AddAsync(IReadOnlyList<SfEffectiveGrant> grants, LimitsApi limits, CancellationToken cancellation)
    {
        var objects = grants.Where(g => g.Kind == AccessKind.Object && g.Target != EffectiveRows.EveryObject).ToList();
        var unknown = objects.Select(o => o.Target).Where(_asked.Add).ToList();
        if (unknown.Count > 0)
        {
            foreach (var count in await limits.RecordCountsAsync(unknown, cancellation).ConfigureAwait(false))
            {
                _known[count.Key] = count.Value;
            }
        }

        foreach (var grant in objects.Where(o => _known.ContainsKey(o.Target)))
        {
            grant.RecordCount = _known[grant.Target];
        }

        return grants;
    }
}
