using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Auth;

/// <summary>Whether an app is open to a user: installed, let in by API Access Control, approved by an administrator or by the user.</summary>
internal sealed class AppAccessPolicy
{
    private const string ApprovedAppsOnly = "ConnectedAppSettings.enableAdminApprovedAppsOnly";

    private readonly OrgEngine _engine;
    private readonly OrgStore _store;

    public AppAccessPolicy(OrgEngine engine)
    {
        _engine = engine;
        _store = engine.Store;
    }

    /// <summary>
    /// Since September 2025 nobody new comes in through an app that is not installed, except holders of Approve Uninstalled Connected Apps;
    /// who authorised it before goes on (facts §5.7).
    /// </summary>
    public void RequireInstalled(Row user, PracticeApp app)
    {
        if (!IsInstalledFor(user, app))
        {
            throw new OAuthFault("invalid_client", "app must be installed into org") { LoginStatus = LoginStatuses.PackageMissing };
        }
    }

    /// <summary>The app is installed, or its absence does not matter for this user.</summary>
    public bool IsInstalledFor(Row user, PracticeApp app) =>
        !app.IsUninstalled || app.IsApprovedBy(user.Id) || _engine.AccessOf(user.Id).HasPermission("CanApproveUninstalledApps");

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
                throw NotApproved();
            }
        }
        else if (_engine.Settings.Flag(ApprovedAppsOnly) && !_engine.AccessOf(user.Id).HasPermission("UseAnyApiClient"))
        {
            // API Access Control: only apps that an administrator approved, except for Use Any API Client (facts §5.3).
            throw NotApproved();
        }
        else if (!app.IsApprovedBy(user.Id))
        {
            throw OAuthFault.Grant("user hasn't approved this consumer", LoginStatuses.NotApproved);
        }
    }

    private static OAuthFault NotApproved() =>
        new("invalid_app_access", "user is not admin approved to access this app") { LoginStatus = LoginStatuses.NotApproved };

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
            if (assignment.Flag("IsRevoked") || (assignment["ExpirationDate"] is DateTime until && until <= _engine.Clock.UtcNow))
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
