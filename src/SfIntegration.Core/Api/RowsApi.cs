using System.Collections.Generic;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;

namespace SfIntegration.Api;

/// <summary>Single rows over /sobjects (RS:resources_sobject_basic_info).</summary>
internal sealed class RowsApi
{
    private readonly SfConnection _connection;

    public RowsApi(SfConnection connection)
    {
        _connection = connection;
    }

    public async Task<JObject> GetAsync(string type, string id, IReadOnlyCollection<string>? fields, CancellationToken cancellationToken)
    {
        var path = fields is null || fields.Count == 0
            ? SfUrls.Row(_connection.ApiVersion, type, id)
            : SfUrls.RowFields(_connection.ApiVersion, type, id, fields);
        return (await _connection.SendAsync(SfRequest.Get(path), cancellationToken).ConfigureAwait(false)).Object(type);
    }

    /// <summary>Creates a row and gives its id. Never sent twice when the answer is lost: look for the row by its natural key.</summary>
    public async Task<string> CreateAsync(string type, JObject fields, CancellationToken cancellationToken)
    {
        var request = SfRequest.Json(HttpMethod.Post, SfUrls.Row(_connection.ApiVersion, type), fields);
        var answer = await _connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return answer.Object(type).Text("id") ?? throw new SfApiException($"Creating a row of {type} was answered without an id.");
    }

    /// <summary>Sets fields of a row; setting them twice is the same, so a lost answer is repeated.</summary>
    public Task UpdateAsync(string type, string id, JObject fields, CancellationToken cancellationToken) =>
        _connection.SendAsync(
            SfRequest.Json(SfRequest.Patch, SfUrls.Row(_connection.ApiVersion, type, id), fields, isRepeatable: true), cancellationToken);

    /// <summary>Creates or updates by an external id; gives the id where the org does.</summary>
    public async Task<string?> UpsertAsync(string type, string keyField, string key, JObject fields, CancellationToken cancellationToken)
    {
        var request = SfRequest.Json(SfRequest.Patch, SfUrls.RowByKey(_connection.ApiVersion, type, keyField, key), fields, isRepeatable: true);
        return (await _connection.SendAsync(request, cancellationToken).ConfigureAwait(false)).Json.Text("id");
    }

    /// <summary>Deletes a row. Not repeated when the answer is lost, since the second time it would be an error.</summary>
    public Task DeleteAsync(string type, string id, CancellationToken cancellationToken) =>
        _connection.SendAsync(new SfRequest(HttpMethod.Delete, SfUrls.Row(_connection.ApiVersion, type, id)), cancellationToken);
}
