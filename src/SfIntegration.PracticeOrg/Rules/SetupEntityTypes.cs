using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Rules;

/// <summary>SetupEntityAccess.SetupEntityType by the id's first three characters (OR:setupentityaccess, and the prefixes of the objects).</summary>
internal static class SetupEntityTypes
{
    private static readonly Dictionary<string, string> s_types = new(StringComparer.Ordinal)
    {
        ["01p"] = "ApexClass",
        ["066"] = "ApexPage",
        ["02u"] = "TabSet",
        ["0H4"] = "ConnectedApplication",
        ["0CP"] = "CustomPermission",
        ["01I"] = "CustomEntityDefinition",
        ["0pu"] = "ExternalCredentialParameter",
        ["300"] = "FlowDefinition",
        ["0D2"] = "OrgWideEmailAddress",
        ["0xI"] = "ExternalClientApplication",
        ["0QO"] = "StandardInvocableActionType",
        ["02t"] = "EmailRoutingAddress",
        ["0Mj"] = "MessagingChannel",
        ["0Xx"] = "BotDefinition",
        ["0XC"] = "ExternalDataSource",
        ["0XA"] = "NamedCredential",
        ["0DB"] = "Network",
        ["0N5"] = "ServicePresenceStatus",
    };

    /// <summary>The type of an id, or null where such ids cannot be granted.</summary>
    public static string? Of(string id) => s_types.TryGetValue(id.Substring(0, 3), out var type) ? type : null;
}
