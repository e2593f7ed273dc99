using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;
using SfIntegration.Http;

namespace SfIntegration.Access;

/// <summary>Every SOQL text by which access is read: flat, filtered by name or id, cut to what a URL may hold. Pure.</summary>
internal static class AccessQueries
{
    /// <summary>Ids beside a long list of columns, so that a few queries hold all columns.</summary>
    private const int IdsBesideColumns = 100;

    private const string GroupSelect = "SELECT Id, DeveloperName, NamespacePrefix, Status, HasActivationRequired FROM PermissionSetGroup";
    public const string UserColumns = "Id, Username, Name, LastName, Email, IsActive, UserType, ProfileId, Profile.Name, Profile.UserLicense.Name, UserRoleId, UserRole.Name, LastLoginDate";
    public const string SetColumns = "Id, Name, Label, Description, ProfileId, Profile.Name, PermissionSetGroupId, LicenseId, IsCustom, IsOwnedByProfile, HasActivationRequired, NamespacePrefix";
    public const string AssignmentColumns = "Id, AssigneeId, PermissionSetId, PermissionSet.IsOwnedByProfile, PermissionSetGroupId, ExpirationDate, IsActive, IsRevoked";

    public static string UserByName(string username) => $"SELECT {UserColumns} FROM User WHERE Username = {Soql.Quote(username)}";

    /// <summary>Users whose name holds all of a pattern's fixed text in LIKE's own wildcards.</summary>
    public static string UsersLike(string like) => $"SELECT {UserColumns} FROM User WHERE Username LIKE {like} ORDER BY Username";

    /// <summary>API-only users, and those of the given licences.</summary>
    public static string IntegrationUsers(IReadOnlyCollection<string> licenses) => $"SELECT {UserColumns} FROM User WHERE Profile.PermissionsApiUserOnly = true"
        + (licenses.Count == 0 ? "" : " OR " + Soql.In("Profile.UserLicense.Name", licenses)) + " ORDER BY Username";

    /// <summary>Users of these login names.</summary>
    public static IEnumerable<string> UsersNamed(IEnumerable<string> usernames) => Soql.WhereIn($"SELECT {UserColumns} FROM User", "Username", usernames);

    /// <summary>How many rows an object has (facts 3.4: not the definition objects).</summary>
    public static string Count(string sobjectType) => $"SELECT COUNT() FROM {Soql.Name(sobjectType)}";

    /// <summary>Whole tables, or, with values, the rows whose field holds one of them.</summary>
    public static IEnumerable<string> Table(WholeTable table, string? field = null, IEnumerable<string>? values = null) =>
        field is null ? new[] { SelectOf(table) } : Soql.WhereIn(SelectOf(table), field, values ?? Enumerable.Empty<string>());

    private static string SelectOf(WholeTable table) => table switch
    {
        WholeTable.Users => $"SELECT {UserColumns} FROM User",
        WholeTable.Logins => "SELECT UserId, IsFrozen FROM UserLogin",
        WholeTable.Assignments => $"SELECT {AssignmentColumns} FROM PermissionSetAssignment",
        WholeTable.LicenseAssignments => "SELECT Id, AssigneeId, PermissionSetLicenseId FROM PermissionSetLicenseAssign",
        WholeTable.Activations => "SELECT UserId, PermissionSetId, PermissionSetGroupId FROM SessionPermSetActivation",
        WholeTable.Sets => $"SELECT {SetColumns} FROM PermissionSet",
        WholeTable.MutingSets => "SELECT Id, DeveloperName, MasterLabel FROM MutingPermissionSet",
        WholeTable.Groups => GroupSelect,
        WholeTable.Components => "SELECT PermissionSetGroupId, PermissionSetId FROM PermissionSetGroupComponent",
        WholeTable.SetupEntities => "SELECT ParentId, SetupEntityId, SetupEntityType FROM SetupEntityAccess",
        WholeTable.Tabs => "SELECT ParentId, Name, Visibility FROM PermissionSetTabSetting",
        // Without the row's id: of millions of rows nobody changes one by it. SobjectType has to be there (facts 3.3).
        WholeTable.Fields => "SELECT ParentId, SobjectType, Field, PermissionsRead, PermissionsEdit FROM FieldPermissions",
        _ => throw new ArgumentOutOfRangeException(nameof(table)),
    };

    /// <summary>Every object row.</summary>
    public static string AllObjects(bool withViewAllFields) =>
        "SELECT Id, ParentId, SobjectType, " + string.Join(", ", PermissionColumns.ObjectColumns.Where(c => withViewAllFields || c != "PermissionsViewAllFields")) + " FROM ObjectPermissions";

    /// <summary>The system permissions of all sets of a kind.</summary>
    public static IEnumerable<string> AllSystemPermissions(string sobjectType, IReadOnlyCollection<string> columns) =>
        columns.Count == 0 ? Enumerable.Empty<string>() : Soql.Select(columns, sobjectType);

    public static IEnumerable<string> UserLogins(IEnumerable<string> userIds) => Soql.WhereIn("SELECT UserId, IsFrozen FROM UserLogin", "UserId", userIds);

    public static string AssignmentsOf(string username) => $"SELECT {AssignmentColumns} FROM PermissionSetAssignment WHERE Assignee.Username = {Soql.Quote(username)}";

    /// <summary>Everybody's assignments of the sets and groups of these names.</summary>
    public static IEnumerable<string> AssignmentsOfNamed(IReadOnlyCollection<string> names) =>
        Soql.WhereIn($"SELECT {AssignmentColumns} FROM PermissionSetAssignment", "PermissionSet.Name", names)
            .Concat(Soql.WhereIn($"SELECT {AssignmentColumns} FROM PermissionSetAssignment", "PermissionSetGroup.DeveloperName", names));

    public static string LicenseAssignmentsOf(string username) => $"SELECT Id, AssigneeId, PermissionSetLicenseId FROM PermissionSetLicenseAssign WHERE Assignee.Username = {Soql.Quote(username)}";

    public static string UserLicenses() => "SELECT Id, Name, LicenseDefinitionKey, Status, TotalLicenses, UsedLicenses FROM UserLicense";

    /// <summary>The ids of sets, of groups' own sets and, where asked, of profiles' own sets, by name without namespace.</summary>
    public static IEnumerable<string> SetIds(IReadOnlyCollection<string> names, bool withProfiles)
    {
        const string Select = "SELECT Id, Name, NamespacePrefix, Profile.Name, PermissionSetGroupId, PermissionSetGroup.DeveloperName, PermissionSetGroup.NamespacePrefix, IsOwnedByProfile FROM PermissionSet";
        return Soql.WhereIn(Select, "Name", names)
            .Concat(Soql.WhereIn(Select, "PermissionSetGroup.DeveloperName", names))
            .Concat(withProfiles ? Soql.WhereIn(Select, "Profile.Name", names) : Enumerable.Empty<string>());
    }

    public static IEnumerable<string> Sets(IEnumerable<string> ids) => Soql.WhereIn($"SELECT {SetColumns} FROM PermissionSet", "Id", ids);

    /// <summary>The set that a profile owns.</summary>
    public static string SetOfProfile(string profileId) => $"SELECT {SetColumns} FROM PermissionSet WHERE ProfileId = {Soql.Quote(profileId)}";

    public static IEnumerable<string> MutingSets(IEnumerable<string> ids) => Soql.WhereIn("SELECT Id, DeveloperName, MasterLabel FROM MutingPermissionSet", "Id", ids);

    /// <summary>The system permissions of sets (PermissionSet or MutingPermissionSet). Their columns differ between orgs (facts 3.1), so describe names them.</summary>
    public static IEnumerable<string> SystemPermissions(string sobjectType, IReadOnlyCollection<string> columns, IReadOnlyCollection<string> ids)
    {
        var all = ids.Distinct(StringComparer.Ordinal).ToList();
        for (var start = 0; columns.Count > 0 && start < all.Count; start += IdsBesideColumns)
        {
            foreach (var soql in Soql.Select(columns, $"{sobjectType} WHERE {Soql.In("Id", all.Skip(start).Take(IdsBesideColumns))}"))
            {
                yield return soql;
            }
        }
    }

    public static IEnumerable<string> Objects(IEnumerable<string> parentIds, bool withViewAllFields) => Soql.WhereIn(AllObjects(withViewAllFields), "ParentId", parentIds);
    public const string SelectFields = "SELECT Id, ParentId, SobjectType, Field, PermissionsRead, PermissionsEdit FROM FieldPermissions";

    public static IEnumerable<string> Fields(IEnumerable<string> parentIds) => Soql.WhereIn(SelectFields, "ParentId", parentIds);

    public static IEnumerable<string> SetupEntities(IEnumerable<string> parentIds) => Soql.WhereIn("SELECT Id, ParentId, SetupEntityId, SetupEntityType FROM SetupEntityAccess", "ParentId", parentIds);

    public static IEnumerable<string> Tabs(IEnumerable<string> parentIds) => Soql.WhereIn("SELECT Id, ParentId, Name, Visibility FROM PermissionSetTabSetting", "ParentId", parentIds);

    public static IEnumerable<string> Groups(IEnumerable<string> ids) => Soql.WhereIn(GroupSelect, "Id", ids);
    /// <summary>Session-based sets that these users have active in a session. Seen by Manage Session Permission Set Activations.</summary>
    public static IEnumerable<string> SessionActivations(IEnumerable<string> userIds) => Soql.WhereIn("SELECT Id, UserId, PermissionSetId, PermissionSetGroupId FROM SessionPermSetActivation", "UserId", userIds);

    public static IEnumerable<string> GroupComponents(IEnumerable<string> groupIds) => Soql.WhereIn("SELECT PermissionSetGroupId, PermissionSetId FROM PermissionSetGroupComponent", "PermissionSetGroupId", groupIds);

    /// <summary>The record types of objects. Which of them a set opens only the Metadata API tells (facts 3.3).</summary>
    public static IEnumerable<string> RecordTypes(IEnumerable<string> objects) => Soql.WhereIn("SELECT SobjectType, DeveloperName, NamespacePrefix, IsActive FROM RecordType", "SobjectType", objects);

    /// <summary>"Case.Support" of a row of <see cref="RecordTypes"/>.</summary>
    public static string RecordTypeName(JObject row) => row.Text("SobjectType") + "." + ContainerDraft.WithNamespace(row.Text("NamespacePrefix"), row.Text("DeveloperName") ?? "");

    public static string PermissionSetLicenses() => "SELECT Id, DeveloperName, MasterLabel, Status, TotalLicenses, UsedLicenses FROM PermissionSetLicense";

    /// <summary>The most that each permission set licence allows.</summary>
    public static IEnumerable<string> MaximumPermissions(IReadOnlyCollection<string> columns) => columns.Count == 0 ? Enumerable.Empty<string>() : Soql.Select(columns, "PermissionSetLicense");

    /// <summary>The names of setup entities of one type; none for a type whose name no query gives.</summary>
    public static IEnumerable<string> EntityNames(string entityType, IEnumerable<string> ids) => entityType switch
    {
        "ApexClass" or "ApexPage" => Soql.WhereIn($"SELECT Id, Name, NamespacePrefix FROM {entityType}", "Id", ids),
        "ConnectedApplication" => Soql.WhereIn("SELECT Id, Name FROM ConnectedApplication", "Id", ids),
        "CustomPermission" => Soql.WhereIn("SELECT Id, DeveloperName, NamespacePrefix FROM CustomPermission", "Id", ids),
        "ExternalDataSource" or "NamedCredential" => Soql.WhereIn($"SELECT Id, DeveloperName, NamespacePrefix FROM {entityType}", "Id", ids),
        // Apps have no object of their own in the data API; the items of the app menu name them (OR:appmenuitem).
        "TabSet" => Soql.WhereIn("SELECT ApplicationId, Name, NamespacePrefix FROM AppMenuItem WHERE Type = 'TabSet'", "ApplicationId", ids),
        "ExternalClientApplication" => Soql.WhereIn("SELECT Id, DeveloperName FROM ExternalClientApplication", "Id", ids),
        _ => Enumerable.Empty<string>(),
    };

    /// <summary>The org-wide defaults of objects. EntityDefinition takes only = and IN, and ignores LIMIT (facts 3.4).</summary>
    public static IEnumerable<string> SharingModels(IEnumerable<string> objects) => Soql.WhereIn("SELECT QualifiedApiName, InternalSharingModel FROM EntityDefinition", "QualifiedApiName", objects);
}
