using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Permission;
using SfIntegration.Plan;
using Xunit;

namespace SfIntegration.Unit.Tests.Permission;

/// <summary>What a batch of grants and revocations decides before anything is sent.</summary>
public sealed class AssignmentDeciderTests
{
    private static readonly DateTime s_now = new(2026, 11, 21, 9, 0, 0, DateTimeKind.Utc);

    private readonly AssignmentFacts _facts = new() { CallerId = "caller" };

    public AssignmentDeciderTests()
    {
        User("caller", "Salesforce");
        User("ann", "Salesforce");
        User("ben", "Salesforce");
        User("api", "Salesforce Integration");
        Target("Admins");
        Target("Plain");
    }

    [Fact]
    public void Several_administrators_never_lose_manage_users_all_at_once()
    {
        Hold("ann", "Admins", administrator: true);
        Hold("ben", "Admins", administrator: true);
        var items = Decide(AssignmentVerb.Revoke, ("ann", "Admins"), ("ben", "Admins"));
        Assert.NotNull(items[0].Row);
        Assert.Equal("LastAdministrator", items[1].Code);
        Assert.Null(items[1].Row);
    }

    [Fact]
    public void An_administrator_by_two_ways_may_lose_one_of_them()
    {
        Hold("ann", "Admins", administrator: true);
        Hold("ben", "Admins", administrator: true);
        _facts.Administrators.Add(("ben-profile", "ben"));
        var items = Decide(AssignmentVerb.Revoke, ("ann", "Admins"), ("ben", "Admins"));
        Assert.NotNull(items[0].Row);
        Assert.Equal("LastAdministrator", items[1].Code);

        items = Decide(AssignmentVerb.Revoke, ("ben", "Admins"), ("ann", "Admins"));
        Assert.NotNull(items[0].Row);
        Assert.NotNull(items[1].Row);
    }

    [Fact]
    public void The_last_administrator_loses_nothing_and_neither_does_the_caller()
    {
        _facts.Administrators.Add(("ann-profile", "ann"));
        Hold("ann", "Plain");
        Hold("caller", "Plain");
        var items = Decide(AssignmentVerb.Revoke, ("ann", "Plain"), ("caller", "Plain"));
        Assert.Equal(new[] { "LastAdministrator", "CallerItself" }, items.Select(i => i.Code));
        Assert.All(items, i => Assert.False(string.IsNullOrEmpty(i.Cure)));
    }

    [Fact]
    public void An_input_that_comes_twice_shares_one_row()
    {
        Hold("ann", "Plain");
        var items = Decide(AssignmentVerb.Revoke, ("ann", "Plain"), ("ANN", "plain"));
        Assert.Same(items[0].Row, items[1].Row);
        items = Decide(AssignmentVerb.Grant, ("ben", "Plain"), ("ben", "Plain"));
        Assert.Same(items[0].Row, items[1].Row);
        Assert.Equal(WriteOperation.Create, items[0].Row!.Operation);
    }

    [Fact]
    public void A_set_for_another_user_licence_is_refused_and_one_without_is_not()
    {
        Target("Bound", "Salesforce");
        var items = Decide(AssignmentVerb.Grant, ("api", "Bound"), ("ann", "Bound"), ("api", "Plain"));
        Assert.Equal("WrongLicense", items[0].Code);
        Assert.NotNull(items[1].Row);
        Assert.NotNull(items[2].Row);
    }

    [Fact]
    public void What_has_ended_is_revived_and_what_ends_later_is_kept()
    {
        Hold("ann", "Plain", s_now.AddSeconds(-1));
        Hold("ben", "Plain", s_now.AddSeconds(1));
        var items = Decide(AssignmentVerb.Grant, ("ann", "Plain"), ("ben", "Plain"));
        Assert.Equal(WriteOperation.Update, items[0].Row!.Operation);
        Assert.Equal(Newtonsoft.Json.Linq.JTokenType.Null, items[0].Row!.Values["ExpirationDate"]!.Type);
        Assert.Equal(AssignmentOutcome.AlreadyHeld, items[1].Outcome);
    }

    [Fact]
    public void A_row_that_the_org_had_already_is_no_grant_of_ours()
    {
        var item = Decide(AssignmentVerb.Grant, ("ann", "Plain"))[0];
        item.Row!.Success = true;
        item.Row.WasThere = true;
        item.Settle();
        Assert.Equal(AssignmentOutcome.AlreadyHeld, item.Outcome);
    }

    [Fact]
    public void A_row_that_nobody_answered_for_has_no_outcome()
    {
        var item = Decide(AssignmentVerb.Grant, ("ann", "Plain"))[0];
        item.Settle();
        Assert.Null(item.Outcome);
    }

    private List<AssignmentItem> Decide(AssignmentVerb verb, params (string User, string Target)[] inputs) =>
        new AssignmentDecider(_facts, verb, licenses: false, expires: null, s_now).Decide(inputs.Select(i => new AssignmentRequest(i.User, i.Target)));

    private void User(string name, string license) => _facts.Users[name] = new Assignee(name, name, "Standard", license, license);

    private void Target(string name, params string[] licenses) =>
        _facts.Targets[name] = new Assignable(AssignableKind.Set, name, name, name, licenses.ToDictionary(l => l));

    private void Hold(string user, string target, DateTime? ends = null, bool administrator = false)
    {
        _facts.Held[(user, target)] = new HeldRow(user + target, ends);
        if (administrator)
        {
            _facts.Administrators.Add((user + target, user));
        }
    }
}
