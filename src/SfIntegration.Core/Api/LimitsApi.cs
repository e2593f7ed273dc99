using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;

namespace SfIntegration.Api;

/// <summary>The org's limits (RS:resources_limits); needs View Setup, so most integration users see only SfOrg.LastLimit.</summary>
internal sealed class LimitsApi
{
    private readonly SfConnection _connection;

    public LimitsApi(SfConnection connection)
    {
        _connection = connection;
    }

    public async Task<IReadOnlyDictionary<string, SfLimitInfo>> GetAsync(CancellationToken cancellationToken)
    {
        var path = SfUrls.Limits(_connection.ApiVersion);
        var answer = (await _connection.SendAsync(SfRequest.Get(path), cancellationToken).ConfigureAwait(false)).Object(path);
        var limits = new Dictionary<string, SfLimitInfo>(StringComparer.Ordinal);
        foreach (var property in answer.Properties())
        {
            if (property.Value is JObject limit && (long?)limit["Max"] is { } max && (long?)limit["Remaining"] is { } remaining)
            {
                limits[property.Name] = new SfLimitInfo(max - remaining, max);
            }
        }

        return limits;
    }

    /// <summary>
    /// How many rows objects have, whoever may see them (RS:resources_record_count); the figures may be some hours old, and objects that are not
    /// counted are not in the answer. A call for each hundred.
    /// </summary>
    /// <param name="types">The objects.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyDictionary<string, long>> RecordCountsAsync(IReadOnlyCollection<string> types, CancellationToken cancellationToken)
    {
        const int PerCall = 100;
        var counts = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; at < types.Count; at += PerCall)
        {
            var path = SfUrls.RecordCount(_connection.ApiVersion, types.Skip(at).Take(PerCall));
            var answer = (await _connection.SendAsync(SfRequest.Get(path), cancellationToken).ConfigureAwait(false)).Object(path);
            foreach (var row in (answer["sObjects"] as JArray ?? new JArray()).OfType<JObject>())
            {
                if ((string?)row["name"] is { } name && (long?)row["count"] is { } count)
                {
                    counts[name] = count;
                }
            }
        }

        return counts;
    }
}
