using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Auth;
using SfIntegration.Http;
using SfIntegration.Plan;
using SfIntegration.Practice;
using SfIntegration.Proof;
using SfIntegration.Rules;
using Xunit;

namespace SfIntegration.Unit.Tests.EndToEnd;

/// <summary>Design §11: forty standard objects, every field, in at most thirty HTTP calls as the server counts them, proof included.</summary>
public sealed class VolumeTests
{
    private const int MostCalls = 30;
    /// <summary>Eight for what it holds (design §11), and four for what came later: its profile's doors, and its app's policies and users.</summary>
    private const int MostCallsOfATest = 12;

    /// <summary>Standard objects that take rows of their own and have many fields.</summary>
    private static readonly string[] s_objects =
    [
        "ActionCadenceStep", "SocialPost", "Employee", "CardPaymentMethod", "ReturnOrder", "InvoiceBatchRun", "FulfillmentOrder", "Payment",
        "WorkOrder", "ServiceAppointment", "PaymentIntent", "LiveChatTranscript", "AlternativePaymentMethod", "Campaign", "Refund", "Shipment",
        "OrderSummary", "Account", "Asset", "Case", "SavedPaymentMethod", "Quote", "PaymentAuthorization", "DigitalWallet",
        "FinanceTransaction", "Contact", "WebStore", "WebCart", "ProductRequest", "PaymentAuthAdjustment", "MessagingSession", "Lead",
        "Individual", "WorkGoal", "ServiceContract", "Invoice", "ProductTransfer", "TaxEngine", "PaymentSchedule", "Order",
    ];

    [Fact]
    public async Task Forty_objects_with_every_field_take_at_most_thirty_calls_and_nothing_is_left_to_plan()
    {
        var org = PracticeOrg.CreateCompany();
        org.GrowStandard(s_objects);
        var scope = World.Edited(
            "scopeVersion: 1\nname: volume\nowner: { name: Platform Team, contact: platform-team@acme.example }\n"
            + "identity: { username: integ-svc-volume@acme.example, lastName: integ-svc-volume, email: platform-team@acme.example }\n"
            + "integrations:\n  everything:\n    purpose: Copies forty objects\n    owner: { name: ERP, contact: erp@acme.example }\n"
            + "    approval: { by: security@acme.example, ticket: SEC-1, date: 2026-10-02, reviewBy: 2028-01-02 }\n    permissionSet: Integ_Volume\n    objects:\n"
            + string.Concat(s_objects.Select(n => $"      {n}: {{ access: [read, create, edit], fields: {{ edit: all }} }}\n")));
        Assert.Equal(40, s_objects.Length);
        var administrator = org.SignIn(org.AdministratorUsername);
        var journal = System.IO.Path.GetTempFileName();
        System.IO.File.Delete(journal);
        org.Counters.Reset();

        using var connection = await ConnectAsync(org, administrator);
        var service = new PlanService(OrgApi.For(connection), () => org.Clock.UtcNow);
        var plan = await service.PlanAsync(scope, new PlanOptions(), default);
        Assert.Empty(plan.Problems.Where(p => p.Stops).Select(p => p.ToString()));
        var applied = await service.ApplyAsync(plan, new ApplyOptions { JournalPath = journal, CheckFreshness = false }, default);
        System.IO.File.Delete(journal);
        Assert.Equal(ApplyState.Complete, applied.State);
        SfConnection? identity = null;
        var result = await new LeastPrivilegeTest(OrgApi.For(connection), () => org.Clock.UtcNow).RunAsync(
            new TestRequest
            {
                Username = scope.Identity.Username,
                Scope = scope,
                Live = true,
                SignIn = async _ => OrgApi.For(identity = await ConnectAsync(org, org.SignIn(scope.Identity.Username))),
            },
            default);
        using (identity)
        {
            var failed = result.Findings.Where(f => f.Outcome == Outcome.Fail && f.RuleId != "SFI401").ToList();
            Assert.True(failed.Count == 0, string.Join("\n", failed.Take(10)));
        }

        Assert.True(applied.RowsWritten > 1000, $"{applied.RowsWritten} rows");
        Assert.True(org.Counters.Calls <= MostCalls, $"{org.Counters.Calls} calls: {string.Join(", ", org.Counters.ByResource.Select(r => $"{r.Value} {r.Key}"))}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{org.Counters.Calls} calls, {applied.RowsWritten} rows");
        Assert.True((await service.PlanAsync(scope, new PlanOptions(), default)).IsEmpty);

        using var fresh = await ConnectAsync(org, administrator);
        org.Counters.Reset();
        await new LeastPrivilegeTest(OrgApi.For(fresh), () => org.Clock.UtcNow).RunAsync(new TestRequest { Username = scope.Identity.Username, Scope = scope }, default);
        TestContext.Current.TestOutputHelper?.WriteLine($"{org.Counters.Calls} calls of a test that is not live");
        Assert.True(org.Counters.Calls <= MostCallsOfATest, $"{org.Counters.Calls} calls: {string.Join(", ", org.Counters.ByResource.Select(r => $"{r.Value} {r.Key}"))}");
    }

    [Fact]
    public async Task A_test_that_is_not_live_takes_at_most_twelve_calls()
    {
        using var world = await World.CreateAsync();
        await world.BuildAsync();
        var fresh = await world.SignInAsync(world.Org.AdministratorUsername);
        world.Org.Counters.Reset();
        await new LeastPrivilegeTest(fresh, () => world.Org.Clock.UtcNow).RunAsync(new TestRequest { Username = World.Username, Scope = World.Sample() }, default);
        TestContext.Current.TestOutputHelper?.WriteLine($"{world.Org.Counters.Calls} calls");
        Assert.True(world.Org.Counters.Calls <= MostCallsOfATest, $"{world.Org.Counters.Calls} calls: {string.Join(", ", world.Org.Counters.ByResource.Select(r => $"{r.Value} {r.Key}"))}");
    }

    private static Task<SfConnection> ConnectAsync(PracticeOrg org, string token) => SfConnection.ConnectAsync(
        new SfConnectOptions { SignIn = _ => new AccessTokenSource(org.BaseAddress.AbsoluteUri, new Secret(token)), Handler = org.CreateHandler() }, CancellationToken.None);
}
