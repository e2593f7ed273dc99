using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Practice;
using SfIntegration.Scope;
using Xunit;

namespace SfIntegration.Unit.Tests.Access;

public sealed class AccessReaderTests
{
    private const string GroupMember = "ines.sales@acme.example";
    private const string SharedUser = "shared.api@acme.example";

    private static readonly string[] s_none = Array.Empty<string>();

    [Fact]
    public async Task An_identity_is_read_in_at_most_four_calls_and_three_when_the_columns_are_known()
    {
        var practice = PracticeOrg.CreateCompany();
        var org = await PracticeSession.OpenAsync(practice);
        var (first, firstCalls) = await PracticeSession.CountAsync(practice, () => new AccessReader(org).ReadIdentityAsync(GroupMember, new[] { "Web_Shop_Sync", "Invoicing" }, CancellationToken.None));
        var (_, secondCalls) = await PracticeSession.CountAsync(practice, () => new AccessReader(org).ReadIdentityAsync(SharedUser, s_none, CancellationToken.None));
        Assert.InRange(firstCalls, 1, 4);
        Assert.InRange(secondCalls, 1, 3);
        Assert.Equal(0, practice.Counters.Writes);
        Assert.Empty(first.NotRead);
    }

    [Fact]
    public async Task A_group_is_read_with_its_sets_and_muting_and_named_sets_with_their_other_holders()
    {
        var practice = PracticeOrg.CreateCompany();
        var org = await PracticeSession.OpenAsync(practice);
        var snapshot = await new AccessReader(org).ReadIdentityAsync("INES.sales@ACME.example", new[] { "web_shop_sync" }, CancellationToken.None);
        var user = snapshot.User(GroupMember)!;
        Assert.Equal(("Acme Sales", "Salesforce", "Sales Rep", false), (user.ProfileName, user.LicenseName, user.RoleName, user.IsFrozen));
        var group = Assert.Single(snapshot.Groups);
        Assert.Equal(new[] { "Invoicing", "Sales_Operations" }, group.ComponentIds.Select(id => snapshot.Container(id)!.Name).OrderBy(n => n, StringComparer.Ordinal));
        Assert.Equal("Sales_Desk_Muting", snapshot.Container(Assert.Single(group.MutingIds))!.Name);
        Assert.Equal(("Sales_Desk", ContainerKind.Group), (snapshot.Container(group.AggregateId)!.Name, snapshot.Container(group.AggregateId)!.Kind));

        var shop = snapshot.Containers.Single(c => c.Name == "Web_Shop_Sync");
        Assert.NotEmpty(shop.Fields);
        Assert.NotEqual(user.UserId, Assert.Single(snapshot.Assignments, a => a.PermissionSetId == shop.Id).AssigneeId);

        var access = EffectiveAccessCalculator.Compute(snapshot, user.UserId, DateTime.UtcNow);
        Assert.Equal(ObjectAccess.Read | ObjectAccess.Create | ObjectAccess.Edit, access.ObjectAccess("Invoice__c"));
        Assert.Equal(("Invoicing", "Sales_Desk"), access.Objects["Invoice__c"].From(ObjectAccess.Read).Select(p => (p.From, p.Through!)).Single());
        Assert.False(access.Fields.ContainsKey("Invoice__c.Internal_Note__c"));
        Assert.Contains(access.SetupEntities.Values, e => e.Name == "InvoiceExporter");
        Assert.Contains(access.SetupEntities.Values, e => e.Name == "Skip_Credit_Check");
    }

    /// <summary>What the engine adds up is what the org enforces: every describe flag and every permission of every user who can sign in.</summary>
    [Theory]
    [InlineData("admin@acme.example")]
    [InlineData("erp@acme.example")]
    [InlineData("lena.lead@acme.example")]
    [InlineData("carla.service@acme.example")]
    [InlineData("shared.api@acme.example")]
    [InlineData("old.mes@acme.example")]
    public async Task Effective_access_is_what_the_org_enforces(string username)
    {
        var practice = PracticeOrg.CreateCompany();
        var admin = await PracticeSession.OpenAsync(practice);
        var snapshot = await new AccessReader(admin).ReadIdentityAsync(username, s_none, CancellationToken.None);
        var access = EffectiveAccessCalculator.Compute(snapshot, snapshot.User(username)!.UserId, DateTime.UtcNow);
        var objects = practice.AsSystem.Query("SELECT SobjectType FROM ObjectPermissions").Select(r => (string)r["SobjectType"]!).Distinct().ToList();
        var schema = await new SchemaReader(admin).ReadAsync(objects, CancellationToken.None);

        var own = await PracticeSession.OpenAsync(practice, username);
        var seen = await own.Describe.ObjectsAsync(objects, CancellationToken.None);
        foreach (var name in objects.Where(schema.PermissionableObjects.Contains))
        {
            var held = access.ObjectAccess(name);
            Assert.Equal((held & ObjectAccess.Read) != 0, seen[name] is not null);
            if (seen[name] is { } describe)
            {
                var facts = DescribeFacts.Read(describe, null);
                Assert.Equal((name, (held & ObjectAccess.Create) != 0, (held & ObjectAccess.Edit) != 0, (held & ObjectAccess.Delete) != 0), (name, facts.Createable, facts.Updateable, facts.Deletable));
                Assert.All(
                    schema.PermissionableFields.Where(f => f.StartsWith(name + ".", StringComparison.Ordinal)).Select(f => f.Substring(name.Length + 1)),
                    field => Assert.Equal((field, Provenance.FieldAccess(access, name, field) != FieldAccess.None), (field, facts.Fields.ContainsKey(field))));
            }
        }

        var permissions = (await own.Query.QueryAllPagesAsync("SELECT PermissionsApiEnabled, PermissionsViewSetup, PermissionsModifyAllData, PermissionsViewEncryptedData FROM UserPermissionAccess", CancellationToken.None)).Single();
        foreach (var name in new[] { "ApiEnabled", "ViewSetup", "ModifyAllData", "ViewEncryptedData" })
        {
            Assert.Equal((name, (bool)permissions["Permissions" + name]!), (name, access.SystemPermissions.ContainsKey(name)));
        }
    }

    [Theory]
    [InlineData("nobody@acme.example")]
    [InlineData("o'brien\\%_\"@acme.example' OR Username != '")]
    public async Task A_user_who_does_not_exist_is_no_error(string username)
    {
        var practice = PracticeOrg.CreateCompany();
        var snapshot = await new AccessReader(await PracticeSession.OpenAsync(practice)).ReadIdentityAsync(username, new[] { "It's'not\\there" }, CancellationToken.None);
        Assert.Empty(snapshot.Users);
        Assert.Empty(snapshot.Containers);
        Assert.Empty(snapshot.NotRead);
        Assert.NotEmpty(snapshot.UserLicenses);
        Assert.Contains(snapshot.PermissionSetLicenses, l => l.DeveloperName == "SalesforceAPIIntegrationPsl" && l.MaximumPermissions is not null);
    }

    [Fact]
    public async Task What_the_caller_may_not_see_is_said_and_not_swallowed()
    {
        var practice = PracticeOrg.CreateCompany();
        var org = await PracticeSession.OpenAsync(practice, "lena.lead@acme.example");
        var snapshot = await new AccessReader(org).ReadIdentityAsync(SharedUser, s_none, CancellationToken.None);
        Assert.Contains(snapshot.NotRead, n => n.StartsWith("System permissions", StringComparison.Ordinal));
        Assert.Contains(snapshot.NotRead, n => n.StartsWith("Permission set assignments", StringComparison.Ordinal));
        var schema = await new SchemaReader(org).ReadAsync(new[] { "Account" }, CancellationToken.None);
        Assert.Equal(3, schema.NotRead.Count);
    }

    [Fact]
    public async Task Containers_are_read_by_name_profiles_too()
    {
        var practice = PracticeOrg.CreateCompany();
        var reader = new AccessReader(await PracticeSession.OpenAsync(practice));
        var snapshot = await reader.ReadContainersAsync(new[] { "invoicing", "Acme Sales", "Sales_Desk", "Nope" }, withProfiles: true, CancellationToken.None);
        var named = snapshot.Containers.ToDictionary(c => c.Name, c => c.Kind);
        Assert.Equal(ContainerKind.PermissionSet, named["Invoicing"]);
        Assert.Equal(ContainerKind.Profile, named["Acme Sales"]);
        Assert.Equal(ContainerKind.Group, named["Sales_Desk"]);
        Assert.Contains("InvoiceExporter", snapshot.Containers.Single(c => c.Name == "Invoicing").SetupEntities.Select(s => s.Name));
    }

    [Theory]
    [InlineData("*API*", new[] { SharedUser })]
    [InlineData("shared.api@acme.example", new[] { SharedUser })]
    [InlineData("?ines*", new string[0])]
    [InlineData("ines%", new string[0])]
    [InlineData(null, new[] { "old.mes@acme.example", SharedUser })]
    public async Task Users_are_found_by_pattern_or_by_being_integration_users(string? pattern, string[] found)
    {
        var practice = PracticeOrg.CreateCompany();
        var snapshot = await new AccessReader(await PracticeSession.OpenAsync(practice)).ReadUsersAsync(pattern, new[] { "Salesforce Integration" }, CancellationToken.None);
        Assert.Equal(found, snapshot.Users.Select(u => u.Username));
        Assert.All(snapshot.Users, u => Assert.False(u.IsFrozen));
    }

    [Fact]
    public async Task The_schema_of_forty_objects_takes_at_most_four_calls()
    {
        var practice = PracticeOrg.CreateCompany();
        var org = await PracticeSession.OpenAsync(practice);
        practice.GrowStandard(FortyObjects.Names);
        var (schema, calls) = await PracticeSession.CountAsync(practice, () => new SchemaReader(org).ReadAsync(FortyObjects.Names.Append("Nope__c").ToList(), CancellationToken.None));
        Assert.InRange(calls, 1, 4);
        Assert.Equal(FortyObjects.Names.Count, schema.Objects.Count);
        Assert.Equal("Private", schema.Objects["account"].InternalSharingModel);
        Assert.Contains("Account.BillingAddress", schema.PermissionableFields);
        Assert.DoesNotContain("Account.BillingCity", schema.PermissionableFields);
        Assert.Contains("ViewSetup", schema.SystemPermissions);
        Assert.Empty(schema.NotRead);
        var detail = await new SchemaReader(org).ReadAsync(new[] { "Invoice_Line__c" }, CancellationToken.None);
        Assert.Equal("Invoice__c", detail.Objects["Invoice_Line__c"].Fields.Values.Single(f => f.MasterObject is not null).MasterObject);
    }
}

/// <summary>Forty standard objects that take object permissions.</summary>
internal static class FortyObjects
{
    public static IReadOnlyList<string> Names { get; } = new[]
    {
        "Account", "Contact", "Lead", "Opportunity", "Case", "Campaign", "Product2", "Pricebook2", "Contract", "Order", "Asset", "Quote", "Individual", "Solution", "Document", "Idea",
        "WorkOrder", "WorkType", "WorkPlan", "WorkTypeGroup", "ServiceAppointment", "ServiceResource", "ServiceTerritory", "ServiceContract", "Entitlement", "Shift", "TimeSheet", "Location", "Shipment", "Invoice",
        "CreditMemo", "LegalEntity", "OperatingHours", "ReturnOrder", "ProductRequest", "ProductTransfer", "MaintenancePlan", "ContactRequest", "Expense", "Image",
    };
}
