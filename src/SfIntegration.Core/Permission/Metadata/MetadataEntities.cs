using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Permission.Metadata;

/// <summary>One list of a permission set file whose rows open setup entities.</summary>
/// <param name="Rows">The list's element: "classAccesses".</param>
/// <param name="Name">The element with the entity's name: "apexClass".</param>
/// <param name="Flag">The element that says whether the row gives anything: "enabled".</param>
/// <param name="EntityType">SetupEntityAccess.SetupEntityType.</param>
internal sealed record MetadataEntityList(string Rows, string Name, string Flag, string EntityType);

/// <summary>Which list of a permission set or profile file stands for which type of setup entity (MD:permissionset, WSDL v47, facts §3.3 and §5.2).</summary>
internal static class MetadataEntities
{
    /// <summary>SetupEntityAccess has one type for custom settings and custom metadata types; files have a list for each.</summary>
    private const string CustomType = "CustomEntityDefinition";

    public static readonly IReadOnlyList<MetadataEntityList> All = new[]
    {
        new MetadataEntityList("agentAccesses", "agentName", "enabled", "BotDefinition"),
        new MetadataEntityList("applicationVisibilities", "application", "visible", "TabSet"),
        new MetadataEntityList("classAccesses", "apexClass", "enabled", "ApexClass"),
        new MetadataEntityList("customMetadataTypeAccesses", "name", "enabled", CustomType),
        new MetadataEntityList("customPermissions", "name", "enabled", "CustomPermission"),
        new MetadataEntityList("customSettingAccesses", "name", "enabled", CustomType),
        new MetadataEntityList("emailRoutingAddressAccesses", "name", "enabled", "EmailRoutingAddress"),
        new MetadataEntityList("externalCredentialPrincipalAccesses", "externalCredentialPrincipal", "enabled", "ExternalCredentialParameter"),
        new MetadataEntityList("externalDataSourceAccesses", "externalDataSource", "enabled", "ExternalDataSource"),
        new MetadataEntityList("flowAccesses", "flow", "enabled", "FlowDefinition"),
        new MetadataEntityList("pageAccesses", "apexPage", "enabled", "ApexPage"),
        new MetadataEntityList("servicePresenceStatusAccesses", "servicePresenceStatus", "enabled", "ServicePresenceStatus"),
    };

    /// <summary>The list an entity is written to; null for a type that files have no list for.</summary>
    public static MetadataEntityList? For(string entityType, string name) => entityType == CustomType
        ? All.First(l => l.Rows == (name.EndsWith("__mdt", StringComparison.OrdinalIgnoreCase) ? "customMetadataTypeAccesses" : "customSettingAccesses"))
        : All.FirstOrDefault(l => l.EntityType == entityType);
}
