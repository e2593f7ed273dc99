using SfIntegration.Plan;

namespace SfIntegration.Access;

/// <summary>Which objects take ObjectPermissions rows, and why the others do not (the picklist ObjectPermissions.SobjectType). Pure.</summary>
internal static class GrantableObjects
{
    /// <summary>Why an object takes no grant, or null where it takes one.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="sobjectType">The object.</param>
    /// <param name="exists">True where the caller sees the object.</param>
    public static (string Code, string Reason, string Cure)? WhyNot(SchemaFacts schema, string sobjectType, bool exists)
    {
        if (schema.PermissionableObjects.Count == 0 ? exists : schema.PermissionableObjects.Contains(sobjectType))
        {
            return null;
        }

        if (ObjectsWithoutRows.Find(sobjectType) is { } opener)
        {
            return ("ObjectTakesNoRow", $"It takes no object permission: {OpenedBy(opener)} opens it.", Cure(opener));
        }

        return exists
            ? ("ObjectNotGrantable", "Salesforce takes no object permission for it in this org.", "Leave it out.")
            : ("ObjectNotFound", $"This org has no object '{sobjectType}', or the caller cannot see it.", "Check its API name (__c for custom objects), deploy it, or enable its feature.");
    }

    private static string Cure(ObjectWithoutRow opener) =>
        opener.Parent is { } parent ? $"Leave it out, and grant access to {parent}."
        : (opener.Write ?? opener.Read) is { } permission ? $"Leave it out, and grant {permission} (Grant-SfSystemPermission)." : "Leave it out.";

    /// <summary>"access to Opportunity", "the system permission EditTask", "signing in".</summary>
    public static string OpenedBy(ObjectWithoutRow opener) =>
        opener.Parent is { } parent ? $"access to {parent}" : (opener.Write ?? opener.Read) is { } permission ? $"the system permission {permission}" : "signing in";
}
