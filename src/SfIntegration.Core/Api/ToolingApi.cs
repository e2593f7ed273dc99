using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Http;

namespace SfIntegration.Api;

/// <summary>
/// The Tooling API as far as it tells what metadata tells, to callers who may not use the Metadata API: one component a call, with View Setup
/// (TL:profile; whether that is always enough is not documented).
/// </summary>
internal sealed class ToolingApi
{
    private readonly SfConnection _connection;

    public ToolingApi(SfConnection connection) => _connection = connection;

    /// <summary>
    /// The component of a row as <see cref="MetadataApi.ReadAsync"/> gives it, fullName included; null where there is none. Where Tooling refuses
    /// the caller, why: which right it wants for this is not documented.
    /// </summary>
    /// <param name="type">Profile or PermissionSet.</param>
    /// <param name="column">Id, or Name, which tells one row.</param>
    /// <param name="value">Its value.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<(XElement? Component, string? Refused)> TryReadAsync(string type, string column, string value, CancellationToken cancellation)
    {
        try
        {
            return (await ReadAsync(type, column, value, cancellation).ConfigureAwait(false), null);
        }
        catch (SfApiException e) when (e.Code is "INSUFFICIENT_ACCESS" or "INVALID_TYPE" or "INVALID_FIELD")
        {
            return (null, e.Message);
        }
    }

    private async Task<XElement?> ReadAsync(string type, string column, string value, CancellationToken cancellation)
    {
        var soql = $"SELECT Id, FullName, Metadata FROM {Soql.Name(type)} WHERE {Soql.Name(column)} = {Soql.Quote(value)}";
        var answer = (await _connection.SendAsync(SfRequest.Get(SfUrls.ToolingQuery(_connection.ApiVersion, soql)), cancellation).ConfigureAwait(false)).Object(SfUrls.ToolingQuery(_connection.ApiVersion, soql));
        if ((answer["records"] as JArray)?.FirstOrDefault() is not JObject row || row["Metadata"] is not JObject metadata)
        {
            return null;
        }

        var component = Plan.MetadataRows.Merge((string?)row["FullName"] ?? "", null, metadata);
        component.Descendants().Where(e => !e.HasElements && e.Value.Length == 0 && e.Name != MetadataSoap.Ns + "loginHours").Remove();
        return component;
    }
}
