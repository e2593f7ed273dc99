using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Harden.Apps;
using SfIntegration.Harden.Login;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Tests.Plan;

/// <summary>A small org and a small scope for planner tests; change a part, then plan.</summary>
internal sealed class PlanWorld
{
    public static readonly DateTime Now = new(2026, 11, 21, 12, 0, 0, DateTimeKind.Utc);

    public List<UserFacts> Users { get; } = new();

    public List<Container> Containers { get; } = new();

    public List<GroupFacts> Groups { get; } = new();

    public List<AccessAssignment> Assignments { get; } = new();

    public List<UserLicenseFacts> UserLicenses { get; } = new() { new("100A", "Salesforce Integration", null, "Active", 5, 1), new("100B", "Salesforce", null, "Active", 20, 3) };

    public List<PermissionSetLicenseFacts> SetLicenses { get; } = new() { new("0PL1", "SalesforceAPIIntegrationPsl", "Salesforce API Integration", "Active", 5, 1, null) };

    public List<ProfileFacts> Profiles { get; } = new()
    {
        new("00e0", "A custom one", "Salesforce Integration", true, true),
        new("00e1", "Minimum Access - API Only Integrations", "Salesforce Integration", true, true),
        new("00e3", "People too", "Salesforce Integration", false, true),
        new("00e2", "System Administrator", "Salesforce", false, true),
    };

    public Dictionary<string, string> Usernames { get; } = new();

    public string[] NotRead { get; set; } = Array.Empty<string>();

    public string[] NamesNotRead { get; set; } = Array.Empty<string>();

    public string License { get; set; } = "Salesforce Integration";

    public string? Profile { get; set; }

    public DateTime? Expires { get; set; }

    public string[] Use { get; set; } = Array.Empty<string>();

    public string[] IdentityGroups { get; set; } = Array.Empty<string>();

    public List<DesiredObject> Objects { get; } = new() { new("Account", ObjectAccess.Read | ObjectAccess.Edit, new SourceLine("s.yaml", 10, 3)) };

    public List<DesiredField> Fields { get; } = new() { new("Account", "Phone", FieldAccess.Read | FieldAccess.Edit, new SourceLine("s.yaml", 11, 3)) };

    public List<DesiredName> SystemPermissions { get; } = new();

    /// <summary>The identity as it stands in the org.</summary>
    public UserFacts AddUser(string id = "005U", string license = "Salesforce Integration", string profileId = "00e1", bool active = true, string type = "Standard")
    {
        var user = new UserFacts { UserId = id, Username = "orders@acme.example", LastName = "orders", Email = "team@acme.example", IsActive = active, LicenseName = license, ProfileId = profileId, ProfileName = "p", UserType = type };
        Users.Add(user);
        return user;
    }

    /// <summary>The generated set as it stands in the org: exactly what the scope says unless told otherwise.</summary>
    public Container AddSet(string? description = null, string? licenseId = "0PL1", IReadOnlyList<ObjectGrant>? objects = null, IReadOnlyList<FieldGrant>? fields = null, string[]? system = null, string name = "Integ_Orders", string id = "0PS1")
    {
        var scope = Scope();
        var set = new Container
        {
            Id = id,
            Name = name,
            Label = "Integ: orders",
            Description = description ?? ScopeMarker.Description(scope, scope.Integrations[0]),
            LicenseId = licenseId,
            Objects = objects ?? new[] { new ObjectGrant("Account", ObjectAccess.Read | ObjectAccess.Edit, "110A") },
            Fields = fields ?? new[] { new FieldGrant("Account", "Phone", FieldAccess.Read | FieldAccess.Edit, "01kA") },
            SystemPermissions = system ?? Array.Empty<string>(),
        };
        Containers.Add(set);
        return set;
    }

    public void Assign(string setId, string userId = "005U", DateTime? expires = null, string? groupId = null) =>
        Assignments.Add(new AccessAssignment("0Pa" + Assignments.Count, userId, setId, groupId, expires, true, false));

    public AccessPlan Plan(bool adopt = false, bool removeUnscoped = false)
    {
        var scope = Scope();
        var integration = scope.Integrations[0];
        var desired = new DesiredAccess
        {
            Sets = new[]
            {
                new DesiredSet
                {
                    Integration = integration,
                    Name = "Integ_Orders",
                    Label = "Integ: orders",
                    Description = ScopeMarker.Description(scope, integration),
                    Objects = Objects,
                    Fields = Fields,
                    SystemPermissions = SystemPermissions,
                    Expires = Expires,
                },
            },
        };
        var input = new PlanInput
        {
            State = new OrgState(new AccessSnapshot { Users = Users, Containers = Containers, Groups = Groups, Assignments = Assignments, UserLicenses = UserLicenses, PermissionSetLicenses = SetLicenses, NotRead = NotRead }, SetRecordTypes.None, ProfileRestriction.None, ScopeAppState.None),
            Schema = new SchemaFacts(),
            Names = new NamedThings { Profiles = Profiles, Usernames = Usernames, NotRead = NamesNotRead },
            CallerUserId = "005ADMIN",
            Now = Now,
        };
        return Planner.Plan(scope, new SfOrg("acme.example"), desired, input, new PlanOptions(adopt, removeUnscoped));
    }

    private AccessScope Scope() => new()
    {
        Name = "orders",
        Identity = new ScopeIdentity
        {
            Username = "orders@acme.example",
            LastName = "orders",
            Email = "team@acme.example",
            License = License,
            Profile = Profile is null ? null : new ScopeProfile(Profile, null),
            Groups = IdentityGroups,
        },
        Integrations = new[] { new ScopeIntegration { Name = "sync", Purpose = "Keeps orders", PermissionSet = "Integ_Orders", UsePermissionSets = Use } },
    };
}
