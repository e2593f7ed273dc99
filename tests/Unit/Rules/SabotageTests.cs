using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;
using SfIntegration.Proof;
using SfIntegration.Rules;
using SfIntegration.Rules.Apps;
using SfIntegration.Scope;
using Xunit;

namespace SfIntegration.Unit.Tests.Rules;

/// <summary>One thing broken, one finding: its own, and no other.</summary>
public sealed class SabotageTests
{
    private static readonly Dictionary<string, (Action<Bench> Break, string[] Found)> s_sabotages = new()
    {
        ["an extra set is assigned"] = (b => b.Add("Extra").Objects["Contact"] = ObjectAccess.Read, ["SFI210 Extra"]),
        ["an extra set that gives nothing"] = (b => b.Add("Empty"), ["SFI210 Empty"]),
        ["an extra set that gives everything"] = (b => b.Add("Extra").System.UnionWith(["ModifyAllData", "ViewAllData", "ManageUsers", "AssignPermissionSets"]), ["SFI210 Extra"]),
        ["an extra set with a password that never expires"] = (b => b.Add("Extra").System.Add("PasswordNeverExpires"), ["SFI210 Extra"]),
        ["a system permission on the profile"] = (b => b.Profile.System.Add("ViewAllData"), ["SFI214 Minimum Access - API Only Integrations"]),
        ["Modify All Data on the profile"] = (b => b.Profile.System.Add("ModifyAllData"), ["SFI214 Minimum Access - API Only Integrations"]),
        ["an object and its fields on the profile"] = (b => { b.Profile.Objects["Lead"] = Bench.ReadEdit; b.Profile.Fields["Lead.Email"] = FieldAccess.Read; }, ["SFI214 Minimum Access - API Only Integrations"]),
        ["an Apex class on the profile"] = (b => b.Profile.Setup.Add(new SetupEntityGrant("ApexClass", "01p9", "Backdoor", null)), ["SFI214 Minimum Access - API Only Integrations"]),
        ["an object nobody named in our set"] = (b => b.Set.Objects["Lead"] = ObjectAccess.Read, ["SFI201 Lead"]),
        ["an object nobody named, with fields, in our set"] = (b => { b.Set.Objects["Lead"] = Bench.ReadEdit; b.Set.Fields["Lead.Email"] = FieldAccess.Edit; b.Set.Fields["Lead.Title"] = FieldAccess.Read; }, ["SFI201 Lead"]),
        ["delete on a named object"] = (b => b.Set.Objects["Opportunity"] |= ObjectAccess.Delete, ["SFI201 Opportunity"]),
        ["View All Fields on a named object"] = (b => b.Set.Objects["Account"] |= ObjectAccess.ViewAllFields, ["SFI209 Account"]),
        ["Modify All on a named object, with what it brings along"] = (b => b.Set.Objects["Account"] |= ObjectAccess.Edit | ObjectAccess.Delete | ObjectAccess.ViewAll | ObjectAccess.ModifyAll, ["SFI209 Account"]),
        ["View All on an object nobody named"] = (b => b.Set.Objects["Lead"] = ObjectAccess.Read | ObjectAccess.ViewAll, ["SFI209 Lead"]),
        ["create and View All on an object nobody named are two things"] = (b => b.Set.Objects["Lead"] = ObjectAccess.Read | ObjectAccess.Create | ObjectAccess.ViewAll, ["SFI201 Lead", "SFI209 Lead"]),
        ["a field nobody named"] = (b => b.Set.Fields["Account.Fax"] = FieldAccess.Read, ["SFI203 Account.Fax"]),
        ["edit on a field that is to be read"] = (b => b.Set.Fields["Account.Phone"] = FieldAccess.Read | FieldAccess.Edit, ["SFI203 Account.Phone"]),
        ["a system permission in our set"] = (b => b.Set.System.Add("ViewAllData"), ["SFI205 ViewAllData"]),
        ["View All Fields (Global) in our set"] = (b => b.Set.System.Add("ViewAllFieldsGlobal"), ["SFI205 ViewAllFieldsGlobal"]),
        ["half of a toxic pair in our set"] = (b => { b.Set.System.Add("AssignPermissionSets"); b.Set.System.Add("ManageUsers"); }, ["SFI205 AssignPermissionSets", "SFI205 ManageUsers"]),
        ["a password that never expires in our set"] = (b => b.Set.System.Add("PasswordNeverExpires"), ["SFI105 " + Bench.Username]),
        ["a password that never expires on the profile"] = (b => b.Profile.System.Add("PasswordNeverExpires"), ["SFI105 " + Bench.Username]),
        ["an Apex class in our set"] = (b => b.Set.Setup.Add(new SetupEntityGrant("ApexClass", "01p9", "Backdoor", null)), ["SFI207 Backdoor"]),
        ["a tab nobody named in our set"] = (b => b.Set.Tabs.Add(new TabGrant("standard-Lead", TabVisibility.Available, "01P9")), ["SFI216 standard-Lead"]),
        ["a tab that is to be available in the tab bar"] = (b => b.Set.Tabs[1] = b.Set.Tabs[1] with { Visibility = TabVisibility.Visible }, ["SFI216 standard-Order"]),
        ["a tab taken away"] = (b => b.Set.Tabs.RemoveAt(0), ["SFI217 standard-Account"]),
        ["a tab taken out of the tab bar"] = (b => b.Set.Tabs[0] = b.Set.Tabs[0] with { Visibility = TabVisibility.Available }, ["SFI217 standard-Account"]),
        ["tabs of the profile are nobody's business"] = (b => b.Profile.Tabs.Add(new TabGrant("standard-home", TabVisibility.Visible, "01P8")), []),
        ["a tab that the profile shows instead of the set"] = (b => { b.Profile.Tabs.Add(b.Set.Tabs[0]); b.Set.Tabs.RemoveAt(0); }, []),
        ["an extra set that gives a tab"] = (b => b.Add("Extra").Tabs.Add(new TabGrant("standard-Lead", TabVisibility.Visible, null)), ["SFI210 Extra"]),
        ["a record type nobody named in our set"] = (b => b.RecordTypes.Add(new RecordTypeGrant("Case", "Support")), ["SFI218 Case.Support"]),
        ["a record type taken away"] = (b => b.RecordTypes.Clear(), ["SFI219 Opportunity.New_Business"]),
        ["another record type of the same name's object"] = (b => b.RecordTypes[0] = new RecordTypeGrant("Opportunity", "Renewal"), ["SFI218 Opportunity.Renewal", "SFI219 Opportunity.New_Business"]),
        ["an object taken away"] = (b => b.Set.Objects.Remove("Opportunity"), ["SFI202 opportunity"]),
        ["create taken away"] = (b => b.Set.Objects["Opportunity"] = Bench.ReadEdit, ["SFI202 opportunity"]),
        ["a field taken away"] = (b => b.Set.Fields.Remove("Opportunity.Amount"), ["SFI204 Opportunity.Amount"]),
        ["a system permission taken away"] = (b => b.Set.System.Remove("ViewSetup"), ["SFI206 ViewSetup"]),
        ["an Apex class taken away"] = (b => b.Set.Setup.RemoveAt(0), ["SFI208 OrderSyncEndpoint"]),
        ["the app's pre-authorisation taken away"] = (b => b.Set.Setup.RemoveAt(2), ["SFI502 Order Sync"]),
        ["the app opened to all users"] = (b => b.Apps![0] = b.Apps[0] with { AdminApprovedOnly = false }, ["SFI501 Order Sync"]),
        ["every address let in"] = (b => b.Ranges = [], ["SFI401 " + Bench.Username]),
        ["an address nobody named let in"] = (b => b.Ranges!.Add(new("198.51.100.7", false, 32)), ["SFI403 " + Bench.Username]),
        ["a named address shut out"] = (b => b.Ranges!.RemoveAt(0), ["SFI403 " + Bench.Username]),
        ["a whole provider let in"] = (b => b.Ranges![0] = b.ScopeRanges[0] = new("3.0.0.0/8", false, 8), ["SFI402 " + Bench.Username]),
        ["ranges checked at sign-in only"] = (b => b.EveryRequest = false, ["SFI404 " + Bench.Username]),
        ["let in at any hour"] = (b => b.Hours = null, ["SFI406 " + Bench.Username]),
        ["let in at other hours"] = (b => b.Hours = "every day", ["SFI406 " + Bench.Username]),
        ["the app told to pass over ranges"] = (b => b.App = With(b, addressPolicy: "Bypass"), ["SFI405 Order Sync"]),
        ["a password signs in"] = (b => b.Logins = [new(b.Now.AddDays(-1), "Remote Access 2.0", "Order Sync", "203.0.113.9", "Success") { LoginSubType = "OauthUsernamePassword" }], ["SFI503 " + Bench.Username]),
        ["the app's tokens open everything"] = (b => b.App = With(b, scopes: ["Api", "full"]), ["SFI504 Order Sync"]),
        ["refresh tokens made endless"] = (b => b.App = With(b, scopes: ["Api", "RefreshToken"], endless: true), ["SFI505 Order Sync"]),
        ["a certificate nobody replaced"] = (b => b.App = With(b, from: b.Now.AddDays(-91)), ["SFI506 Order Sync"]),
        ["a certificate about to end"] = (b => b.App = With(b, until: b.Now.AddDays(29)), ["SFI506 Order Sync"]),
        ["another user let into the app"] = (b => b.App = With(b, others: ["erp@acme.example"]), ["SFI507 Order Sync"]),
        ["client credentials that run as somebody else"] = (b => b.App = With(b, flow: "clientCredentials", runAs: "erp@acme.example"), ["SFI508 Order Sync"]),
        ["client credentials that run as nobody"] = (b => b.App = With(b, flow: "clientCredentials", runAs: ""), ["SFI508 Order Sync"]),
        ["the app's flow switched off"] = (b => b.App = With(b, flows: ["webServer"]), ["SFI509 Order Sync"]),
        ["our set unassigned"] = (b => b.SetAssigned = false, ["SFI211 integ_order_sync"]),
        ["our set deleted"] = (b => b.SetExists = false, ["SFI211 integ_order_sync"]),
        ["the group's and the set's assignments expired"] = (b => b.AssignmentEnds = new DateTime(2026, 11, 1), ["SFI211 Shared_Group", "SFI211 integ_order_sync"]),
        ["an assignment that is not active"] = (b => b.AssignmentActive = false, ["SFI211 integ_order_sync"]),
        ["a group that is not recalculated"] = (b => b.GroupStatus = "Outdated", ["SFI212 Shared_Group"]),
        ["muting removed, group recalculated"] = (b => { b.Muting.Objects.Clear(); b.GroupSum.Objects["Account"] = Bench.ReadEdit; }, ["SFI212 Shared_Group"]),
        ["muting removed, group not recalculated"] = (b => { b.Muting.Objects.Clear(); b.GroupStatus = "Outdated"; }, ["SFI212 Shared_Group"]),
        ["a dangerous permission put into the group"] = (b => { b.GroupPart.System.Add("ViewAllData"); b.GroupSum.System.Add("ViewAllData"); }, ["SFI301 ViewAllData"]),
        ["our set bound to a user licence"] = (b => b.Set.LicenseId = "100sf", ["SFI213 Integ_Order_Sync"]),
        ["the permission set licence taken away"] = (b => b.LicenseHeld = false, ["SFI213 SalesforceAPIIntegrationPsl"]),
        ["the wrong licence, with its profile"] = (b => { b.License = "Salesforce"; b.Profile = new Box("0PSstd", ContainerKind.Profile, "Standard User") { OwnerId = "00eprofile", System = { "ApiEnabled", "RunReports" }, Objects = { ["Lead"] = Bench.ReadEdit } }; }, ["SFI103 " + Bench.Username]),
        ["the administrator's profile"] = (b => { b.License = "Salesforce"; b.Profile = new Box("0PSadm", ContainerKind.Profile, "System Administrator") { OwnerId = "00eprofile", System = { "ApiEnabled", "ModifyAllData", "ManageUsers", "AuthorApex" } }; }, ["SFI101 " + Bench.Username]),
        ["API Only User taken off the profile"] = (b => b.Profile.System.Remove("ApiUserOnly"), ["SFI102 " + Bench.Username]),
        ["another e-mail address"] = (b => b.Email = "mallory@elsewhere.example", ["SFI108 " + Bench.Username]),
        ["a role"] = (b => b.RoleName = "CEO", ["SFI108 " + Bench.Username]),
        ["the user frozen"] = (b => b.IsFrozen = true, ["SFI109 " + Bench.Username]),
        ["the user deactivated"] = (b => b.IsActive = false, ["SFI109 " + Bench.Username]),
        ["the mark cut off the description"] = (b => b.Set.Description = "Keeps orders in step. [sfi:orders/order-", ["SFI605 integ_order_sync"]),
        ["the description emptied to its mark"] = (b => b.Set.Description = "[sfi:orders/order-sync]", ["SFI605 integ_order_sync"]),
        ["an exception without a finding"] = (b => b.Exceptions.Add(Bench.Excepting("SFI201", "Contact", new DateTime(2027, 1, 1))), ["SFI604 Contact"]),
        ["an exception that lapsed"] = (b => b.Exceptions[0] = Bench.Excepting("SFI301", "ViewSetup", new DateTime(2026, 11, 20)), ["SFI301 ViewSetup", "SFI603 ViewSetup"]),
        ["an approval that lapsed"] = (b => b.Approval = b.Approval! with { ReviewBy = new DateTime(2026, 11, 20) }, ["SFI602 order-sync"]),
        ["a set-up that stopped half-way"] = (b => b.ApplyErrors.Add("UNABLE_TO_LOCK_ROW"), ["SFI109 " + Bench.Username]),
    };

    public static TheoryData<string> Names => new(s_sabotages.Keys);

    [Fact]
    public void Nothing_is_found_where_nothing_is_broken() => Assert.Empty(new Bench().Fails());

    [Fact]
    public void There_are_more_than_twenty_sabotages() => Assert.True(s_sabotages.Count > 20);

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_sabotage_gives_exactly_its_own_finding(string name)
    {
        var bench = new Bench();
        s_sabotages[name].Break(bench);
        Assert.Equal(s_sabotages[name].Found.Order(StringComparer.Ordinal), bench.Fails());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void And_every_finding_says_what_was_found_and_how_to_cure_it(string name)
    {
        var bench = new Bench();
        s_sabotages[name].Break(bench);
        Assert.All(bench.Findings().Where(f => f.Outcome is Outcome.Fail or Outcome.NotAssessed), f =>
        {
            Assert.NotEqual("", f.Message);
            Assert.NotEqual("", f.Cure);
            Assert.DoesNotContain("The rule itself broke", f.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void What_the_org_shows_live_of_a_sabotage_is_evidence_and_not_a_second_finding()
    {
        var bench = new Bench
        {
            Proof =
            [
                new Observation(ProofKind.SignIn, Bench.Username, true, "signs in", "signed in"),
                new Observation(ProofKind.ObjectVisible, "Account", true, "visible", "visible"),
                new Observation(ProofKind.ObjectVisible, "Lead", false, "not visible", "visible"),
                new Observation(ProofKind.Refusal, "Lead", false, "INVALID_TYPE", "1 row"),
            ],
        };
        bench.Add("Extra").Objects["Lead"] = ObjectAccess.Read;

        Assert.Equal(["SFI210 Extra"], bench.Fails());
        var found = Assert.Single(bench.Findings("SFI210"));
        Assert.Contains("live: Lead: visible", found.Evidence);
        Assert.Contains("live: Lead: 1 row", found.Evidence);
        Assert.Equal(Outcome.NotAssessed, Assert.Single(bench.Findings("SFI226")).Outcome);
    }

    private static AppDetails With(
        Bench bench,
        string? addressPolicy = null,
        IReadOnlyList<string>? scopes = null,
        bool endless = false,
        DateTime? from = null,
        DateTime? until = null,
        IReadOnlyList<string>? others = null,
        string flow = "jwt",
        string? runAs = null,
        IReadOnlyList<string>? flows = null) => new()
    {
        Name = bench.App.Name,
        WantedFlow = flow,
        Flows = flows ?? [flow],
        Scopes = scopes ?? bench.App.Scopes,
        AddressPolicy = addressPolicy ?? bench.App.AddressPolicy,
        EndlessRefreshTokens = endless,
        Certificate = (from ?? bench.App.Certificate!.Value.From, until ?? bench.App.Certificate!.Value.Until),
        RunAs = runAs ?? bench.App.RunAs,
        OtherUsers = others ?? bench.App.OtherUsers,
        RotateEveryDays = bench.App.RotateEveryDays,
    };
}
