using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Http;

namespace SfIntegration.Permission;

/// <summary>Setup entities by name: their ids differ between orgs, their names do not. Pure.</summary>
internal static class EntityNames
{
    private static readonly Dictionary<string, (string Words, string SobjectType, string NameField, bool HasNamespace)> s_types = new(StringComparer.Ordinal)
    {
        ["ApexClass"] = ("Apex class", "ApexClass", "Name", true),
        ["ApexPage"] = ("Visualforce page", "ApexPage", "Name", true),
        ["ConnectedApplication"] = ("connected app", "ConnectedApplication", "Name", false),
        ["CustomPermission"] = ("custom permission", "CustomPermission", "DeveloperName", true),
        ["ExternalClientApplication"] = ("external client app", "ExternalClientApplication", "DeveloperName", false),
        ["ExternalDataSource"] = ("external data source", "ExternalDataSource", "DeveloperName", true),
        ["NamedCredential"] = ("named credential", "NamedCredential", "DeveloperName", true),

        // Apps of the app menu have no object of their own in the data API; the menu's items name them (OR:appmenuitem).
        ["TabSet"] = ("app", "AppMenuItem", "Name", true),
    };

    /// <summary>Types that no query of the data API gives names for.</summary>
    private static readonly Dictionary<string, string> s_nameless = new(StringComparer.Ordinal)
    {
        ["BotDefinition"] = "agent",
        ["CustomEntityDefinition"] = "custom setting or metadata type",
        ["EmailRoutingAddress"] = "e-mail routing address",
        ["ExternalCredentialParameter"] = "external credential principal",
        ["FlowDefinition"] = "flow",
        ["MessagingChannel"] = "messaging channel",
        ["OrgWideEmailAddress"] = "org-wide e-mail address",
        ["ServicePresenceStatus"] = "service presence status",
    };

    /// <summary>What people call a type: "Apex class".</summary>
    public static string Words(string entityType) => s_types.TryGetValue(entityType, out var known) ? known.Words : s_nameless.TryGetValue(entityType, out var words) ? words : entityType;

    /// <summary>True for a type whose names a query gives.</summary>
    public static bool CanLookUp(string entityType) => s_types.ContainsKey(entityType);

    /// <summary>One text for type and name, in one case.</summary>
    public static string Key(string entityType, string name) => entityType + "\n" + name.ToUpperInvariant();

    /// <summary>The queries that find entities of one type by name, with or without their namespace.</summary>
    public static IEnumerable<string> Queries(string entityType, IEnumerable<string> names)
    {
        var (_, sobjectType, nameField, hasNamespace) = s_types[entityType];
        var list = names.ToList();
        var bare = hasNamespace
            ? list.Concat(list.Where(n => n.IndexOf("__", StringComparison.Ordinal) > 0).Select(n => n.Substring(n.IndexOf("__", StringComparison.Ordinal) + 2)))
            : list;
        var id = entityType == "TabSet" ? "ApplicationId" : "Id";
        return Soql.WhereIn($"SELECT {id}, {nameField}{(hasNamespace ? ", NamespacePrefix" : "")} FROM {sobjectType}", nameField, bare.Distinct(StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Name and id of a row that <see cref="Queries"/> gave.</summary>
    public static (string Name, string Id) Read(string entityType, JObject row) => (
        ContainerDraft.WithNamespace(row.Text("NamespacePrefix"), row.Text(s_types[entityType].NameField) ?? ""),
        row.Text(entityType == "TabSet" ? "ApplicationId" : "Id") ?? "");
}
