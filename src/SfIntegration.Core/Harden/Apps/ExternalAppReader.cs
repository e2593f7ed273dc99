using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using SfIntegration.Api;

namespace SfIntegration.Harden.Apps;

/// <summary>
/// Reads external client apps as metadata. A companion's name need not follow its app's: those that follow the pattern are read by it, and
/// only where one does not answer all of them are looked through for the element that names their app.
/// </summary>
internal sealed class ExternalAppReader
{
    private readonly OrgApi _api;

    public ExternalAppReader(OrgApi api) => _api = api;

    /// <summary>Those of these names that are there.</summary>
    /// <param name="developerNames">The apps, by developer name.</param>
    /// <param name="ids">Their ids by developer name, as far as they are known.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="MetadataClosedException">The caller may not use the Metadata API.</exception>
    public async Task<IReadOnlyList<ExternalApp>> ReadAsync(IReadOnlyCollection<string> developerNames, IReadOnlyDictionary<string, string> ids, CancellationToken cancellation)
    {
        var found = await _api.Metadata.ReadAsync(AppComponents.External, developerNames, cancellation).ConfigureAwait(false);
        var apps = found.Where(f => f.Value is not null).ToDictionary(f => MetadataSoap.Text(f.Value!, "fullName") ?? f.Key, f => f.Value!, StringComparer.OrdinalIgnoreCase);
        var missing = developerNames.Where(n => found[n] is null && ids.ContainsKey(n)).ToList();
        if (missing.Count > 0)
        {
            // A packaged app has a name with its namespace here.
            var listed = (await ListAsync(cancellation).ConfigureAwait(false)).Where(l => l.Id is not null && missing.Any(m => AppComponents.SameId(l.Id, ids[m]))).ToList();
            foreach (var packaged in (await _api.Metadata.ReadAsync(AppComponents.External, listed.Select(l => l.FullName).ToList(), cancellation).ConfigureAwait(false)).Where(p => p.Value is not null))
            {
                apps[packaged.Key] = packaged.Value!;
            }

            ids = ids.Concat(listed.Select(l => new KeyValuePair<string, string>(l.FullName, l.Id!))).GroupBy(i => i.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First().Value, StringComparer.OrdinalIgnoreCase);
        }

        var parts = await CompanionsAsync(apps.Keys.ToList(), cancellation).ConfigureAwait(false);
        return apps.Select(a => new ExternalApp
        {
            Id = ids.TryGetValue(a.Key, out var id) ? id : null,
            DeveloperName = a.Key,
            Parts = parts[a.Key].Concat(new[] { (Type: AppComponents.External, Part: new AppPart(a.Key, WithoutSecret(a.Value))) }).ToDictionary(p => p.Type, p => p.Part, StringComparer.Ordinal),
        }).OrderBy(a => a.DeveloperName, StringComparer.OrdinalIgnoreCase).ToList();
    }

    /// <summary>Every external client app that metadata shows, with its id.</summary>
    public async Task<IReadOnlyList<ExternalApp>> ReadAllAsync(CancellationToken cancellation)
    {
        var listed = await ListAsync(cancellation).ConfigureAwait(false);
        var ids = listed.Where(l => l.Id is not null).GroupBy(l => l.FullName, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First().Id!, StringComparer.OrdinalIgnoreCase);
        return listed.Count == 0 ? Array.Empty<ExternalApp>() : await ReadAsync(listed.Select(l => l.FullName).ToList(), ids, cancellation).ConfigureAwait(false);
    }

    /// <summary>The companion of a type that an app has, whatever its name; null where it has none.</summary>
    public async Task<AppPart?> CompanionAsync(string type, string developerName, CancellationToken cancellation) =>
        (await CompanionsAsync(type, new[] { developerName }, cancellation).ConfigureAwait(false)).TryGetValue(developerName, out var part) ? part : null;

    private Task<IReadOnlyList<MetadataListing>> ListAsync(CancellationToken cancellation) => _api.Metadata.ListAsync(new[] { AppComponents.External }, cancellation);

    private async Task<Dictionary<string, List<(string Type, AppPart Part)>>> CompanionsAsync(IReadOnlyCollection<string> apps, CancellationToken cancellation)
    {
        var found = apps.ToDictionary(a => a, _ => new List<(string, AppPart)>(), StringComparer.OrdinalIgnoreCase);
        if (apps.Count > 0)
        {
            foreach (var type in AppComponents.Companions)
            {
                foreach (var companion in await CompanionsAsync(type, apps, cancellation).ConfigureAwait(false))
                {
                    found[companion.Key].Add((type, companion.Value));
                }
            }
        }

        return found;
    }

    private async Task<Dictionary<string, AppPart>> CompanionsAsync(string type, IReadOnlyCollection<string> apps, CancellationToken cancellation)
    {
        var found = new Dictionary<string, AppPart>(StringComparer.OrdinalIgnoreCase);
        void Take(IEnumerable<KeyValuePair<string, XElement?>> components)
        {
            foreach (var component in components)
            {
                if (component.Value is { } elements && MetadataSoap.Text(elements, AppComponents.Owner) is { } owner && apps.Contains(owner, StringComparer.OrdinalIgnoreCase))
                {
                    found[owner] = new AppPart(MetadataSoap.Text(elements, "fullName") ?? component.Key, WithoutSecret(elements));
                }
            }
        }

        var expected = apps.Select(a => AppComponents.CompanionName(type, a)).ToList();
        Take(await _api.Metadata.ReadAsync(type, expected, cancellation).ConfigureAwait(false));
        if (found.Count < apps.Count)
        {
            var others = (await _api.Metadata.ListAsync(new[] { type }, cancellation).ConfigureAwait(false)).Select(l => l.FullName).Except(expected, StringComparer.OrdinalIgnoreCase).ToList();
            Take(await _api.Metadata.ReadAsync(type, others, cancellation).ConfigureAwait(false));
        }

        return found;
    }

    // Salesforce never tells the secret here (facts §5.5); should an org do so, it goes no further.
    private static XElement WithoutSecret(XElement elements)
    {
        var copy = new XElement(elements);
        copy.Descendants(MetadataSoap.Ns + "consumerSecret").Remove();
        return copy;
    }
}
