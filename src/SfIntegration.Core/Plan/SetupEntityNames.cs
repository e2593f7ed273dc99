using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Plan;

/// <summary>What a scope's setup entities are in this org: Apex classes, custom permissions, and the pre-authorisation of an existing app.</summary>
internal static class SetupEntityNames
{
    /// <summary>The types a scope speaks for: what of them it does not name goes from its sets.</summary>
    public static readonly IReadOnlyCollection<string> Managed = new[] { "ApexClass", "CustomPermission", "ConnectedApplication", "ExternalClientApplication" };

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

        if (set.App is { } wanted && input.Names.Apps?.FirstOrDefault(a => string.Equals(a.Name, wanted.Name, StringComparison.OrdinalIgnoreCase)) is { } app)
        {
            yield return new DesiredEntity(app.Kind, app.Name, app.Id, wanted.Source);
        }
    }

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
