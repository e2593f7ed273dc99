using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Http;

namespace SfIntegration.Permission;

/// <summary>Permission sets and profiles as definitions, and the names that are not there.</summary>
internal sealed record FoundDefinitions(IReadOnlyList<PermissionSetDefinition> Definitions, IReadOnlyList<string> Missing, IReadOnlyList<string> Groups, AccessSnapshot Snapshot);

/// <summary>Reads permission sets and profiles of an org or of a snapshot into definitions. The I/O of conversion, copy and export.</summary>
internal sealed class DefinitionSource
{
    private static readonly char[] s_wildcards = { '*', '?' };

    /// <summary>What a definition consists of. A definition that lacks what nobody could see would take it away where a set is made equal to it.</summary>
    private static readonly string[] s_contents = { "Permission sets", "System permissions", "Object permissions", "Field permissions", "Tabs", "Setup entity access" };

    private readonly IAccessSource _source;
    private readonly OrgApi? _api;

    /// <param name="source">Where access is read.</param>
    /// <param name="api">The org behind it; null offline.</param>
    public DefinitionSource(IAccessSource source, OrgApi? api)
    {
        _source = source;
        _api = api;
    }

    /// <summary>Permission sets by name; * and ? stand for what they always stand for. Groups are named apart: they hold what their sets hold.</summary>
    public async Task<FoundDefinitions> SetsAsync(IReadOnlyCollection<string> names, CancellationToken cancellation)
    {
        var wanted = await NamesAsync(names, ContainerKind.PermissionSet, cancellation).ConfigureAwait(false);
        return await ReadAsync(wanted, ContainerKind.PermissionSet, cancellation).ConfigureAwait(false);
    }

    /// <summary>Profiles by name, made into what a permission set can hold.</summary>
    public async Task<FoundDefinitions> ProfilesAsync(IReadOnlyCollection<string> names, CancellationToken cancellation)
    {
        var wanted = await NamesAsync(names, ContainerKind.Profile, cancellation).ConfigureAwait(false);
        var found = await ReadAsync(wanted, ContainerKind.Profile, cancellation).ConfigureAwait(false);
        var schema = _source.Schema is { } reader ? await reader.ReadAsync(Array.Empty<string>(), cancellation).ConfigureAwait(false) : null;
        var only = await ProfileOnlyAsync(found, cancellation).ConfigureAwait(false);
        return found with
        {
            Definitions = found.Definitions.Select(d => DefinitionLimits.Within(d, schema, only.TryGetValue(d.Source, out var names) ? names : Array.Empty<string>())).ToList(),
        };
    }

    /// <summary>Groups by name, each as one set that holds what the group gives, its muting applied.</summary>
    public Task<FoundDefinitions> GroupsAsync(IReadOnlyCollection<string> names, CancellationToken cancellation) =>
        ReadAsync(names.Distinct(StringComparer.OrdinalIgnoreCase).ToList(), ContainerKind.Group, cancellation);

    private async Task<FoundDefinitions> ReadAsync(IReadOnlyList<string> names, ContainerKind kind, CancellationToken cancellation)
    {
        if (names.Count == 0)
        {
            return new FoundDefinitions(Array.Empty<PermissionSetDefinition>(), names, Array.Empty<string>(), new AccessSnapshot());
        }

        var snapshot = await _source.OfContainersAsync(names, cancellation).ConfigureAwait(false);
        var unread = snapshot.NotRead.Where(n => s_contents.Any(c => n.StartsWith(c + ":", StringComparison.Ordinal))).ToList();
        if (unread.Count > 0)
        {
            throw new SfApiException($"What these sets hold could not be read whole: {string.Join(" | ", unread)}", "Sign in as a user who holds View Setup and Configuration.");
        }

        var containers = new List<Container>();
        var missing = new List<string>();
        var groups = new List<string>();
        foreach (var name in names)
        {
            bool Is(Container c, ContainerKind of) => c.Kind == of && string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase);
            if (snapshot.Containers.FirstOrDefault(c => Is(c, kind)) is { } container)
            {
                containers.Add(container);
            }
            else
            {
                (snapshot.Groups.Any(g => kind == ContainerKind.PermissionSet && string.Equals(g.Name, name, StringComparison.OrdinalIgnoreCase)) ? groups : missing).Add(name);
            }
        }

        var components = _api is null
            ? new ContainerComponents(new Dictionary<string, System.Xml.Linq.XElement>(), "The snapshot does not hold them.")
            : await new ContainerMetadata(_api).ReadAsync(containers, cancellation).ConfigureAwait(false);
        return new FoundDefinitions(containers.Select(c => ContainerDefinition.Of(c, snapshot, _source.Org, components)).ToList(), missing, groups, snapshot);
    }

    /// <summary>System permissions that profiles have on top of those that sets can hold: columns of Profile that PermissionSet lacks.</summary>
    private async Task<IReadOnlyDictionary<string, IReadOnlyCollection<string>>> ProfileOnlyAsync(FoundDefinitions found, CancellationToken cancellation)
    {
        var only = new Dictionary<string, IReadOnlyCollection<string>>(StringComparer.Ordinal);
        if (_api is null || found.Definitions.Count == 0)
        {
            return only;
        }

        var describes = await _api.Describe.ObjectsAsync(new[] { "Profile", "PermissionSet" }, cancellation).ConfigureAwait(false);
        var columns = DescribeFacts.Columns(describes["Profile"], "Permissions").Except(DescribeFacts.Columns(describes["PermissionSet"], "Permissions"), StringComparer.OrdinalIgnoreCase).ToList();
        if (columns.Count == 0)
        {
            return only;
        }

        var sources = found.Definitions.Select(d => d.Source).ToList();
        var held = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var soql in Soql.Select(columns.Prepend("Name").ToList(), "Profile"))
        {
            foreach (var row in await _api.Query.QueryAllPagesAsync(soql, cancellation).ConfigureAwait(false))
            {
                var source = "profile " + row.Text("Name");
                if (sources.Contains(source, StringComparer.Ordinal))
                {
                    held[source] = held.TryGetValue(source, out var known) ? known : known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
                    known.UnionWith(columns.Where(c => row.Flag(c)).Select(c => c.Substring("Permissions".Length)));
                }
            }
        }

        foreach (var pair in held)
        {
            only[pair.Key] = pair.Value;
        }

        return only;
    }

    private async Task<IReadOnlyList<string>> NamesAsync(IReadOnlyCollection<string> names, ContainerKind kind, CancellationToken cancellation)
    {
        var distinct = names.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (distinct.All(n => n.IndexOfAny(s_wildcards) < 0))
        {
            return distinct;
        }

        var known = _api is null
            ? (await _source.WholeOrgAsync(null, cancellation).ConfigureAwait(false)).Containers.Where(c => c.Kind == kind).Select(c => c.Name)
            : (await _api.Query.QueryAllPagesAsync(
                kind == ContainerKind.Profile ? "SELECT Name FROM Profile" : "SELECT Name, NamespacePrefix FROM PermissionSet WHERE IsOwnedByProfile = false AND PermissionSetGroupId = null", cancellation).ConfigureAwait(false))
                .Select(r => ContainerDraft.WithNamespace(r.Text("NamespacePrefix"), r.Text("Name") ?? ""));
        var all = known.OrderBy(n => n, StringComparer.OrdinalIgnoreCase).ToList();
        return distinct.SelectMany(n => n.IndexOfAny(s_wildcards) < 0 ? new[] { n } : all.Where(new NamePattern(n).Matches)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
    }
}
