using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using SfIntegration.Api;
using SfIntegration.Http;
using SfIntegration.Rules;

namespace SfIntegration.Harden.Apps;

/// <summary>What is read of apps beside their names.</summary>
[Flags]
internal enum AppReading
{
    /// <summary>Flows, scopes and policies.</summary>
    Metadata = 1,

    /// <summary>Who is pre-authorised.</summary>
    Access = 2,

    /// <summary>Tokens in use and the last use.</summary>
    Usage = 4,

    /// <summary>All of it.</summary>
    All = Metadata | Access | Usage,
}

/// <summary>The apps of an org by name, and why those of a kind are not among them.</summary>
internal sealed record AppListing(IReadOnlyList<AppFacts> Apps, IReadOnlyList<string> NotRead);

/// <summary>
/// Reads apps of both kinds. What one source does not tell is taken from the next; what none tells is said with its reason, never "none".
/// </summary>
internal sealed class AppReader
{
    private readonly OrgApi _api;

    public AppReader(OrgApi api) => _api = api;

    /// <summary>All apps by name: one call, more where the org does not show external client apps as rows.</summary>
    public async Task<AppListing> ListAsync(CancellationToken cancellation)
    {
        var kinds = new[] { AppComponents.External, AppComponents.Connected };
        var outcomes = await new BatchApi(_api.Connection).TryQueryManyAsync(kinds.Select(AppQueries.All), cancellation).ConfigureAwait(false);
        var (apps, notRead) = (new List<AppFacts>(), new List<string>());
        for (var i = 0; i < kinds.Length; i++)
        {
            if (outcomes[i].Error is not { } error)
            {
                apps.AddRange(outcomes[i].Records.Select(r => AppQueries.Read(r, kinds[i])));
            }
            else if (kinds[i] == AppComponents.External)
            {
                await ListElsewhereAsync(error, apps, notRead, cancellation).ConfigureAwait(false);
            }
            else
            {
                notRead.Add($"Connected apps were not read: {error.Message}");
            }
        }

        return new AppListing(apps, notRead);
    }

    /// <summary>Apps with what is asked for.</summary>
    public async Task<IReadOnlyList<SfApp>> ReadAsync(IReadOnlyList<AppFacts> apps, AppReading what, CancellationToken cancellation)
    {
        var metadata = what.HasFlag(AppReading.Metadata) ? await MetadataAsync(apps, cancellation).ConfigureAwait(false) : new AppMetadata();
        var access = what.HasFlag(AppReading.Access) ? await AccessAsync(apps, cancellation).ConfigureAwait(false) : new AppAccessFacts();
        var usage = what.HasFlag(AppReading.Usage) ? await new AppUsageReader(_api).ReadAsync(apps, cancellation).ConfigureAwait(false) : new Dictionary<string, AppUsage>();
        return apps.Select(a => AppView.Of(_api.Org, a, metadata, access, usage.TryGetValue(a.Id, out var used) ? used : new AppUsage())).ToList();
    }

    // The object is documented as internal; the usage resource lists the apps too, and metadata does.
    private async Task ListElsewhereAsync(SfException first, List<AppFacts> apps, List<string> notRead, CancellationToken cancellation)
    {
        try
        {
            foreach (var app in await new ExternalAppReader(_api).ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                apps.Add(new AppFacts(app.Id ?? "", app.Label, AppComponents.External, null) { DeveloperName = app.DeveloperName });
            }

            return;
        }
        catch (MetadataClosedException closed)
        {
            notRead.Add($"The labels of external client apps were not read: {closed.Message}");
        }

        try
        {
            apps.AddRange((await _api.AppUsage.AppsAsync(cancellation).ConfigureAwait(false)).Select(a => new AppFacts(a.Id, a.DeveloperName, AppComponents.External, null) { DeveloperName = a.DeveloperName }));
        }
        catch (SfApiException e) when (e is not SfLimitException)
        {
            notRead.Clear();
            notRead.Add($"External client apps were not read: {first.Message} {e.Message}");
        }
    }

    private async Task<AppMetadata> MetadataAsync(IReadOnlyList<AppFacts> apps, CancellationToken cancellation)
    {
        var external = apps.Where(a => a.Kind == AppComponents.External && a.DeveloperName is not null).ToList();
        var connected = apps.Where(a => a.Kind == AppComponents.Connected).ToList();
        try
        {
            var ids = external.GroupBy(a => a.DeveloperName!, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First().Id, StringComparer.OrdinalIgnoreCase);
            var found = external.Count == 0 ? Array.Empty<ExternalApp>() : await new ExternalAppReader(_api).ReadAsync(ids.Keys.ToList(), ids, cancellation).ConfigureAwait(false);
            return new AppMetadata { External = found, Connected = await ConnectedAsync(connected, cancellation).ConfigureAwait(false) };
        }
        catch (MetadataClosedException e)
        {
            return new AppMetadata { NotRead = $"Flows, scopes and policies were not read. {e.Message} {e.Cure}".TrimEnd(), PermittedUsers = await ToolingAsync(external, cancellation).ConfigureAwait(false) };
        }
    }

    private async Task<IReadOnlyDictionary<string, XElement>> ConnectedAsync(IReadOnlyList<AppFacts> apps, CancellationToken cancellation)
    {
        var found = new Dictionary<string, XElement>(StringComparer.Ordinal);
        if (apps.Count > 0)
        {
            var listed = (await _api.Metadata.ListAsync(new[] { AppComponents.ConnectedMetadata }, cancellation).ConfigureAwait(false)).Where(l => l.Id is not null).ToList();
            var names = apps.Select(a => (a.Id, Name: listed.FirstOrDefault(l => AppComponents.SameId(l.Id!, a.Id))?.FullName)).Where(a => a.Name is not null).ToList();
            var components = await _api.Metadata.ReadAsync(AppComponents.ConnectedMetadata, names.Select(n => n.Name!).ToList(), cancellation).ConfigureAwait(false);
            foreach (var (id, name) in names)
            {
                if (components[name!] is { } component)
                {
                    found[id] = component;
                }
            }
        }

        return found;
    }

    /// <summary>Who may use external client apps, from Tooling, for those who may not use the Metadata API (field reports; facts §5.5). Nothing where the org does not show it.</summary>
    private async Task<IReadOnlyDictionary<string, string>> ToolingAsync(IReadOnlyList<AppFacts> apps, CancellationToken cancellation)
    {
        var path = SfUrls.ToolingQuery(_api.Connection.ApiVersion, "SELECT ExternalClientApplicationId, PermittedUsersPolicyType FROM ExtlClntAppOauthPlcyCnfg");
        try
        {
            var rows = apps.Count == 0 ? null : (await _api.Connection.SendAsync(SfRequest.Get(path), cancellation).ConfigureAwait(false)).Object(path)["records"];
            return (rows ?? new Newtonsoft.Json.Linq.JArray())
                .Select(r => (Id: apps.FirstOrDefault(a => AppComponents.SameId(a.Id, r.Text("ExternalClientApplicationId") ?? ""))?.Id, Type: r.Text("PermittedUsersPolicyType")))
                .Where(r => r.Id is not null && r.Type is not null)
                .GroupBy(r => r.Id!).ToDictionary(g => g.Key, g => g.First().Type!);
        }
        catch (SfApiException e) when (e is not SfLimitException)
        {
            // The reason why policies were not read is said already: this is a second way to one of them.
            return new Dictionary<string, string>();
        }
    }

    private async Task<AppAccessFacts> AccessAsync(IReadOnlyList<AppFacts> apps, CancellationToken cancellation)
    {
        var queries = Soql.WhereIn("SELECT SetupEntityId, Parent.Name, Parent.Type, Parent.Profile.Name FROM SetupEntityAccess", "SetupEntityId", apps.Select(a => a.Id).Where(i => i.Length > 0)).ToList();
        var outcomes = await new BatchApi(_api.Connection).TryQueryManyAsync(queries, cancellation).ConfigureAwait(false);
        return outcomes.FirstOrDefault(o => o.Error is not null)?.Error is { } error
            ? new AppAccessFacts { NotRead = $"Who is pre-authorised was not read: {error.Message}" }
            : new AppAccessFacts
            {
                // A group's own set only repeats what its sets hold.
                Rows = outcomes.SelectMany(o => o.Records).Where(r => (string?)r.SelectToken("Parent.Type") != "Group")
                    .Select(r => (AppId: r.Text("SetupEntityId") ?? "", Set: (string?)r.SelectToken("Parent.Name") ?? "", Profile: (string?)r.SelectToken("Parent.Profile.Name")))
                    .ToList(),
            };
    }
}
