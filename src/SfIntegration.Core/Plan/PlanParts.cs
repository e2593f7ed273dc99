using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Plan;

/// <summary>A plan in the parts a person is asked about: profile, user, each permission set, the assignments, each app.</summary>
internal static class PlanParts
{
    /// <summary>"permission set 'Integ_Order_Sync'" and "Create, 4 objects, 120 fields, 2 system permissions".</summary>
    public static IEnumerable<(string Target, string Action)> Of(AccessPlan plan) => Of(plan.Changes);

    public static IEnumerable<(string Target, string Action)> Of(IEnumerable<AccessChange> changes)
    {
        foreach (var part in changes.Where(c => c.Kind != ChangeKind.NotApplied).GroupBy(Part))
        {
            yield return (part.Key, Words(part.ToList()));
        }
    }

    /// <summary>What the container of a change of this kind is: "profile", "app" or "permission set".</summary>
    public static string ContainerWord(ChangeKind kind) => kind switch
    {
        ChangeKind.CreateProfile or ChangeKind.UpdateProfile or ChangeKind.SetAddressRanges or ChangeKind.SetLoginHours or ChangeKind.SetPasswordPolicy => "profile",
        ChangeKind.CreateApp or ChangeKind.UpdateApp or ChangeKind.PreauthorizeApp => "app",
        _ => "permission set",
    };

    private static string Part(AccessChange change) => change.Kind switch
    {
        ChangeKind.CreateUser or ChangeKind.UpdateUser => "user '" + change.Target.Split(' ')[0] + "'",
        ChangeKind.Assign or ChangeKind.ChangeExpiry or ChangeKind.Unassign or ChangeKind.AssignPermissionSetLicense or ChangeKind.UnassignPermissionSetLicense => "assignments",
        _ => $"{ContainerWord(change.Kind)} '{change.Container}'",
    };

    private static string Words(List<AccessChange> changes)
    {
        var words = new List<string>();
        void Count(string verb, string noun, params ChangeKind[] kinds)
        {
            var count = changes.Count(c => kinds.Contains(c.Kind));
            if (count > 0)
            {
                words.Add(noun.Length == 0 ? verb : $"{verb} {count} {(count == 1 ? noun : Plural(noun))}");
            }
        }

        Count("Create", "", ChangeKind.CreateUser, ChangeKind.CreatePermissionSet, ChangeKind.CreateProfile, ChangeKind.CreateApp);
        Count("Change", "value", ChangeKind.UpdateUser, ChangeKind.UpdatePermissionSet, ChangeKind.UpdateProfile, ChangeKind.UpdateApp);
        Count("Pre-authorise", "permission set", ChangeKind.PreauthorizeApp);
        Count("Tighten the password policy", "", ChangeKind.SetPasswordPolicy);
        Count("Restrict to address ranges", "", ChangeKind.SetAddressRanges);
        Count("Restrict to hours", "", ChangeKind.SetLoginHours);
        Count("grant", "object", ChangeKind.GrantObject);
        Count("grant", "field", ChangeKind.GrantField);
        Count("grant", "system permission", ChangeKind.GrantSystemPermission);
        Count("open", "setup entity", ChangeKind.GrantSetupEntity);
        Count("show", "tab", ChangeKind.GrantTab);
        Count("open", "record type", ChangeKind.GrantRecordType);
        Count("revoke", "object", ChangeKind.RevokeObject);
        Count("revoke", "field", ChangeKind.RevokeField);
        Count("revoke", "system permission", ChangeKind.RevokeSystemPermission);
        Count("close", "setup entity", ChangeKind.RevokeSetupEntity);
        Count("hide", "tab", ChangeKind.RevokeTab);
        Count("close", "record type", ChangeKind.RevokeRecordType);
        Count("Assign", "licence", ChangeKind.AssignPermissionSetLicense);
        Count("Assign", "permission set", ChangeKind.Assign);
        Count("Change", "expiry", ChangeKind.ChangeExpiry);
        Count("Unassign", "permission set", ChangeKind.Unassign);
        Count("Unassign", "licence", ChangeKind.UnassignPermissionSetLicense);
        return string.Join(", ", words);
    }

    private static string Plural(string noun) =>
        noun.EndsWith("y", System.StringComparison.Ordinal) ? noun.Substring(0, noun.Length - 1) + "ies" : noun + "s";
}
