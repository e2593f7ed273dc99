using System.Collections.Generic;
using SfIntegration.Plan;

namespace SfIntegration.Harden.Apps;

/// <summary>
/// The rows that pre-authorise a permission set for an external client app. Salesforce has a list in the app's policies; here each entry is a
/// row of its own, so that it is journalled, read back and undone like the others while the entries of other identities stay.
/// <see cref="AppAccessRowWriter"/> carries them out.
/// </summary>
internal static class AppAccessRows
{
    /// <summary>An entry of commaSeparatedPermissionSet.</summary>
    public const string ListEntry = "ExternalAppPermissionSet";

    /// <summary>A SetupEntityAccess row of an app whose id nobody knows before it is made.</summary>
    public const string AccessRow = "ExternalAppSetupEntityAccess";

    /// <summary>The part of a key that names the app.</summary>
    public const string AppKey = "App";

    /// <summary>The part of a key that names the set.</summary>
    public const string SetKey = "PermissionSet";

    /// <summary>True for a row that <see cref="AppAccessRowWriter"/> carries out.</summary>
    public static bool Is(string sobjectType) => sobjectType is ListEntry or AccessRow;

    /// <summary>The write that pre-authorises a set.</summary>
    /// <param name="developerName">The app.</param>
    /// <param name="isNew">The same plan makes it.</param>
    /// <param name="door">The set.</param>
    /// <param name="access">In the list, or by a row.</param>
    /// <param name="change">The change it carries out.</param>
    public static Write Open(string developerName, bool isNew, AppDoor door, AppAccess access, AccessChange change) => new()
    {
        Stage = WriteStage.AppAccess,
        Operation = WriteOperation.Create,
        SobjectType = access == AppAccess.Policy ? ListEntry : AccessRow,
        Values = new Dictionary<string, object?> { ["PermissionSetId"] = door.Id },
        Key = new NaturalKey((AppKey, developerName), (SetKey, door.PermissionSet)),
        Needs = isNew ? AppWrites.Made(developerName) : null,
        Changes = new[] { change },
    };
}
