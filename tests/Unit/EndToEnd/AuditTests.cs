using System;
using System.Linq;
using System.Threading.Tasks;
using SfIntegration.Plan;
using Xunit;

namespace SfIntegration.Unit.Tests.EndToEnd;

/// <summary>The ready scopes of the auditor, and an identity on a full licence.</summary>
public sealed class AuditTests
{
    private const string FullLicense = "  license: Salesforce\n  profile: { name: Minimum Access - Salesforce }\n  email: audit@acme.example\n";

    [Fact]
    public async Task Stepping_back_from_writing_is_one_plan_that_removes_exactly_the_two_permissions()
    {
        using var world = await World.CreateAsync();
        var reading = World.SampleFile("audit-read-only.scope.yaml");
        var writing = World.SampleFile("audit-write-back.scope.yaml");
        await world.BuildAsync(reading);
        var before = await world.DumpAsync();
        Assert.Empty(await world.FailsAsync(reading, live: true));

        await world.BuildAsync(writing);
        Assert.Empty(await world.FailsAsync(writing, live: true));

        var back = await world.PlanAsync(reading);
        Assert.Equal(["RevokeSystemPermission ModifyAllData", "RevokeSystemPermission ModifyMetadata"], back.Changes.Select(c => $"{c.Kind} {c.Target}").Order(StringComparer.Ordinal));
        Assert.Equal(ApplyState.Complete, (await world.ApplyAsync(back)).State);
        Assert.Equal(before, await world.DumpAsync());
        Assert.Empty(await world.FailsAsync(reading, live: true));
    }

    [Fact]
    public async Task On_a_full_licence_generated_sets_carry_no_licence_and_no_permission_set_licence_is_planned()
    {
        using var world = await World.CreateAsync();
        var scope = World.SampleFile("audit-read-only.scope.yaml", ("  email: audit@acme.example\n", FullLicense));
        var plan = await world.PlanAsync(scope);
        Assert.DoesNotContain(plan.Changes, c => c.Kind == ChangeKind.AssignPermissionSetLicense);
        var applied = await world.ApplyAsync(plan);
        Assert.Empty(applied.Errors);
        Assert.Empty(applied.SideEffects);
        Assert.Null(Assert.Single(world.Query("SELECT LicenseId FROM PermissionSet WHERE Name = 'Integ_Org_Audit'"))["LicenseId"]);
        Assert.Empty(world.Query("SELECT Id FROM PermissionSetLicenseAssign WHERE Assignee.Username = 'integ-svc-audit@acme.example'"));
    }
}
