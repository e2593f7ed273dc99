using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Access;
using SfIntegration.Permission.Metadata;
using SfIntegration.Scope;
using SfIntegration.Scope.Drafting;

namespace SfIntegration.Permission;

/// <summary>A permission set or profile of an org, or of a snapshot, as a definition. Pure.</summary>
internal static class ContainerDefinition
{
    /// <param name="container">The set or the profile, as the data API tells of it.</param>
    /// <param name="snapshot">Where its licence is found.</param>
    /// <param name="org">The org it comes from.</param>
    /// <param name="components">What the Metadata API says of it.</param>
    public static PermissionSetDefinition Of(Container container, AccessSnapshot snapshot, SfOrg org, ContainerComponents components)
    {
        var isProfile = container.Kind == ContainerKind.Profile;
        var component = components.ById.TryGetValue(container.Id, out var found) ? found : null;
        var left = new List<DefinitionLeftover>();
        var names = new MetadataText(null, null);
        return new PermissionSetDefinition
        {
            Org = org,
            PermissionSet = isProfile ? DefinitionNames.FromProfile(container.Name) ?? "" : container.Name,
            Label = DefinitionNames.Label(container.Label),
            Description = isProfile ? DefinitionNames.Description($"Converted from the profile {container.Name}.") : container.Description ?? "",
            License = isProfile ? null : License(container.LicenseId, snapshot, left),
            HasActivationRequired = container.HasActivationRequired,
            Source = $"{(isProfile ? "profile" : container.Kind == ContainerKind.Group ? "permission set group" : "permission set")} {container.Name}",
            Objects = container.Objects.Where(o => o.Access != ObjectAccess.None).Select(o => o with { RowId = null }).OrderBy(o => o.SobjectType, StringComparer.OrdinalIgnoreCase).ToList(),
            Fields = container.Fields.Where(f => f.Access != FieldAccess.None).Select(f => f with { RowId = null })
                .OrderBy(f => f.SobjectType, StringComparer.OrdinalIgnoreCase).ThenBy(f => f.Field, StringComparer.OrdinalIgnoreCase).ToList(),
            SystemPermissions = container.SystemPermissions.OrderBy(p => p, StringComparer.OrdinalIgnoreCase).ToList(),
            SetupEntities = Entities(container, component, names, left),
            Tabs = container.Tabs.Select(t => t with { RowId = null }).OrderBy(t => t.Name, StringComparer.OrdinalIgnoreCase).ToList(),
            RecordTypes = RecordTypes(container, component, components.NotRead, left),
            LeftOut = left.Concat(component is null ? Array.Empty<DefinitionLeftover>() : ComponentLeftovers.Of(component, isProfile, names)).ToList(),
        };
    }

    private static string? License(string? id, AccessSnapshot snapshot, List<DefinitionLeftover> left)
    {
        if (id is null)
        {
            return null;
        }

        var name = snapshot.PermissionSetLicenses.FirstOrDefault(l => l.Id == id)?.DeveloperName ?? snapshot.UserLicenses.FirstOrDefault(l => l.Id == id)?.Name;
        if (name is null)
        {
            left.Add(new DefinitionLeftover("licence", id, "The licence it is bound to could not be read; name one with -License."));
        }

        return name;
    }

    /// <summary>Entities by name. Where no query gives a name, metadata does: it knows no ids, so it speaks for all of that type.</summary>
    private static IReadOnlyList<SetupEntityGrant> Entities(Container container, XElement? component, MetadataText names, List<DefinitionLeftover> left)
    {
        var entities = new List<SetupEntityGrant>();
        var told = component is null ? Array.Empty<SetupEntityGrant>() : DefinitionReader.Entities(component, names);
        foreach (var type in container.SetupEntities.GroupBy(e => e.EntityType, StringComparer.Ordinal))
        {
            entities.AddRange(type.Where(e => e.Name is not null).Select(e => e with { RowId = null }));
            var nameless = type.Where(e => e.Name is null).ToList();
            var fromMetadata = told.Where(t => t.EntityType == type.Key && !entities.Any(e => e.EntityType == t.EntityType && string.Equals(e.Name, t.Name, StringComparison.OrdinalIgnoreCase))).ToList();
            if (nameless.Count > 0 && fromMetadata.Count == nameless.Count)
            {
                entities.AddRange(fromMetadata);
                continue;
            }

            left.AddRange(nameless.Select(e => new DefinitionLeftover(EntityNames.Words(e.EntityType), e.EntityId, "Its name could not be read, and its id means nothing in another org.")));
        }

        return entities.OrderBy(e => e.EntityType, StringComparer.Ordinal).ThenBy(e => e.Name, StringComparer.OrdinalIgnoreCase).ToList();
    }

    private static IReadOnlyList<RecordTypeGrant>? RecordTypes(Container container, XElement? component, string? notRead, List<DefinitionLeftover> left)
    {
        var found = component is null ? container.RecordTypes : RecordTypeVisibilities.Of(component);
        if (found is null)
        {
            left.Add(new DefinitionLeftover("record types", "", "They were not read. " + (notRead ?? "Only the Metadata API tells of them.")));
        }

        return found;
    }
}
