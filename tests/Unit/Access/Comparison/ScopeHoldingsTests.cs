using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Access.Comparison;
using SfIntegration.Practice;
using SfIntegration.Scope;
using Xunit;
using static SfIntegration.Unit.Tests.Access.AccessBuilder;
using static SfIntegration.Unit.Tests.Access.Comparison.Held;

namespace SfIntegration.Unit.Tests.Access.Comparison;

public sealed class ScopeHoldingsTests
{
    private const string Text = """
        scopeVersion: 1
        name: orders
        owner: { name: Platform Team, contact: platform@acme.example }
        identity: { username: integ-svc-orders@acme.example, lastName: integ, email: platform@acme.example }
        integrations:
          sync:
            purpose: orders
            system: ERP
            owner: { name: ERP, contact: erp@acme.example }
            expires: 2027-06-30
            permissionSet: Integ_Sync
            usePermissionSets: [Used]
            objects:
              Account: { access: [delete], fields: [AccountNumber, { edit: Phone }] }
              Contact: { access: [read], fields: all }
            systemPermissions: [{ name: ViewSetup, reason: discovery }]
            setupAccess: { apexClasses: [Orders] }
            app: { name: Order Sync, flow: jwt }
        """;

    [Fact]
    public void Tabs_and_record_types_are_compared_like_the_rest()
    {
        var scope = Scope(Text.Replace("[AccountNumber, { edit: Phone }]", "[AccountNumber], recordTypes: [Big, Small]", StringComparison.Ordinal)
            .Replace("    usePermissionSets: [Used]\n", "", StringComparison.Ordinal)
            .Replace("    app:", "    tabs: { visible: [standard-Account], available: [A__c] }\n    app:", StringComparison.Ordinal));
        var held = new Container
        {
            Id = "0PS1",
            Name = "S",
            Label = "S",
            Tabs = [new TabGrant("standard-account", TabVisibility.Available, null), new TabGrant("B__c", TabVisibility.Visible, null)],
            RecordTypes = [new RecordTypeGrant("account", "big"), new RecordTypeGrant("Case", "Support")],
        };
        var rows = Diff(ScopeHoldings.Of(scope, null, Snapshot(), null), Of(held));
        Assert.Equal(
            ["Tab A__c ReferenceOnly", "Tab B__c DifferenceOnly", "Tab standard-Account Different", "RecordType Account.Small ReferenceOnly", "RecordType Case.Support DifferenceOnly"],
            rows.Where(r => r.Kind is AccessPartKind.Tab or AccessPartKind.RecordType).OrderBy(r => r.Kind).ThenBy(r => r.Target, StringComparer.Ordinal).Select(r => $"{r.Kind} {r.Target} {r.Side}"));
    }

    [Fact]
    public void Offline_it_is_what_is_written_and_all_is_said_to_be_open()
    {
        var scope = Scope(Text.Replace("[AccountNumber, { edit: Phone }]", "{ read: [AccountNumber], edit: [Phone] }", StringComparison.Ordinal));
        var used = Set("0PS1", name: "used", objects: "Account:Read Case:Read", fields: "Account.Phone:Read Case.Reason:Read", system: "RunReports", setup: "Helper");
        var asked = ScopeHoldings.Of(scope, null, Snapshot(used), null);
        var set = Of(Set("S", objects: "Account:Read Contact:Read+Edit", fields: "Contact.Email:Read Contact.Phone:Read Account.Fax:Read", system: "ViewSetup", setup: "orders"));

        Assert.Equal(
            new[]
            {
                "Object Account | Different | read, edit, delete | read",
                "Object Case | ReferenceOnly | read | ",
                "Object Contact | Different | read | read, edit",
                "Field Contact.* | NotAssessed |  |  | the scope says `all`, and without an org it is not known which fields that is",
                "Field Account.AccountNumber | ReferenceOnly | read | ",
                "Field Account.Fax | DifferenceOnly |  | read",
                "Field Account.Phone | ReferenceOnly | read, edit | ",
                "Field Case.Reason | ReferenceOnly | read | ",
                "SystemPermission RunReports | ReferenceOnly | granted | ",
                "SetupEntity ApexClass Helper | ReferenceOnly | granted | ",
                "SetupEntity ConnectedApplication Order Sync | ReferenceOnly | granted | ",
            },
            Diffs(asked, set));
    }

    [Fact]
    public void A_set_it_uses_and_that_is_not_there_is_not_passed_over()
    {
        var asked = ScopeHoldings.Of(Scope(Text.Replace("[AccountNumber, { edit: Phone }]", "[AccountNumber]", StringComparison.Ordinal)), null, Snapshot(), null);
        Assert.Equal(new UnknownHolding(AccessPartKind.Assignment, "Used", "the scope uses this set as it is, and it was not found"), Assert.Single(asked.Unknown));
        Assert.Equal(new[] { "Integ_Sync", "Used" }, asked.Named[AccessPartKind.Assignment].Keys.Order(StringComparer.Ordinal));
        Assert.Equal("assigned until 2027-06-30 23:59Z", asked.Named[AccessPartKind.Assignment]["Used"]);
    }

    [Fact]
    public async Task With_an_org_all_is_resolved_against_it_and_what_it_lacks_is_named()
    {
        var org = await PracticeSession.OpenAsync(PracticeOrg.CreateCompany());
        var scope = Scope("""
            scopeVersion: 1
            name: shop
            owner: { name: Platform Team, contact: platform@acme.example }
            identity: { username: integ@acme.example, lastName: integ, email: platform@acme.example }
            integrations:
              shop:
                purpose: shop
                system: shop
                owner: { name: ERP, contact: erp@acme.example }
                usePermissionSets: [Invoicing]
                objects:
                  Product2: { access: [read], fields: all }
                  Nothing__c: { access: [read] }
            """);
        var source = new OrgAccessSource(org);
        var holdings = await HoldingsReader.ReadAsync(source, new[] { new CompareTarget(TargetKind.Scope, scope.Name) { Scope = scope }, CompareTarget.Parse("set:web_shop_sync"), CompareTarget.Parse("shared.api@acme.example"), CompareTarget.Parse("Acme Sales") }, CancellationToken.None);

        Assert.Equal(new[] { "scope shop", "permission set Web_Shop_Sync", "user shared.api@acme.example", "profile Acme Sales" }, holdings.Select(h => h.Title));
        var rows = Diff(holdings[0], holdings[1]);

        // Web_Shop_Sync reads every field of Product2 (Seed/Data/acme.json), and so does the scope.
        Assert.DoesNotContain(rows, r => r.SobjectType == "Product2");
        Assert.Equal("Invoice__c", rows.First(r => r.Side == DifferenceSide.ReferenceOnly && r.Kind == AccessPartKind.Object && r.SobjectType == "Invoice__c").Target);
        Assert.Equal("Nothing__c", Assert.Single(rows, r => r.Side == DifferenceSide.NotAssessed && r.Kind == AccessPartKind.Object).Target);
        Assert.Contains(rows, r => r.Target == "ApexClass InvoiceExporter" && r.Side == DifferenceSide.ReferenceOnly);
    }

    [Fact]
    public async Task A_name_that_is_not_there_or_names_several_things_is_refused_with_the_cure()
    {
        var org = await PracticeSession.OpenAsync(PracticeOrg.CreateCompany());
        var missing = await Assert.ThrowsAsync<SfNotFoundException>(() => HoldingsReader.ReadAsync(new OrgAccessSource(org), new[] { CompareTarget.Parse("Nope") }, CancellationToken.None));
        Assert.Contains("has no permission set, group or profile 'Nope'", missing.Message);

        var twice = new SnapshotAccessSource(Snapshot(Set("1", name: "Sales"), Set("2", ContainerKind.Profile, name: "sales")));
        var several = await Assert.ThrowsAsync<SfNotFoundException>(() => HoldingsReader.ReadAsync(twice, new[] { CompareTarget.Parse("Sales") }, CancellationToken.None));
        Assert.Contains("permission set Sales, profile sales", several.Message);
        Assert.Equal("profile sales", (await HoldingsReader.ReadAsync(twice, new[] { CompareTarget.Parse("profile: SALES") }, CancellationToken.None))[0].Title);
    }

    /// <summary>What a caller may not read is not called empty: the texts of the reader and the sorts here belong together.</summary>
    [Fact]
    public async Task What_the_reader_says_it_could_not_read_is_a_sort_that_is_not_assessed()
    {
        var practice = PracticeOrg.CreateCompany();
        var snapshot = await new OrgAccessSource(await PracticeSession.OpenAsync(practice, "lena.lead@acme.example")).WholeOrgAsync(null, CancellationToken.None);
        Assert.NotEmpty(snapshot.NotRead);
        var unread = UnreadParts.Of(snapshot);
        Assert.Contains(AccessPartKind.Container, unread.Keys);
        Assert.Contains(AccessPartKind.SystemPermission, unread.Keys);
    }

    [Fact]
    public async Task A_caller_who_cannot_read_sets_compares_no_sort_of_grant_of_two_users()
    {
        var source = new OrgAccessSource(await PracticeSession.OpenAsync(PracticeOrg.CreateCompany(), "shared.api@acme.example"));
        var users = await HoldingsReader.ReadAsync(source, new[] { CompareTarget.Parse("ines.sales@acme.example"), CompareTarget.Parse("sam.sales@acme.example") }, CancellationToken.None);
        var rows = Diff(users[0], users[1]).Where(r => r.Kind >= AccessPartKind.Object).ToList();
        Assert.Equal(
            new[] { AccessPartKind.Object, AccessPartKind.Field, AccessPartKind.SystemPermission, AccessPartKind.SetupEntity, AccessPartKind.Tab, AccessPartKind.RecordType },
            rows.Select(r => r.Kind));
        Assert.All(rows, r => Assert.Equal(DifferenceSide.NotAssessed, r.Side));
        Assert.Equal(
            "Which permission sets it holds was not read: what they grant is not counted. Profile Acme Sales was not read: what it grants is not counted.",
            users[0].Unread[AccessPartKind.Object]);
    }

    private static AccessScope Scope(string text) => ScopeReader.ReadText(text).Get();
}
