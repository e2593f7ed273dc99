using System;
using System.Collections.Generic;
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
}
