using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using SfIntegration.Http;

namespace SfIntegration.Api;

/// <summary>
/// The Metadata API's calls on single components (facts §8.3). Components are elements whose children are those of the WSDL, with
/// a fullName among them. Every call throws <see cref="MetadataClosedException"/> where the caller may not use this API at all.
/// </summary>
internal sealed class MetadataApi
{
    /// <summary>MD:readmetadata and its neighbours: ten of one type (200 of two types that we do not use).</summary>
    private const int MostComponents = 10;

    /// <summary>MD:listmetadata.</summary>
    private const int MostQueries = 3;

    private readonly SfConnection _connection;

    public MetadataApi(SfConnection connection) => _connection = connection;

    /// <summary>The components of these names, as they stand in the org; null where there is none. Keyed as asked, ignoring case.</summary>
    public async Task<IReadOnlyDictionary<string, XElement?>> ReadAsync(string type, IReadOnlyCollection<string> fullNames, CancellationToken cancellation)
    {
        var found = fullNames.Distinct(StringComparer.OrdinalIgnoreCase).ToDictionary(n => n, _ => (XElement?)null, StringComparer.OrdinalIgnoreCase);
        foreach (var names in Slices(found.Keys.ToList(), MostComponents))
        {
            var arguments = names.Select(n => new XElement(MetadataSoap.Ns + "fullNames", n)).Prepend(new XElement(MetadataSoap.Ns + "type", type));
            foreach (var record in (await SendAsync("readMetadata", arguments, isRead: true, isRepeatable: true, cancellation).ConfigureAwait(false)).Elements(MetadataSoap.Ns + "records"))
            {
                // What is not there comes as xsi:nil, so that only the name tells which record is which.
                if (MetadataSoap.Text(record, "fullName") is { } name)
                {
                    found[name] = record;
                }
            }
        }

        return found;
    }

    /// <summary>Every component of these types. It is how a profile's id is turned into the name that metadata has for it.</summary>
    public async Task<IReadOnlyList<MetadataListing>> ListAsync(IReadOnlyCollection<string> types, CancellationToken cancellation)
    {
        var all = new List<MetadataListing>();
        foreach (var some in Slices(types.Distinct(StringComparer.Ordinal).ToList(), MostQueries))
        {
            var arguments = some.Select(t => new XElement(MetadataSoap.Ns + "queries", new XElement(MetadataSoap.Ns + "type", t)))
                .Append(new XElement(MetadataSoap.Ns + "asOfVersion", _connection.ApiVersion));
            var results = await SendAsync("listMetadata", arguments, isRead: true, isRepeatable: true, cancellation).ConfigureAwait(false);
            all.AddRange(results.Select(r => new MetadataListing(
                MetadataSoap.Text(r, "type") ?? "", MetadataSoap.Text(r, "fullName") ?? "", MetadataSoap.Text(r, "id"), MetadataSoap.Text(r, "namespacePrefix"))));
        }

        return all;
    }

    /// <summary>Makes components; one that exists is an error of its own.</summary>
    public Task<IReadOnlyList<MetadataOutcome>> CreateAsync(string type, IReadOnlyCollection<XElement> components, CancellationToken cancellation) =>
        WriteAsync("createMetadata", type, components, isRepeatable: false, cancellation);

    /// <summary>Changes components; one that is not there is an error of its own. A permission set is replaced by what is sent, a profile is laid over (facts §5.1, §5.2).</summary>
    public Task<IReadOnlyList<MetadataOutcome>> UpdateAsync(string type, IReadOnlyCollection<XElement> components, CancellationToken cancellation) =>
        WriteAsync("updateMetadata", type, components, isRepeatable: true, cancellation);

    /// <summary>Makes components or changes them.</summary>
    public Task<IReadOnlyList<MetadataOutcome>> UpsertAsync(string type, IReadOnlyCollection<XElement> components, CancellationToken cancellation) =>
        WriteAsync("upsertMetadata", type, components, isRepeatable: true, cancellation);

    /// <summary>Removes components; one that is not there is an error of its own.</summary>
    public async Task<IReadOnlyList<MetadataOutcome>> DeleteAsync(string type, IReadOnlyCollection<string> fullNames, CancellationToken cancellation)
    {
        var outcomes = new List<MetadataOutcome>();
        foreach (var names in Slices(fullNames.ToList(), MostComponents))
        {
            var arguments = names.Select(n => new XElement(MetadataSoap.Ns + "fullNames", n)).Prepend(new XElement(MetadataSoap.Ns + "type", type));
            outcomes.AddRange((await SendAsync("deleteMetadata", arguments, isRead: false, isRepeatable: false, cancellation).ConfigureAwait(false)).Select(Outcome));
        }

        return outcomes;
    }

    private async Task<IReadOnlyList<MetadataOutcome>> WriteAsync(string operation, string type, IReadOnlyCollection<XElement> components, bool isRepeatable, CancellationToken cancellation)
    {
        var outcomes = new List<MetadataOutcome>();
        foreach (var some in Slices(components.ToList(), MostComponents))
        {
            var results = await SendAsync(operation, some.Select(c => MetadataSoap.Component(type, c)), isRead: false, isRepeatable, cancellation).ConfigureAwait(false);
            outcomes.AddRange(results.Select(Outcome));
        }

        return outcomes;
    }

    private static MetadataOutcome Outcome(XElement result)
    {
        var errors = result.Elements(MetadataSoap.Ns + "errors")
            .Select(e => new SfErrorItem(
                MetadataSoap.Text(e, "statusCode") ?? "", MetadataSoap.Text(e, "message") ?? "", e.Elements(MetadataSoap.Ns + "fields").Select(f => f.Value).ToList()))
            .ToList();
        return new MetadataOutcome(MetadataSoap.Text(result, "fullName") ?? "", MetadataSoap.Flag(result, "success"), errors);
    }

    private async Task<IReadOnlyList<XElement>> SendAsync(string operation, IEnumerable<XElement> arguments, bool isRead, bool isRepeatable, CancellationToken cancellation)
    {
        var content = arguments.ToList();
        var request = new SfRequest(HttpMethod.Post, SfUrls.Metadata(_connection.ApiVersion))
        {
            SessionBody = session => MetadataSoap.Request(session, operation, content),
            ContentType = "text/xml; charset=UTF-8",
            Headers = new Dictionary<string, string> { ["SOAPAction"] = "\"\"", ["Accept"] = "text/xml" },
            IsRead = isRead,
            IsRepeatable = isRepeatable,
        };
        try
        {
            return MetadataSoap.Results((await _connection.SendAsync(request, cancellation).ConfigureAwait(false)).Bytes, operation);
        }
        catch (SfApiException e) when (e.Code == "INSUFFICIENT_ACCESS")
        {
            throw new MetadataClosedException(
                "The Metadata API is closed to the caller: it lacks the system permission Modify Metadata Through Metadata API Functions.",
                "Give the calling user the system permission ModifyMetadata (or ModifyAllData); the Metadata API wants it even for reading.",
                e);
        }
        catch (SfAuthenticationException e) when (e.Code == SoapFault.NoSession && _connection.HasJwtSession)
        {
            throw new MetadataClosedException(
                "The Metadata API is closed to this session: its access token is a JWT, which SOAP APIs do not take.",
                "Turn off \"Issue JSON Web Token (JWT)-based access tokens for named users\" in the app, or sign in through another app.",
                e);
        }
    }

    private static IEnumerable<List<T>> Slices<T>(IReadOnlyList<T> items, int size)
    {
        for (var i = 0; i < items.Count; i += size)
        {
            yield return items.Skip(i).Take(size).ToList();
        }
    }
}
