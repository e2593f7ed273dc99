using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;
using Xunit;

namespace SfIntegration.Unit.Tests.Plan;

/// <summary>Tabs of a set as rows, and how reading back tells them from the objects of the same name.</summary>
public sealed class TabRowPlannerTests
{
    [Fact]
    public void A_tab_is_made_changed_left_or_taken_away()
    {
        var existing = new Container
        {
            Id = "0PS1",
            Name = "Set",
            Tabs = new[] { new TabGrant("standard-Account", TabVisibility.Visible, "01P1"), new TabGrant("Gone__c", TabVisibility.Visible, "01P2"), new TabGrant("Same__c", TabVisibility.Available, "01P3") },
        };
        var writes = Plan(existing, ("STANDARD-Account", TabVisibility.Available), ("Same__c", TabVisibility.Available), ("New__c", TabVisibility.Visible));
        Assert.Equal(
            new[] { "Update 01P1 DefaultOff", "Create  DefaultOn", "Delete 01P2 " },
            writes.Select(w => $"{w.Operation} {w.RecordId} {(w.Values.TryGetValue("Visibility", out var v) ? v : "")}"));
        Assert.Equal(new[] { ChangeKind.RevokeTab, ChangeKind.GrantTab, ChangeKind.RevokeTab }, writes.SelectMany(w => w.Changes).Select(c => c.Kind));
        Assert.Equal("DefaultOn", writes[2].Before["Visibility"]);
    }

    [Fact]
    public void The_same_tabs_plan_nothing() =>
        Assert.Empty(Plan(new Container { Id = "0PS1", Tabs = new[] { new TabGrant("A__c", TabVisibility.Visible, "01P1") } }, ("a__C", TabVisibility.Visible)));

    [Fact]
    public void A_tab_that_did_not_arrive_does_not_fail_the_object_of_its_name()
    {
        var applied = new[] { Applied(ChangeKind.GrantObject), Applied(ChangeKind.GrantTab) };
        ReadBack.Check(applied, new[] { new AccessChange { Kind = ChangeKind.GrantTab, Target = "Invoice__c", Container = "Set" } });
        Assert.Equal(new[] { ChangeState.Applied, ChangeState.Failed }, applied.Select(c => c.State));
    }

    private static AccessChange Applied(ChangeKind kind) => new() { Kind = kind, Target = "Invoice__c", Container = "Set", State = ChangeState.Applied };

    private static IReadOnlyList<Write> Plan(Container existing, params (string Name, TabVisibility Visibility)[] tabs)
    {
        var builder = new PlanBuilder();
        var set = new SetContents { Name = "Set", Label = "Set", Description = "", Tabs = tabs.Select(t => new DesiredTab(t.Name, t.Visibility, null)).ToList() };
        TabRowPlanner.Plan(set, existing, existing.Id, builder);
        return builder.Writes;
    }
}
