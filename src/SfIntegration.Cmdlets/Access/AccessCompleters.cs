using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Cmdlets.Base;

namespace SfIntegration.Cmdlets.Access;

/// <summary>Completion from the snapshot where one is given, else from the org.</summary>
public abstract class AccessCompleter : OrgBackedCompleter
{
    private const int Most = 200;

    internal override IEnumerable<(string Value, string Tip)> Candidates(IDictionary bound, string word) =>
        bound["Snapshot"] is AccessSnapshot snapshot
            ? InSnapshot(snapshot, bound).Distinct(StringComparer.OrdinalIgnoreCase).Where(n => n.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Take(Most).Select(n => (n, ""))
            : base.Candidates(bound, word);

    internal abstract IEnumerable<string> InSnapshot(AccessSnapshot snapshot, IDictionary bound);
}

/// <summary>Objects.</summary>
public sealed class AccessObjectCompleter : AccessCompleter
{
    internal override IEnumerable<string> InSnapshot(AccessSnapshot snapshot, IDictionary bound) => snapshot.Containers.SelectMany(c => c.Objects).Select(o => o.SobjectType);

    internal override async Task<IReadOnlyList<(string Value, string Tip)>> AskAsync(OrgApi api, IDictionary bound, string word, CancellationToken cancellation) =>
        (await api.Describe.GlobalAsync(cancellation).ConfigureAwait(false)).Select(o => ((string)o["name"]!, (string?)o["label"] ?? "")).ToList();
}

/// <summary>Fields of the object that -SobjectType names.</summary>
public sealed class AccessFieldCompleter : AccessCompleter
{
    internal override IEnumerable<string> InSnapshot(AccessSnapshot snapshot, IDictionary bound) => bound["SobjectType"] is { } named && Text(named) is { } name
        ? snapshot.Containers.SelectMany(c => c.Fields).Where(f => string.Equals(f.SobjectType, name, StringComparison.OrdinalIgnoreCase)).Select(f => f.Field)
        : Array.Empty<string>();

    internal override async Task<IReadOnlyList<(string Value, string Tip)>> AskAsync(OrgApi api, IDictionary bound, string word, CancellationToken cancellation)
    {
        if (bound["SobjectType"] is not { } named || Text(named) is not { } name)
        {
            return Array.Empty<(string, string)>();
        }

        var describe = await api.Describe.ObjectAsync(name, cancellation).ConfigureAwait(false);
        return describe["fields"]!.Select(f => ((string)f["name"]!, (string?)f["label"] ?? "")).ToList();
    }

    private static string? Text(object named) => named as string ?? (named as IEnumerable)?.Cast<object>().FirstOrDefault()?.ToString();
}

/// <summary>System permissions, by API name.</summary>
public sealed class SystemPermissionCompleter : AccessCompleter
{
    private const string Prefix = "Permissions";

    internal override IEnumerable<string> InSnapshot(AccessSnapshot snapshot, IDictionary bound) => snapshot.Containers.SelectMany(c => c.SystemPermissions);

    internal override async Task<IReadOnlyList<(string Value, string Tip)>> AskAsync(OrgApi api, IDictionary bound, string word, CancellationToken cancellation) =>
        (await api.Describe.ObjectAsync("PermissionSet", cancellation).ConfigureAwait(false))["fields"]!
        .Where(f => ((string?)f["name"] ?? "").StartsWith(Prefix, StringComparison.Ordinal))
        .Select(f => (((string)f["name"]!).Substring(Prefix.Length), (string?)f["label"] ?? "")).ToList();
}

/// <summary>Apex classes, pages, custom permissions and apps that somebody is let into; which of them the parameter's name says.</summary>
public abstract class SetupEntityCompleter : AccessCompleter
{
    internal abstract AccessKind Kind { get; }

    internal override IEnumerable<string> InSnapshot(AccessSnapshot snapshot, IDictionary bound) => snapshot.Containers.SelectMany(c => c.SetupEntities)
        .Where(e => SetupEntityKinds.Of(e.EntityType) == Kind).Select(e => e.Name).OfType<string>();

    internal override async Task<IReadOnlyList<(string Value, string Tip)>> AskAsync(OrgApi api, IDictionary bound, string word, CancellationToken cancellation) =>
        (await new AccessQuestionReader(api).NamesAsync(Kind, cancellation).ConfigureAwait(false)).Select(n => (n, "")).ToList();
}

/// <summary>Apex classes.</summary>
public sealed class ApexClassCompleter : SetupEntityCompleter
{
    internal override AccessKind Kind => AccessKind.ApexClass;
}

/// <summary>Visualforce pages.</summary>
public sealed class PageCompleter : SetupEntityCompleter
{
    internal override AccessKind Kind => AccessKind.Page;
}

/// <summary>Custom permissions.</summary>
public sealed class CustomPermissionCompleter : SetupEntityCompleter
{
    internal override AccessKind Kind => AccessKind.CustomPermission;
}

/// <summary>Apps of every kind.</summary>
public sealed class AppCompleter : SetupEntityCompleter
{
    internal override AccessKind Kind => AccessKind.App;
}
