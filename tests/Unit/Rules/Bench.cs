using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;
using SfIntegration.Proof;
using SfIntegration.Rules;
using SfIntegration.Rules.Network;
using SfIntegration.Scope;

namespace SfIntegration.Unit.Tests.Rules;

/// <summary>A container that a test can change.</summary>
internal sealed class Box(string id, ContainerKind kind, string name)
{
    public string Id { get; } = id;

    public ContainerKind Kind { get; } = kind;

    public string Name { get; set; } = name;

    public string? OwnerId { get; set; }

    public string? Description { get; set; }

    public string? LicenseId { get; set; }

    public HashSet<string> System { get; } = [];

    public Dictionary<string, ObjectAccess> Objects { get; } = [];

    public Dictionary<string, FieldAccess> Fields { get; } = [];

    public List<SetupEntityGrant> Setup { get; } = [];

    public List<TabGrant> Tabs { get; } = [];

    public Container Made() => new()
    {
        Id = Id,
        Kind = Kind,
        Name = Name,
        Label = Name,
        OwnerId = OwnerId,
        Description = Description,
        LicenseId = LicenseId,
        SystemPermissions = System.ToArray(),
        Objects = Objects.Select(o => new ObjectGrant(o.Key, o.Value, "110" + o.Key)).ToArray(),
        Fields = Fields.Select(f => new FieldGrant(f.Key.Split('.')[0], f.Key.Split('.')[1], f.Value, "01k" + f.Key)).ToArray(),
        SetupEntities = Setup.ToArray(),
        Tabs = Tabs.ToArray(),
    };
}

/// <summary>
/// A small org in which everything is as the scope says: one identity, one generated set, one group held as it is with a muting
/// set, one app, one accepted finding. Tests break one thing and look at what is found.
/// </summary>
internal sealed partial class Bench
{
    public const string Username = "integ-svc-orders@acme.example";
    public const ObjectAccess ReadEdit = ObjectAccess.Read | ObjectAccess.Edit;

    public static readonly SourceLine Line = new("orders.scope.yaml", 20, 7);

    private const string IntegrationLicense = "Salesforce Integration";

    public DateTime Now { get; set; } = new(2026, 11, 21, 9, 0, 0, DateTimeKind.Utc);

    public bool WithScope { get; set; } = true;

    public bool UserExists { get; set; } = true;

    public bool IsActive { get; set; } = true;

    public bool? IsFrozen { get; set; } = false;

    public string UserName { get; set; } = Username;

    public DateTime? LastLogin { get; set; }

    public string LastName { get; set; } = "integ-svc-orders";

    public string Email { get; set; } = "platform-team@acme.example";

    public string DisplayName { get; set; } = "integ-svc-orders";

    public string License { get; set; } = IntegrationLicense;

    public string? RoleName { get; set; }

    public Box Profile { get; set; } = new("0PSprofile", ContainerKind.Profile, "Minimum Access - API Only Integrations") { OwnerId = "00eprofile", System = { "ApiEnabled", "ApiUserOnly" } };

    public Box Set { get; } = new("0PSset", ContainerKind.PermissionSet, "Integ_Order_Sync")
    {
        Description = "Keeps orders in step. Owner: ERP. [sfi:orders/order-sync]",
        LicenseId = "0PLapi",
        System = { "ViewSetup" },
        Objects = { ["Account"] = ObjectAccess.Read, ["Opportunity"] = ReadEdit | ObjectAccess.Create, ["Product2"] = ObjectAccess.Read | ObjectAccess.ViewAll },
        Fields = { ["Account.Phone"] = FieldAccess.Read, ["Opportunity.Amount"] = FieldAccess.Read | FieldAccess.Edit, ["Opportunity.NextStep"] = FieldAccess.Read | FieldAccess.Edit },
        Setup = { new SetupEntityGrant("ApexClass", "01p1", "OrderSyncEndpoint", "0J01"), new SetupEntityGrant("CustomPermission", "0CP1", "Order_Api", "0J02"), new SetupEntityGrant("ConnectedApplication", "0H41", "Order Sync", "0J03") },
        Tabs = { new TabGrant("standard-Account", TabVisibility.Visible, "01P1"), new TabGrant("standard-Order", TabVisibility.Available, "01P2") },
    };

    public Box GroupPart { get; } = new("0PSpart", ContainerKind.PermissionSet, "Shared_Base")
    {
        Objects = { ["Account"] = ReadEdit, ["Contact"] = ObjectAccess.Read },
    };

    public Box GroupSum { get; } = new("0PSsum", ContainerKind.Group, "Shared_Group")
    {
        OwnerId = "0PG1",
        Objects = { ["Account"] = ObjectAccess.Read, ["Contact"] = ObjectAccess.Read },
    };

    public Box Muting { get; } = new("0QM1", ContainerKind.Muting, "Shared_Muting") { Objects = { ["Account"] = ObjectAccess.Edit } };

    public string GroupStatus { get; set; } = "Updated";

    public List<Box> More { get; } = [];

    public DateTime? AssignmentEnds { get; set; } = new(2027, 6, 30, 23, 59, 59, DateTimeKind.Utc);

    public bool AssignmentActive { get; set; } = true;

    public bool SetAssigned { get; set; } = true;

    public bool SetExists { get; set; } = true;

    public bool LicenseHeld { get; set; } = true;

    public bool LicensesRead { get; set; } = true;

    public List<string> NotRead { get; } = [];

    public List<AppFacts>? Apps { get; set; } = [new AppFacts("0H41", "Order Sync", "ConnectedApp", true)];

    public List<string> ApplyErrors { get; } = [];

    public List<Observation>? Proof { get; set; }

    public string? ProofNotDone { get; set; }

    public List<LoginFacts>? Logins { get; set; }

    // The scope, as far as tests change it.
    public ScopeContact? Owner { get; set; } = new("Platform Team", "platform-team@acme.example");

    public ScopeApproval? Approval { get; set; } = new("security@acme.example", "SEC-1421", new DateTime(2026, 10, 2), new DateTime(2027, 1, 2), Line);

    public string? Purpose { get; set; } = "Keeps ERP orders and opportunities in step";

    public string SetupReason { get; set; } = "schema discovery";

    public string ScopeLicense { get; set; } = IntegrationLicense;

    public ScopeProfile? ScopeProfile { get; set; }

    public List<string> Groups { get; } = [];

    public List<string> Use { get; } = ["Shared_Group"];

    public List<string> SetLicenses { get; } = [];

    public List<ScopeException> Exceptions { get; } =
    [
        Excepting("SFI301", "ViewSetup", new DateTime(2027, 1, 1)),
        Excepting("SFI303", "Product2", new DateTime(2027, 1, 1)),
    ];

    public List<PlanProblem> Problems { get; } = [];

    /// <summary>What the generated set opens.</summary>
    public List<RecordTypeGrant> RecordTypes { get; } = [new("opportunity", "New_Business")];

    public string? RecordTypesNotRead { get; set; }

    /// <summary>A second integration beside the first, with objects it writes.</summary>
    public Dictionary<string, ObjectAccess>? SecondWrites { get; set; }

    public List<DesiredName> MoreSystemPermissions { get; } = [];

    public static ScopeException Excepting(string rule, string target, DateTime expires) =>
        new(rule, target, "agreed", "ERP integration", "security@acme.example", "SEC-1422", expires, new SourceLine("orders.scope.yaml", 60, 5));

    public Box Add(string name, ContainerKind kind = ContainerKind.PermissionSet)
    {
        var box = new Box("0PS" + name, kind, name);
        More.Add(box);
        return box;
    }

    public RuleContext Context()
    {
        var snapshot = Snapshot();
        return new RuleContext
        {
            Scope = WithScope ? Scope() : null,
            Access = UserExists ? EffectiveAccessCalculator.Compute(snapshot, "005u", Now) : new EffectiveAccess(),
            Snapshot = snapshot,
            Schema = new SchemaFacts { Objects = new Dictionary<string, ObjectFacts>(StringComparer.OrdinalIgnoreCase) { ["Account"] = new() { Name = "Account" } } },
            Desired = WithScope ? new DesiredAccess { Sets = DesiredSets(), Problems = Problems } : null,
            Apps = Apps,
            ApplyErrors = ApplyErrors,
            Proof = ProofNotDone is not null ? new ProofResult { NotDone = ProofNotDone } : Proof is null ? null : new ProofResult { Observations = Proof },
            RecordTypes = RecordTypesNotRead is null
                ? new SetRecordTypes { ByName = new Dictionary<string, IReadOnlyList<RecordTypeGrant>>(StringComparer.OrdinalIgnoreCase) { ["Integ_Order_Sync"] = RecordTypes } }
                : new SetRecordTypes { NotRead = RecordTypesNotRead, Cure = "Give the caller ModifyMetadata." },
            Logins = Logins,
            Doors = DoorsRead
                ? new DoorFacts
                {
                    ProfileName = Profile.Name,
                    Ranges = Ranges,
                    ScopeRanges = ScopeRanges,
                    EveryRequest = EveryRequest,
                    Hours = Hours,
                    ScopeHours = "Mon-Fri 06:00-20:00",
                    HoursUnclear = HoursUnclear,
                    NotRead = DoorsNotRead,
                    Cure = DoorsNotRead is null ? null : "Give the caller ModifyMetadata.",
                }
                : null,
            AppDetails = AppDetailsRead ? [App] : null,
            Now = Now,
        };
    }

    public IReadOnlyList<Finding> Findings() => RuleEngine.Assess(Context(), Proof is not null, org: null, id: "test").Findings;

    public IReadOnlyList<Finding> Findings(string rule) => Findings().Where(f => f.RuleId == rule).ToList();

    /// <summary>"SFI201 Contact", sorted: the Fails of the whole run.</summary>
    public string[] Fails() => Findings().Where(f => f.Outcome == Outcome.Fail).Select(f => $"{f.RuleId} {f.Target}").Order(StringComparer.Ordinal).ToArray();

    private AccessSnapshot Snapshot()
    {
        var boxes = new List<Box> { Profile, GroupPart, GroupSum, Muting };
        boxes.AddRange(More);
        var assignments = new List<AccessAssignment>
        {
            new("0Pa0", "005u", Profile.Id, null, null, true, false),
            new("0Pa2", "005u", GroupSum.Id, "0PG1", AssignmentEnds, true, false),
        };
        assignments.AddRange(More.Where(b => b.Kind == ContainerKind.PermissionSet).Select(b => new AccessAssignment("0Pa" + b.Id, "005u", b.Id, null, Use.Contains(b.Name) ? AssignmentEnds : null, true, false)));
        if (SetExists)
        {
            boxes.Add(Set);
            if (SetAssigned)
            {
                assignments.Add(new AccessAssignment("0Pa1", "005u", Set.Id, null, AssignmentEnds, AssignmentActive, false));
            }
        }

        return new AccessSnapshot
        {
            OrgId = "00D000000000001AAA",
            TakenAt = Now,
            Users = UserExists
                ? [new UserFacts { UserId = "005u", Username = UserName, LastName = LastName, DisplayName = DisplayName, Email = Email, IsActive = IsActive, IsFrozen = IsFrozen, UserType = "Standard", ProfileId = "00eprofile", ProfileName = Profile.Name, LicenseName = License, RoleName = RoleName, RoleId = RoleName is null ? null : "00E1", LastLoginDate = LastLogin }]
                : [],
            Containers = boxes.Select(b => b.Made()).ToList(),
            Groups = [new GroupFacts("0PG1", "Shared_Group", GroupStatus, "0PSsum", ["0PSpart"], ["0QM1"], false)],
            Assignments = assignments,
            NotRead = NotRead,
            UserLicenses = [new UserLicenseFacts("100sf", "Salesforce", null, "Active", 10, 5), new UserLicenseFacts("100int", IntegrationLicense, null, "Active", 5, 1)],
            PermissionSetLicenses = LicensesRead
                ? [new PermissionSetLicenseFacts("0PLapi", "SalesforceAPIIntegrationPsl", "Salesforce API Integration", "Active", 5, 1, null), new PermissionSetLicenseFacts("0PLother", "OtherPsl", "Other", "Active", 5, 0, null)]
                : [],
            LicenseAssignments = LicenseHeld ? [new PermissionSetLicenseAssignment("2LA1", "005u", "0PLapi")] : [],
        };
    }

    private AccessScope Scope() => new()
    {
        Name = "orders",
        Owner = Owner,
        Identity = new ScopeIdentity { Username = Username, LastName = "integ-svc-orders", Email = "platform-team@acme.example", License = ScopeLicense, Profile = ScopeProfile, Groups = Groups, Hours = ScopeHours },
        IdentitySource = new SourceLine("orders.scope.yaml", 5, 1),
        Integrations = Integrations(),
        Exceptions = Exceptions,
    };

    private List<ScopeIntegration> Integrations()
    {
        var all = new List<ScopeIntegration>
        {
            new()
            {
                Name = "order-sync",
                Source = Line,
                Purpose = Purpose,
                Approval = Approval,
                PermissionSet = "Integ_Order_Sync",
                UsePermissionSets = Use,
                PermissionSetLicenses = SetLicenses,
                SystemPermissions = [new ScopeSystemPermission("ViewSetup", SetupReason, Line)],
                App = new ScopeApp("Order Sync", "jwt", Line),
            },
        };
        if (SecondWrites is not null)
        {
            all.Add(new ScopeIntegration { Name = "second", Source = Line, Purpose = "another job", Approval = Approval, PermissionSet = "Integ_Second" });
        }

        return all;
    }

    private List<DesiredSet> DesiredSets()
    {
        var integrations = Integrations();
        var sets = new List<DesiredSet>
        {
            new()
            {
                Integration = integrations[0],
                Name = "integ_order_sync",
                Label = "Integ Order Sync",
                Description = "x",
                Objects = [new("Account", ObjectAccess.Read, Line), new("opportunity", ReadEdit | ObjectAccess.Create, Line), new("Product2", ObjectAccess.Read | ObjectAccess.ViewAll, Line)],
                Fields = [new("Account", "Phone", FieldAccess.Read, Line), new("Opportunity", "Amount", FieldAccess.Read | FieldAccess.Edit, Line), new("Opportunity", "nextstep", FieldAccess.Edit, Line)],
                SystemPermissions = [new DesiredName("ViewSetup", Line), .. MoreSystemPermissions],
                ApexClasses = [new DesiredName("OrderSyncEndpoint", Line)],
                CustomPermissions = [new DesiredName("Order_Api", Line)],
                Tabs = [new DesiredTab("standard-Account", TabVisibility.Visible, Line), new DesiredTab("standard-order", TabVisibility.Available, Line)],
                RecordTypes = [new DesiredRecordType("Opportunity", "New_Business", Line)],
                App = new DesiredName("Order Sync", Line),
                Expires = new DateTime(2027, 6, 30, 23, 59, 59, DateTimeKind.Utc),
            },
        };
        if (SecondWrites is not null)
        {
            sets.Add(new DesiredSet { Integration = integrations[1], Name = "Integ_Second", Label = "x", Description = "x", Objects = SecondWrites.Select(o => new DesiredObject(o.Key, o.Value, Line)).ToList() });
        }

        return sets;
    }
}
