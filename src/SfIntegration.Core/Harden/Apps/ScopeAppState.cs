using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Plan;
using SfIntegration.Rules;
using SfIntegration.Scope;

namespace SfIntegration.Harden.Apps;

/// <summary>
/// The external client apps that a scope names, as they stand in the org, as a plan needs them. Pure data. Connected apps are not among them:
/// what a plan needs of those is in <see cref="NamedThings.Apps"/>.
/// </summary>
internal sealed class ScopeAppState
{
    /// <summary>Nothing was asked for.</summary>
    public static readonly ScopeAppState None = new();

    /// <summary>Why they were not read, or null.</summary>
    public string? NotRead { get; init; }

    /// <summary>What would let them be read, where they were not.</summary>
    public string? Cure { get; init; }

    /// <summary>Those that are there, and any that has the developer name which one that is not there would get.</summary>
    public IReadOnlyList<ExternalApp> Apps { get; init; } = Array.Empty<ExternalApp>();

    /// <summary>What a plan rests on, in one line: somebody else's change in between changes it.</summary>
    public string Fingerprint
    {
        get
        {
            var text = new StringBuilder(NotRead);
            foreach (var app in Apps)
            {
                app.AppendTo(text);
            }

            return text.ToString();
        }
    }

    /// <summary>The apps of a name: a label or a developer name, in any case.</summary>
    public IEnumerable<ExternalApp> Named(string name) =>
        Apps.Where(a => string.Equals(a.Label, name, StringComparison.OrdinalIgnoreCase) || string.Equals(a.DeveloperName, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Reads the apps that the scope names. No metadata is asked for where it names none, or only connected apps that are there.
    /// </summary>
    public static Task<ScopeAppState> ReadAsync(OrgApi api, AccessScope scope, NamedThings names, CancellationToken cancellation)
    {
        var wanted = scope.Integrations.Where(i => i.App is not null).Select(i => i.App!.Name).Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(n => IsExternalOrMissing(n, names))
            .ToList();
        return ReadAsync(api, wanted, names.ExternalApps, cancellation);
    }

    /// <summary>Reads external client apps of these names.</summary>
    /// <param name="api">The org.</param>
    /// <param name="wanted">Labels or developer names.</param>
    /// <param name="known">What SOQL told of them; null where the org does not show these rows.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<ScopeAppState> ReadAsync(OrgApi api, IReadOnlyCollection<string> wanted, IReadOnlyList<AppFacts>? known, CancellationToken cancellation)
    {
        if (wanted.Count == 0)
        {
            return None;
        }

        var reader = new ExternalAppReader(api);
        try
        {
            if (known is null)
            {
                // An org may not show the rows (facts §5.5: the object is internal), while metadata lists all of them.
                var all = new ScopeAppState { Apps = await reader.ReadAllAsync(cancellation).ConfigureAwait(false) };
                var developerNames = wanted.Select(AppComponents.DeveloperName).ToList();
                return new ScopeAppState { Apps = wanted.Concat(developerNames).SelectMany(all.Named).Distinct().ToList() };
            }

            var ids = known.Where(k => k.DeveloperName is not null && wanted.Any(w => k.IsNamed(w) || k.IsNamed(AppComponents.DeveloperName(w)))).GroupBy(k => k.DeveloperName!, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First().Id, StringComparer.OrdinalIgnoreCase);
            var asked = ids.Keys.Concat(wanted.Select(AppComponents.DeveloperName)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            return new ScopeAppState { Apps = await reader.ReadAsync(asked, ids, cancellation).ConfigureAwait(false) };
        }
        catch (MetadataClosedException e)
        {
            return new ScopeAppState { NotRead = e.Message, Cure = e.Cure };
        }
    }

    private static bool IsExternalOrMissing(string name, NamedThings names) =>
        names.ExternalApps?.Any(a => a.IsNamed(name)) == true || !IsConnected(name, names);

    private static bool IsConnected(string name, NamedThings names) => names.Apps?.Any(a => a.Kind == AppComponents.Connected && a.IsNamed(name)) == true;
}
