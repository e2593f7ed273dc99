using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Auth;

/// <summary>Whether a user may sign in through an app: active, not frozen, and approved for it.</summary>
internal sealed class LoginPolicy
{
    private readonly OrgStore _store;
    private readonly PracticeClock _clock;
    private readonly PracticeSwitches _switches;

    public LoginPolicy(OrgStore store, PracticeClock clock, PracticeSwitches switches)
    {
        _store = store;
        _clock = clock;
        _switches = switches;
    }

    /// <summary>The user of that username (any case), or null.</summary>
    public Row? FindUser(string username) => _store.Rows("User", "Username", username, ignoreCase: true).FirstOrDefault();

    /// <summary>The sign-in is stopped by a freeze.</summary>
    public bool IsFrozen(string userId) =>
        _store.Rows("UserLogin", "UserId", userId).Any(l => l.Flag("IsFrozen"));

    /// <summary>Refuses users who may not sign in at all.</summary>
    public void RequireUsable(Row user)
    {
        if (!user.Flag("IsActive"))
        {
            throw new OAuthFault("inactive_user", "user is inactive") { LoginStatus = "User is Inactive" };
        }

        if (IsFrozen(user.Id))
        {
            throw new OAuthFault(_switches.FrozenTokenError, _switches.FrozenTokenErrorDescription) { LoginStatus = "User Is Frozen" };
        }
    }

    /// <summary>The same for a sign-in by code: says it as an exception of this process.</summary>
    public void RequireUsableFor(Row user)
    {
        try
        {
            RequireUsable(user);
        }
        catch (OAuthFault fault)
        {
            throw new InvalidOperationException($"'{user.Text("Username")}' cannot sign in: {fault.Message}.", fault);
        }
    }

    /// <summary>
    /// Refuses users the app is not open to. Admin approval is SetupEntityAccess of a permission set (or of the profile's
    /// own set) that the user holds; otherwise the user has to have approved the app earlier (facts §1.3).
    /// </summary>
    public void RequireApproval(Row user, PracticeApp app)
    {
        if (app.AdminApprovedOnly)
        {
            if (!IsPreauthorized(user, app))
            {
                throw new OAuthFault("invalid_app_access", "user is not admin approved to access this app") { LoginStatus = "Failed: Not approved for access" };
            }
        }
        else if (!app.IsApprovedBy(user.Id))
        {
            throw OAuthFault.Grant("user hasn't approved this consumer", "Failed: Not approved for access");
        }
    }

    private bool IsPreauthorized(Row user, PracticeApp app)
    {
        var doors = new HashSet<string?>(
            _store.Rows("SetupEntityAccess", "SetupEntityId", app.Id).Select(a => a.Text("ParentId")), StringComparer.Ordinal);
        return doors.Count > 0 && HeldPermissionSets(user).Any(doors.Contains);
    }

    /// <summary>The profile's own set, the sets assigned and in force, and those that assigned groups are made of.</summary>
    private IEnumerable<string> HeldPermissionSets(Row user)
    {
        var groups = new HashSet<string>(StringComparer.Ordinal);
        foreach (var assignment in _store.Rows("PermissionSetAssignment", "AssigneeId", user.Id))
        {
            if (assignment.Flag("IsRevoked") || (assignment["ExpirationDate"] is DateTime until && until <= _clock.UtcNow))
            {
                continue;
            }

            if (assignment.Text("PermissionSetGroupId") is { } group)
            {
                groups.Add(group);
            }
            else if (assignment.Text("PermissionSetId") is { } set)
            {
                yield return set;
            }
        }

        foreach (var set in _store.Rows("PermissionSet"))
        {
            if ((set.Text("ProfileId") is { } profile && profile == user.Text("ProfileId"))
                || (set.Text("PermissionSetGroupId") is { } group && groups.Contains(group)))
            {
                yield return set.Id;
            }
        }

        foreach (var component in _store.Rows("PermissionSetGroupComponent"))
        {
            if (component.Text("PermissionSetGroupId") is { } group && groups.Contains(group) && component.Text("PermissionSetId") is { } set)
            {
                yield return set;
            }
        }
    }
}
