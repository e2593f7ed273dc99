using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>
/// A session-based permission set, or group, that is switched on in one session (OR:sessionpermsetactivation): it counts in that
/// session, and ends with it. That only a set which asks for activation and is assigned to the session's user can be switched on
/// is how the set-up pages behave; the object's own page does not say it.
/// </summary>
internal sealed class SessionActivationRules : ObjectRules
{
    private const string Name = "SessionPermSetActivation";

    public override string Type => Name;

    public override IReadOnlyList<string>? Required { get; } = new[] { "AuthSessionId" };

    /// <summary>What is switched on in a session of a user: ids of sets and groups.</summary>
    public static ISet<string> ActiveIn(OrgStore store, string userId, string? authSessionId) => new HashSet<string>(
        authSessionId is null ? Enumerable.Empty<string>() : store.Rows(Name, "AuthSessionId", authSessionId)
            .Where(a => a.Text("UserId") == userId)
            .SelectMany(a => new[] { a.Text("PermissionSetId"), a.Text("PermissionSetGroupId") })
            .OfType<string>());

    /// <summary>Takes away what was switched on in a session that is over.</summary>
    public static void End(OrgStore store, string authSessionId)
    {
        foreach (var row in store.Rows(Name, "AuthSessionId", authSessionId).ToList())
        {
            store.Remove(row);
        }
    }

    public override void BeforeInsert(Write write)
    {
        var store = write.Engine.Store;
        var row = write.Row;
        var userId = store.Find("AuthSession", row.Text("AuthSessionId"))!.Text("UsersId");
        if (row.Text("UserId") is { } given && given != userId)
        {
            throw Faults.Integrity("The session belongs to another user", "UserId");
        }

        row["UserId"] = userId;
        var group = store.Find("PermissionSetGroup", row.Text("PermissionSetGroupId"));
        row["PermissionSetId"] = group is null ? row.Text("PermissionSetId") : GroupWork.AggregatedSet(store, group.Id)!.Id;
        if (row.Text("PermissionSetId") is not { } setId)
        {
            throw Faults.Missing(new[] { "PermissionSetId" });
        }

        var container = group ?? store.Find("PermissionSet", setId)!;
        if (!container.Flag("HasActivationRequired"))
        {
            throw Faults.Integrity($"{ApiNames.LabelOf(container)} doesn't require session activation", "PermissionSetId");
        }

        if (store.Rows("PermissionSetAssignment", "AssigneeId", userId).All(a => a.Text("PermissionSetId") != setId))
        {
            throw Faults.Integrity($"{ApiNames.LabelOf(container)} isn't assigned to the user", "PermissionSetId");
        }

        if (store.Rows(Name, "AuthSessionId", row.Text("AuthSessionId")).Any(a => a.Text("PermissionSetId") == setId))
        {
            throw Faults.Duplicate("<unknown>", "<unknown>");
        }
    }
}
