using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Access;

/// <summary>A user as the snapshot knows it.</summary>
public sealed class UserFacts
{
    /// <summary>The user's id.</summary>
    public string UserId { get; internal init; } = "";

    /// <summary>The login name.</summary>
    public string Username { get; internal init; } = "";

    /// <summary>The display name.</summary>
    public string DisplayName { get; internal init; } = "";

    /// <summary>The last name.</summary>
    public string LastName { get; internal init; } = "";

    /// <summary>The e-mail address.</summary>
    public string Email { get; internal init; } = "";

    /// <summary>False for a deactivated user.</summary>
    public bool IsActive { get; internal init; }

    /// <summary>Frozen (UserLogin.IsFrozen); null where it could not be read.</summary>
    public bool? IsFrozen { get; internal init; }

    /// <summary>User.UserType: Standard, AutomatedProcess, CloudIntegrationUser ...</summary>
    public string UserType { get; internal init; } = "";

    /// <summary>The profile's id.</summary>
    public string ProfileId { get; internal init; } = "";

    /// <summary>The profile's name.</summary>
    public string ProfileName { get; internal init; } = "";

    /// <summary>UserLicense.Name of the profile.</summary>
    public string LicenseName { get; internal init; } = "";

    /// <summary>The role's id, if it has one.</summary>
    public string? RoleId { get; internal init; }

    /// <summary>The role's name, if it has one.</summary>
    public string? RoleName { get; internal init; }

    /// <summary>When the user last logged in, UTC; null where never or not readable.</summary>
    public DateTime? LastLoginDate { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Username;
}

/// <summary>A permission set or group held by a user. Id is empty where it came from a file, which has no row ids.</summary>
public sealed record AccessAssignment(string Id, string AssigneeId, string PermissionSetId, string? GroupId, DateTime? ExpirationDate, bool IsActive, bool IsRevoked);

/// <summary>A permission set group: its state, its sets, its muting sets, and the id of the aggregated set it owns.</summary>
public sealed record GroupFacts(string Id, string Name, string Status, string? AggregateId, IReadOnlyList<string> ComponentIds, IReadOnlyList<string> MutingIds, bool HasActivationRequired);

/// <summary>A permission set licence, how many seats it has, and which system permissions it allows (null where not read).</summary>
public sealed record PermissionSetLicenseFacts(string Id, string DeveloperName, string Label, string Status, int TotalLicenses, int UsedLicenses, IReadOnlyCollection<string>? MaximumPermissions);

/// <summary>A session-based set that is active in a session of its user now (SessionPermSetActivation).</summary>
public sealed record SessionActivation(string UserId, string PermissionSetId);

/// <summary>A permission set licence held by a user. Id is empty where it came from a file.</summary>
public sealed record PermissionSetLicenseAssignment(string Id, string AssigneeId, string PermissionSetLicenseId);

/// <summary>A user licence and its seats.</summary>
public sealed record UserLicenseFacts(string Id, string Name, string? DefinitionKey, string Status, int TotalLicenses, int UsedLicenses);

/// <summary>
/// The access state of an org, or of the users and containers a question is about, at one moment. Pure data: everything the
/// engine, the planner and the rules think about is in here, so that all of it can be tested, saved and read back offline.
/// </summary>
public sealed class AccessSnapshot
{
    /// <summary>The org's id.</summary>
    public string OrgId { get; internal init; } = "";

    /// <summary>The org's host.</summary>
    public string Host { get; internal init; } = "";

    /// <summary>When it was taken, UTC.</summary>
    public DateTime TakenAt { get; internal init; }

    /// <summary>True where it holds every user and every container of the org; false where only those a question was about.</summary>
    public bool IsWholeOrg { get; internal init; }

    /// <summary>The usernames or patterns it was limited to; empty where it was not.</summary>
    public IReadOnlyList<string> Usernames { get; internal init; } = Array.Empty<string>();

    /// <summary>The login name of who read it; empty where that is not known.</summary>
    public string TakenBy { get; internal init; } = "";

    /// <summary>The API version it was read with, such as 66.0; empty where that is not known.</summary>
    public string ApiVersion { get; internal init; } = "";

    /// <summary>The org, without a connection.</summary>
    public SfOrg Org => new(Host) { OrgId = OrgId, ApiVersion = ApiVersion };

    /// <summary>Object and field rows of all containers.</summary>
    public long RowCount => Containers.Sum(c => (long)c.Objects.Count + c.Fields.Count);

    /// <summary>Users.</summary>
    public IReadOnlyList<UserFacts> Users { get; internal init; } = Array.Empty<UserFacts>();

    /// <summary>Containers with what they hold.</summary>
    public IReadOnlyList<Container> Containers { get; internal init; } = Array.Empty<Container>();

    /// <summary>Permission set groups.</summary>
    public IReadOnlyList<GroupFacts> Groups { get; internal init; } = Array.Empty<GroupFacts>();

    /// <summary>Who holds which set or group.</summary>
    public IReadOnlyList<AccessAssignment> Assignments { get; internal init; } = Array.Empty<AccessAssignment>();

    /// <summary>Session-based sets that are active in somebody's session.</summary>
    public IReadOnlyList<SessionActivation> SessionActivations { get; internal init; } = Array.Empty<SessionActivation>();

    /// <summary>User licences of the org.</summary>
    public IReadOnlyList<UserLicenseFacts> UserLicenses { get; internal init; } = Array.Empty<UserLicenseFacts>();

    /// <summary>Permission set licences of the org.</summary>
    public IReadOnlyList<PermissionSetLicenseFacts> PermissionSetLicenses { get; internal init; } = Array.Empty<PermissionSetLicenseFacts>();

    /// <summary>Who holds which permission set licence.</summary>
    public IReadOnlyList<PermissionSetLicenseAssignment> LicenseAssignments { get; internal init; } = Array.Empty<PermissionSetLicenseAssignment>();

    /// <summary>What can be granted in that org (the two lists and the system permissions; no objects described), or null where it was not asked for.</summary>
    internal SchemaFacts? Schema { get; init; }

    /// <summary>What could not be read, in words: the caller lacked a permission, an object is not in this org.</summary>
    public IReadOnlyList<string> NotRead { get; internal init; } = Array.Empty<string>();

    /// <summary>The user of that username, in any case, or null.</summary>
    /// <param name="username">The login name.</param>
    public UserFacts? User(string username) =>
        Users.FirstOrDefault(u => string.Equals(u.Username, username, StringComparison.OrdinalIgnoreCase));

    /// <summary>The container of that id, or null.</summary>
    /// <param name="id">A PermissionSet or MutingPermissionSet id of 18 characters.</param>
    public Container? Container(string? id) => Containers.FirstOrDefault(c => c.Id == id);
}
