using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Permission;

namespace SfIntegration.Scope.Drafting;

/// <summary>A permission set definition as grants to draft a scope from. Pure.</summary>
internal static class DefinitionDraft
{
    public static DraftInput Of(PermissionSetDefinition definition)
    {
        IReadOnlyList<string> Entities(string type, Func<string, bool>? only = null) => definition.SetupEntities
            .Where(e => e.EntityType == type && e.Name is not null && only?.Invoke(e.Name) != false).Select(e => e.Name!).ToList();
        bool IsType(string name) => name.EndsWith("__mdt", StringComparison.OrdinalIgnoreCase);
        return new DraftInput
        {
            Source = definition.Source,
            Purpose = definition.Description.Length > 0 ? definition.Description : definition.Label,
            License = definition.License,
            Objects = definition.Objects.Select(o => new DraftObject(o.SobjectType, o.Access)).ToList(),
            Fields = definition.Fields.Select(f => new DraftField(f.SobjectType, f.Field, (f.Access & FieldAccess.Edit) != 0)).ToList(),
            SystemPermissions = definition.SystemPermissions,
            ApexClasses = Entities("ApexClass"),
            CustomPermissions = Entities("CustomPermission"),
            Flows = Entities("FlowDefinition"),
            CustomSettings = Entities("CustomEntityDefinition", n => !IsType(n)),
            CustomMetadataTypes = Entities("CustomEntityDefinition", IsType),
            Tabs = definition.Tabs,
            RecordTypes = definition.RecordTypes ?? Array.Empty<RecordTypeGrant>(),
            Notes = Notes(definition).ToList(),
        };
    }

    private static IEnumerable<string> Notes(PermissionSetDefinition definition)
    {
        var scoped = new[] { "ApexClass", "CustomPermission", "FlowDefinition", "CustomEntityDefinition" };
        foreach (var type in definition.SetupEntities.Where(e => !scoped.Contains(e.EntityType, StringComparer.Ordinal)).GroupBy(e => e.EntityType, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            yield return $"Not drafted, because a scope holds none: {EntityNames.Words(type.Key)} {string.Join(", ", type.Select(e => e.Name ?? e.EntityId))}";
        }

        if (definition.RecordTypes is null)
        {
            yield return $"Record types were not read of {definition.Source}: they are not drafted";
        }

        if (definition.HasActivationRequired)
        {
            yield return "The set is activated per session; a generated set is always active";
        }

        foreach (var left in definition.LeftOut)
        {
            yield return $"Not drafted: {left}";
        }
    }
}
