using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using SfIntegration.Practice;
using SfIntegration.Scope;
using Xunit;

namespace SfIntegration.Unit.Tests.EndToEnd;

/// <summary>One thing done to the built identity behind the product's back: one finding, its own, asked live or not.</summary>
public sealed class OrgSabotageTests
{
    private const string Profile = "Minimum Access - API Only Integrations";

    private static readonly Dictionary<string, (Action<World> Break, string[] Found)> s_sabotages = new()
    {
        ["an extra set is assigned"] = (w => w.Insert("PermissionSetAssignment", ("AssigneeId", w.UserId), ("PermissionSetId", w.IdOf("PermissionSet", "Name = 'Newsletter_Sync'"))), ["SFI210 Newsletter_Sync"]),
        ["access on the profile"] = (OpenOnProfile, [$"SFI214 {Profile}"]),
        ["View All Fields"] = (w => w.Change("ObjectPermissions", Object(w, "Account"), ("PermissionsViewAllFields", true)), ["SFI209 Account"]),
        ["View All"] = (w => w.Change("ObjectPermissions", Object(w, "Opportunity"), ("PermissionsViewAllRecords", true)), ["SFI209 Opportunity"]),
        ["an object nobody named"] = (w => w.Insert("ObjectPermissions", ("ParentId", w.SetId), ("SobjectType", "Lead"), ("PermissionsRead", true)), ["SFI201 Lead"]),
        ["an object widened"] = (w => w.Change("ObjectPermissions", Object(w, "Opportunity"), ("PermissionsDelete", true)), ["SFI201 Opportunity"]),
        ["an object taken away"] = (w => w.Delete("ObjectPermissions", Object(w, "Product2")), ["SFI202 Product2"]),
        ["create taken away"] = (w => w.Change("ObjectPermissions", Object(w, "Opportunity"), ("PermissionsCreate", false)), ["SFI202 Opportunity"]),
        ["an extra field"] = (w => w.Insert("FieldPermissions", ("ParentId", w.SetId), ("SobjectType", "Account"), ("Field", "Account.Fax"), ("PermissionsRead", true), ("PermissionsEdit", false)), ["SFI203 Account.Fax"]),
        ["a field widened to edit"] = (w => w.Change("FieldPermissions", Field(w, "Invoice__c.Internal_Note__c"), ("PermissionsEdit", true)), ["SFI203 Invoice__c.Internal_Note__c"]),
        ["a field taken away"] = (w => w.Delete("FieldPermissions", Field(w, "Opportunity.NextStep")), ["SFI204 Opportunity.NextStep"]),
        ["a field narrowed to read"] = (w => w.Change("FieldPermissions", Field(w, "Opportunity.Amount"), ("PermissionsEdit", false)), ["SFI204 Opportunity.Amount"]),
        ["a system permission added"] = (w => w.Change("PermissionSet", w.SetId, ("PermissionsRunReports", true)), ["SFI205 RunReports"]),
        ["a system permission taken away"] = (w => w.Change("PermissionSet", w.SetId, ("PermissionsViewSetup", false)), ["SFI206 ViewSetup"]),
        ["a class added"] = (w => w.Insert("SetupEntityAccess", ("ParentId", w.SetId), ("SetupEntityId", w.IdOf("ApexClass", "Name = 'InvoiceExporter'"))), ["SFI207 InvoiceExporter"]),
        ["a custom permission added"] = (w => w.Insert("SetupEntityAccess", ("ParentId", w.SetId), ("SetupEntityId", w.IdOf("CustomPermission", "DeveloperName = 'Release_Orders'"))), ["SFI207 Release_Orders"]),
        ["a class taken away"] = (w => w.Delete("SetupEntityAccess", Entity(w, w.IdOf("ApexClass", "Name = 'OrderSyncEndpoint'"))), ["SFI208 OrderSyncEndpoint"]),
        ["muting removed"] = (w => w.Delete("PermissionSetGroupComponent", w.IdOf("PermissionSetGroupComponent", $"PermissionSetId = '{w.IdOf("MutingPermissionSet", "DeveloperName = 'Shared_Muting'")}'")), ["SFI212 Shared_Group"]),
        ["a group that was not recalculated"] = (MakeStale, ["SFI212 Shared_Group"]),
        ["the assignment expired"] = (w => w.Org.AsSystem.Overwrite("PermissionSetAssignment", Assignment(w), new Dictionary<string, object?> { ["ExpirationDate"] = "2026-01-01T00:00:00.000Z" }), [$"SFI211 {World.SetName}"]),
        ["the assignment removed"] = (w => w.Delete("PermissionSetAssignment", Assignment(w)), [$"SFI211 {World.SetName}"]),
        ["the assignment without an end"] = (w => w.Change("PermissionSetAssignment", Assignment(w), ("ExpirationDate", null)), [$"SFI211 {World.SetName}"]),
        ["the set bound to another licence"] = (w => w.Org.AsSystem.Overwrite("PermissionSet", w.SetId, new Dictionary<string, object?> { ["LicenseId"] = w.IdOf("UserLicense", "Name = 'Salesforce'") }), [$"SFI213 {World.SetName}"]),
        ["the permission set licence taken away"] = (TakeLicense, ["SFI213 SalesforceAPIIntegrationPsl"]),
        ["the app opened to all"] = (w => w.Org.AsSystem.Overwrite("ConnectedApplication", App(w), new Dictionary<string, object?> { ["OptionsAllowAdminApprovedUsersOnly"] = false }), ["SFI501 Order Sync"]),
        ["the app's pre-authorisation taken away"] = (w => w.Delete("SetupEntityAccess", Entity(w, App(w))), ["SFI502 Order Sync"]),
        ["the user frozen"] = (w => w.Change("UserLogin", w.IdOf("UserLogin", $"UserId = '{w.UserId}'"), ("IsFrozen", true)), [$"SFI109 {World.Username}"]),
        ["the user deactivated"] = (w => w.Change("User", w.UserId, ("IsActive", false)), [$"SFI109 {World.Username}"]),
        ["another profile, which opens invoices and never lets the password expire"] = (w => w.Change("User", w.UserId, ("ProfileId", w.IdOf("Profile", "Name = 'Salesforce API Only System Integrations'"))), [$"SFI105 {World.Username}", "SFI214 Salesforce API Only System Integrations"]),
        ["API Only taken off the profile"] = (w => w.Org.AsSystem.Overwrite("PermissionSet", ProfileSet(w), new Dictionary<string, object?> { ["PermissionsApiUserOnly"] = false }), [$"SFI102 {World.Username}"]),
        ["a role"] = (w => w.Change("User", w.UserId, ("UserRoleId", w.IdOf("UserRole", "Name = 'CEO'"))), [$"SFI108 {World.Username}"]),
        ["another e-mail address"] = (w => w.Change("User", w.UserId, ("Email", "mallory@elsewhere.example")), [$"SFI108 {World.Username}"]),
        ["the mark damaged"] = (w => w.Change("PermissionSet", w.SetId, ("Description", "Keeps ERP orders in step. [sfi:orders/order-")), [$"SFI605 {World.SetName}"]),
    };

    public static TheoryData<string> Names => new(s_sabotages.Keys);

    [Fact]
    public void There_are_more_than_twenty() => Assert.True(s_sabotages.Count > 20);

    [Fact]
    public async Task Nothing_is_found_where_nothing_is_broken()
    {
        using var world = await BuiltAsync();
        Assert.Empty(await world.FailsAsync(Scope));
        Assert.Empty(await world.FailsAsync(Scope, live: true));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_gives_exactly_its_own_finding_live_or_not(string name)
    {
        using var world = await BuiltAsync();
        s_sabotages[name].Break(world);
        var own = string.Join(" | ", s_sabotages[name].Found);
        Assert.Equal(own, string.Join(" | ", await world.FailsAsync(Scope)));
        Assert.Equal(own, string.Join(" | ", await world.FailsAsync(Scope, live: true)));
    }

    /// <summary>The sample, holding a group as it is.</summary>
    private static AccessScope Scope { get; } = World.Sample(("    permissionSet: Integ_Order_Sync\n", "    permissionSet: Integ_Order_Sync\n    usePermissionSets: [Shared_Group]\n"));

    private static async Task<World> BuiltAsync()
    {
        var world = await World.CreateAsync();
        var part = world.Insert("PermissionSet", ("Name", "Shared_Part"), ("Label", "Shared Part"), ("Description", "What every integration reads"), ("LicenseId", world.IdOf("PermissionSetLicense", "DeveloperName = 'SalesforceAPIIntegrationPsl'")));
        world.Insert("ObjectPermissions", ("ParentId", part), ("SobjectType", "Account"), ("PermissionsRead", true), ("PermissionsCreate", true), ("PermissionsEdit", true));
        var group = world.Insert("PermissionSetGroup", ("DeveloperName", "Shared_Group"), ("MasterLabel", "Shared Group"), ("Description", "What every integration reads"));
        var muting = world.Insert("MutingPermissionSet", ("DeveloperName", "Shared_Muting"), ("MasterLabel", "Shared Muting"));
        world.Insert("ObjectPermissions", ("ParentId", muting), ("SobjectType", "Account"), ("PermissionsCreate", true), ("PermissionsEdit", true));
        world.Insert("PermissionSetGroupComponent", ("PermissionSetGroupId", group), ("PermissionSetId", part));
        world.Insert("PermissionSetGroupComponent", ("PermissionSetGroupId", group), ("PermissionSetId", muting));
        await world.BuildAsync(Scope);
        return world;
    }

    private static void OpenOnProfile(World world)
    {
        world.Insert("ObjectPermissions", ("ParentId", ProfileSet(world)), ("SobjectType", "Invoice__c"), ("PermissionsRead", true));
        world.Insert("ObjectPermissions", ("ParentId", ProfileSet(world)), ("SobjectType", "Invoice_Line__c"), ("PermissionsRead", true));
    }

    private static void MakeStale(World world)
    {
        world.Org.Switches.GroupRecalculation = GroupRecalculation.Manual;
        world.Insert("ObjectPermissions", ("ParentId", world.IdOf("PermissionSet", "Name = 'Shared_Part'")), ("SobjectType", "Case"), ("PermissionsRead", true));
    }

    /// <summary>Salesforce refuses this while a set needs it; a migration or a bug may still leave it so.</summary>
    private static void TakeLicense(World world) => world.Org.AsSystem.Overwrite(
        "PermissionSetLicenseAssign", world.IdOf("PermissionSetLicenseAssign", $"AssigneeId = '{world.UserId}'"), new Dictionary<string, object?> { ["AssigneeId"] = world.IdOf("User", "Username = 'old.mes@acme.example'") });

    private static string Object(World world, string name) => world.IdOf("ObjectPermissions", $"ParentId = '{world.SetId}' AND SobjectType = '{name}'");

    private static string Field(World world, string name)
    {
        var where = $"ParentId = '{world.SetId}' AND Field = '{name}'";
        return world.Query($"SELECT Id,SobjectType,Field FROM FieldPermissions WHERE {where}").Count > 0
            ? world.IdOf("FieldPermissions", where)
            : world.Insert("FieldPermissions", ("ParentId", world.SetId), ("SobjectType", name.Split('.')[0]), ("Field", name), ("PermissionsRead", true), ("PermissionsEdit", false));
    }

    private static string Entity(World world, string id) => world.IdOf("SetupEntityAccess", $"ParentId = '{world.SetId}' AND SetupEntityId = '{id}'");

    private static string Assignment(World world) => world.IdOf("PermissionSetAssignment", $"AssigneeId = '{world.UserId}' AND PermissionSetId = '{world.SetId}'");

    private static string App(World world) => world.IdOf("ConnectedApplication", "Name = 'Order Sync'");

    private static string ProfileSet(World world) => world.IdOf("PermissionSet", $"Profile.Name = '{Profile}'");
}
