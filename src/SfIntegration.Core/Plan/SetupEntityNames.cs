using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Harden.Apps;

namespace SfIntegration.Plan;

/// <summary>What a scope's setup entities are in this org: Apex classes, custom permissions, and the pre-authorisation of an existing app.</summary>
internal static class SetupEntityNames
{
    private static readonly string[] s_managed = { "ApexClass", "CustomPermission", AppComponents.Connected, AppComponents.External };

    /// <summary>
    /// The types a scope speaks for: what of them it does not name goes from its sets. Rows of external client apps stay where the set's app is not
    /// known to be another one: the org does not show which they are.
    /// </summary>
    public static IReadOnlyCollection<string> Managed(DesiredSet set, PlanInput input) =>
        set.App is null || input.Names.ExternalApps is not null || input.State.Apps.NotRead is null ? s_managed : s_managed.Where(t => t != AppComponents.External).ToList();

    public static IEnumerable<DesiredEntity> Resolve(DesiredSet set, PlanInput input, PlanBuilder builder)
    {
        foreach (var item in set.ApexClasses)
        {
            if (Find(input.Names.ApexClasses, item, "Apex class", builder) is { } id)
            {
                yield return new DesiredEntity("ApexClass", item.Name, id, item.Source);
            }
        }

        foreach (var item in set.CustomPermissions)
        {
            if (Find(input.Names.CustomPermissions, item, "custom permission", builder) is { } id)
            {
                yield return new DesiredEntity("CustomPermission", item.Name, id, item.Source);
            }
        }

        if (set.App is not { } wanted)
        {
            yield break;
        }

        if (input.Names.Apps?.FirstOrDefault(a => a.Kind == AppComponents.Connected && a.IsNamed(wanted.Name)) is { } app)
        {
            yield return new DesiredEntity(app.Kind, app.Name, app.Id, wanted.Source);
        }

        // A row of an external client app is kept where it is there; pre-authorising one is planned with the app.
        foreach (var row in Rows(set, input).Where(r => External(wanted.Name, input).Any(a => AppComponents.SameId(a, r.EntityId))))
        {
            yield return new DesiredEntity(row.EntityType, wanted.Name, row.EntityId, wanted.Source);
        }
    }

    private static IReadOnlyList<SetupEntityGrant> Rows(DesiredSet set, PlanInput input) =>
        input.Snapshot.Containers.FirstOrDefault(c => c.Kind == ContainerKind.PermissionSet && string.Equals(c.Name, set.Name, StringComparison.OrdinalIgnoreCase))?.SetupEntities
        ?? Array.Empty<SetupEntityGrant>();

    private static IEnumerable<string> External(string name, PlanInput input) =>
        (input.Names.ExternalApps ?? Array.Empty<Rules.AppFacts>()).Where(a => a.IsNamed(name)).Select(a => a.Id)
            .Concat(input.State.Apps.Named(name).Select(a => a.Id ?? ""));

    private static string? Find(IReadOnlyDictionary<string, string> known, DesiredName item, string what, PlanBuilder builder)
    {
        if (known.TryGetValue(item.Name, out var id))
        {
            return id;
        }

        builder.Stop("UnknownSetupEntity", item.Name, $"This org has no {what} '{item.Name}'.", "Correct the name, or deploy it first.", item.Source);
        return null;
    }
}
