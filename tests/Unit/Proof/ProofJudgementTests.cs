using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;
using SfIntegration.Proof;
using SfIntegration.Scope;
using SfIntegration.Unit.Tests.Plan;
using Xunit;
using static SfIntegration.Unit.Tests.Plan.ResolverBuilder;

namespace SfIntegration.Unit.Tests.Proof;

/// <summary>What the proof makes of an org's answers, without an org.</summary>
public sealed class ProofJudgementTests
{
    private static readonly SchemaFacts s_schema = Schema();

    [Fact]
    public void Just_the_scoped_objects_and_what_everybody_sees_hold()
    {
        var expected = Expected(ScopeOf(Scoped("Account", ObjectAccess.Read)));
        var seen = ObjectProof.Judge(new[] { "Account", "AccountHistory", "AccountShare", "AccountContactRole", "User", "RecordType", "Task" }, expected, s_schema).ToList();
        Assert.Equal(("Account", true), (Assert.Single(seen).Target, seen[0].Holds));
    }

    [Theory]
    [InlineData("Contact", "visible")]
    [InlineData("ContactHistory", "visible")]
    [InlineData("OpportunityLineItem", "visible, which access to Opportunity opens")]
    [InlineData("UserLogin", "visible, which one of ManageUsers, FreezeUsers opens")]
    public void An_object_that_the_scope_does_not_open_fails(string extra, string observed)
    {
        var bad = ObjectProof.Judge(new[] { "Account", extra }, Expected(ScopeOf(Scoped("Account", ObjectAccess.Read))), s_schema).Single(o => o.Holds == false);
        Assert.Equal((extra, observed), (bad.Target, bad.Observed));
    }

    [Fact]
    public void A_scoped_object_that_is_not_seen_fails_and_an_unknown_one_is_not_judged()
    {
        var seen = ObjectProof.Judge(new[] { "SomethingNew" }, Expected(ScopeOf(Scoped("Account", ObjectAccess.Read))), s_schema).ToList();
        Assert.Equal(new bool?[] { false, null }, seen.Select(o => o.Holds));
        Assert.Contains("SomethingNew", seen[1].Observed, StringComparison.Ordinal);
    }

    [Fact]
    public void View_all_data_in_the_scope_opens_every_object_and_leaves_none_to_refuse()
    {
        var expected = Expected(ScopeOf(null, new[] { "ViewAllData" }, Scoped("Account", ObjectAccess.Read)));
        Assert.DoesNotContain(ObjectProof.Judge(new[] { "Account", "Contact", "Opportunity" }, expected, s_schema), o => o.Holds != true);
        Assert.Null(RefusalPicker.Object(expected, s_schema));
    }

    [Fact]
    public void A_set_held_as_it_is_is_expected_too()
    {
        var packaged = new Container { Id = "0PSx", Name = "pkg__Set", Objects = new[] { new ObjectGrant("Contact", ObjectAccess.Read, null) }, SystemPermissions = new[] { "RunReports" } };
        var scope = ScopeOf(Scoped("Account", ObjectAccess.Read));
        var expected = ExpectedAccess.Of(Resolve(scope), scope, s_schema, new[] { packaged });
        Assert.DoesNotContain(ObjectProof.Judge(new[] { "Account", "Contact" }, expected, s_schema), o => o.Holds != true);
        Assert.True(expected.Holds("RunReports") && expected.Holds("ApiEnabled") && !expected.Holds("ViewSetup"));
    }

    [Fact]
    public void Object_flags_are_compared_with_what_the_object_allows_at_all()
    {
        var expected = Expected(ScopeOf(Scoped("Account", ObjectAccess.Read | ObjectAccess.Edit)));
        Assert.True(Flags(Seen("Account", createable: false, updateable: true, deletable: false), expected).Holds);
        var more = Flags(Seen("Account", createable: true, updateable: true, deletable: false), expected);
        Assert.Equal((false, "read, edit", "read, create, edit"), (more.Holds!.Value, more.Expected, more.Observed));
        Assert.False(Flags(Seen("Account", createable: false, updateable: false, deletable: false), expected).Holds);
    }

    [Fact]
    public void Fields_are_compared_both_ways_and_addresses_through_their_parts()
    {
        var expected = Expected(ScopeOf(Scoped("Account", ObjectAccess.Read | ObjectAccess.Edit, read: "Phone", edit: "BillingAddress AccountNumber")));
        var seen = Seen("Account", fields: new[] { "Id", "Name", "Phone", "BillingCity", "BillingAddress", "Auto__c" });
        var found = DescribeProof.Judge(seen, expected, s_schema).Where(o => o.Kind == ProofKind.FieldAccess).ToDictionary(o => o.Target, o => (o.Holds, o.Observed));
        Assert.Equal((false, "visible and editable"), found["Account.Phone"]);
        Assert.Equal((true, "visible and editable"), found["Account.BillingAddress"]);
        Assert.Equal((false, "not in the object's describe"), found["Account.AccountNumber"]);
        Assert.Equal((false, "visible"), found["Account.Auto__c"]);
        Assert.Equal(4, found.Count);
    }

    [Fact]
    public void A_refusal_is_sought_where_something_exists_and_is_not_in_the_scope()
    {
        var expected = Expected(ScopeOf(Scoped("Account", ObjectAccess.Read, read: "Phone")));
        Assert.Equal("Contact", RefusalPicker.Object(expected, s_schema));
        Assert.Equal(("Account", "AccountNumber"), RefusalPicker.Field(expected, s_schema));
        Assert.Null(RefusalPicker.Field(Expected(ScopeOf(Scoped("Account", ObjectAccess.Read, readAll: true))), s_schema));
    }

    private static Observation Flags(ObjectFacts seen, ExpectedAccess expected) => DescribeProof.Judge(seen, expected, s_schema).Single(o => o.Kind == ProofKind.ObjectFlags);

    private static ExpectedAccess Expected(AccessScope scope)
    {
        var desired = Resolve(scope);
        Assert.DoesNotContain(desired.Problems, p => p.Stops);
        return ExpectedAccess.Of(desired, scope, s_schema, null);
    }

    private static ObjectFacts Seen(string name, bool createable = false, bool updateable = true, bool deletable = false, IEnumerable<string>? fields = null) => new()
    {
        Name = name,
        Createable = createable,
        Updateable = updateable,
        Deletable = deletable,
        Fields = s_schema.Objects[name].Fields.Where(f => fields?.Contains(f.Key) != false).ToDictionary(f => f.Key, f => f.Value, StringComparer.OrdinalIgnoreCase),
    };
}
