using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Http;
using SfIntegration.Plan;

namespace SfIntegration.Identity;

/// <summary>Finds, guards and changes single users. Every change is read back.</summary>
internal sealed class UserAdmin
{
    private readonly OrgApi _api;

    public UserAdmin(OrgApi api) => _api = api;

    /// <summary>The user of that login name; an error that says so where there is none.</summary>
    public async Task<UserFacts> FindAsync(string username, CancellationToken cancellation) =>
        (await new AccessReader(_api).ReadIdentityAsync(username, Array.Empty<string>(), cancellation).ConfigureAwait(false)).User(username)
        ?? throw new SfNotFoundException($"This org has no user '{username}'.", "Get-SfIntegrationUser lists the integration users.");

    /// <summary>The user as people see it.</summary>
    public async Task<SfIntegrationUser> ReadAsync(string username, CancellationToken cancellation)
    {
        var snapshot = await new AccessReader(_api).ReadIdentityAsync(username, Array.Empty<string>(), cancellation).ConfigureAwait(false);
        var user = snapshot.User(username) ?? throw new SfNotFoundException($"This org has no user '{username}'.", "Get-SfIntegrationUser lists the integration users.");
        return new SfIntegrationUser(_api.Org, user) { PermissionSets = HeldSets.Of(snapshot, user.UserId) };
    }

    /// <summary>
    /// Refuses the platform's own users always, and the caller and the last active holder of Manage Users where access is taken
    /// away. No switch overrides it (design §5).
    /// </summary>
    public async Task<bool> GuardAsync(UserFacts user, bool takesAway, CancellationToken cancellation)
    {
        if (PlatformUsers.IsPlatformUser(user))
        {
            throw new SfPlanException("PlatformUser", $"{user.Username} belongs to the platform itself ({(user.LicenseName.Length == 0 ? user.UserType : $"{user.LicenseName}, {user.UserType}")}).", "Leave it alone; nothing overrides this.");
        }

        if (!takesAway)
        {
            return true;
        }

        if (user.UserId == _api.Org.UserId)
        {
            throw new SfPlanException("CallerItself", $"{user.Username} is the user this connection is signed in as.", "Do it as another administrator.");
        }

        if (await IsLastAdministratorAsync(user.UserId, cancellation).ConfigureAwait(false))
        {
            throw new SfPlanException("LastAdministrator", $"{user.Username} is the last active user who holds Manage Users.", "Give another active user Manage Users first.");
        }

        return true;
    }

    /// <summary>Freezes or unfreezes: UserLogin.IsFrozen (OR:userlogin).</summary>
    public async Task SetFrozenAsync(UserFacts user, bool frozen, CancellationToken cancellation)
    {
        var rows = await _api.Query.QueryAllPagesAsync($"SELECT Id FROM UserLogin WHERE UserId = {Soql.Quote(user.UserId)}", cancellation).ConfigureAwait(false);
        if (rows.Count == 0)
        {
            throw new SfNotFoundException($"{user.Username} has no UserLogin row that this caller can see.", "The caller needs Manage Users.");
        }

        await _api.Rows.UpdateAsync("UserLogin", (string)rows[0]["Id"]!, new JObject { ["IsFrozen"] = frozen }, cancellation).ConfigureAwait(false);
        var after = await FindAsync(user.Username, cancellation).ConfigureAwait(false);
        RequireReadBack(after.IsFrozen == frozen, user, frozen ? "frozen" : "unfrozen");
    }

    /// <summary>Changes fields of the user and reads them back.</summary>
    public async Task UpdateAsync(UserFacts user, JObject values, Func<UserFacts, bool> holds, string what, CancellationToken cancellation)
    {
        await _api.Rows.UpdateAsync("User", user.UserId, values, cancellation).ConfigureAwait(false);
        RequireReadBack(holds(await FindAsync((string?)values["Username"] ?? user.Username, cancellation).ConfigureAwait(false)), user, what);
    }

    private static void RequireReadBack(bool holds, UserFacts user, string what)
    {
        if (!holds)
        {
            throw new SfApiException($"Salesforce accepted the change, but reading back shows that {user.Username} is not {what}.", "Look for automation that changes it back.");
        }
    }

    private async Task<bool> IsLastAdministratorAsync(string userId, CancellationToken cancellation)
    {
        List<JObject> rows;
        try
        {
            rows = await _api.Query.QueryAllPagesAsync(
                "SELECT AssigneeId, ExpirationDate FROM PermissionSetAssignment WHERE PermissionSet.PermissionsManageUsers = true AND Assignee.IsActive = true", cancellation).ConfigureAwait(false);
        }
        catch (SfApiException e) when (e.Code is "INVALID_TYPE" or "INVALID_FIELD")
        {
            throw new SfApiException("Who manages users in this org could not be read, so whether this is the last of them is not known.", "Sign in as a user who holds View Setup and Configuration.", e) { Code = e.Code };
        }

        var holders = new HashSet<string>(rows.Where(r => r.Moment("ExpirationDate") is not { } end || end > DateTime.UtcNow).Select(r => (string)r["AssigneeId"]!));
        return holders.Contains(userId) && holders.Count == 1;
    }
}
