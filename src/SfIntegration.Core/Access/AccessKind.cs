using System.Collections.Generic;

namespace SfIntegration.Access;

/// <summary>What sort of thing access is to.</summary>
public enum AccessKind
{
    /// <summary>The records of an object.</summary>
    Object,

    /// <summary>A field.</summary>
    Field,

    /// <summary>A system permission.</summary>
    SystemPermission,

    /// <summary>An Apex class.</summary>
    ApexClass,

    /// <summary>A Visualforce page.</summary>
    Page,

    /// <summary>A custom permission.</summary>
    CustomPermission,

    /// <summary>An app: a tab set, a connected app or an external client app.</summary>
    App,

    /// <summary>A tab.</summary>
    Tab,

    /// <summary>A record type.</summary>
    RecordType,

    /// <summary>Any other setup entity: a flow, a custom setting, a named credential ...</summary>
    SetupEntity,
}

/// <summary>How SetupEntityAccess.SetupEntityType (facts 3.3) and the kinds of access go together.</summary>
internal static class SetupEntityKinds
{
    /// <summary>The setup entity types of each kind that has types of its own.</summary>
    public static readonly IReadOnlyDictionary<AccessKind, IReadOnlyList<string>> Types = new Dictionary<AccessKind, IReadOnlyList<string>>
    {
        [AccessKind.ApexClass] = new[] { "ApexClass" },
        [AccessKind.Page] = new[] { "ApexPage" },
        [AccessKind.CustomPermission] = new[] { "CustomPermission" },
        [AccessKind.App] = new[] { "TabSet", "ConnectedApplication", "ExternalClientApplication", "ServiceProvider" },
    };

    public static AccessKind Of(string entityType)
    {
        foreach (var pair in Types)
        {
            foreach (var type in pair.Value)
            {
                if (string.Equals(type, entityType, System.StringComparison.OrdinalIgnoreCase))
                {
                    return pair.Key;
                }
            }
        }

        return AccessKind.SetupEntity;
    }
}
