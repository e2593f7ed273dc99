using System;
using System.IO;
using System.Linq;
using SfIntegration.Review;
using SfIntegration.Scope;
using Xunit;

namespace SfIntegration.Unit.Tests.Review;

public sealed class ApprovalTests
{
    private static readonly DateTime s_now = new(2026, 11, 26, 10, 0, 0, 500, DateTimeKind.Utc);

    private static Approval Approved(params ReviewedGrant[] grants) => new()
    {
        ScopeName = "orders",
        Username = "integ@acme.example",
        OrgId = "00D000000000001AAA",
        ScopeHash = new string('a', 64),
        ReviewedAt = s_now,
        ApprovedAt = s_now,
        ApprovedBy = "security@acme.example",
        Ticket = "SEC-1",
        ReviewBy = new DateTime(2027, 2, 25, 0, 0, 0, DateTimeKind.Utc),
        Access = new GrantList(grants, []),
    };

    private static readonly ReviewedGrant s_read = new("Object", "Account", "read");
    private static readonly ReviewedGrant s_field = new("Field", "Account.Name", "read, edit");

    [Fact]
    public void The_order_in_which_grants_came_does_not_change_the_hash() =>
        Assert.Equal(Approved(s_read, s_field).Hash(), Approved(s_field, s_read, s_read).Hash());

    [Fact]
    public void Every_part_is_in_the_hash()
    {
        var whole = Approved(s_read, s_field);
        Approval[] others =
        [
            whole with { ScopeName = "x" }, whole with { Username = "x" }, whole with { OrgId = "x" }, whole with { ScopeHash = "x" }, whole with { ReviewedAt = s_now.AddSeconds(1) },
            whole with { ApprovedBy = "x" }, whole with { ApprovedAt = s_now.AddSeconds(1) }, whole with { Ticket = "x" }, whole with { ReviewBy = s_now.AddDays(1) }, whole with { Previous = "x" },
            whole with { Access = new GrantList([s_read], []) }, whole with { Access = new GrantList([s_read, s_field], ["Tab"]) }, whole with { Access = new GrantList([s_read with { Access = "read, edit" }, s_field], []) },
        ];
        Assert.Equal(others.Length + 1, others.Append(whole).Select(a => a.Hash()).Distinct().Count());
    }

    [Fact]
    public void No_part_can_pretend_to_be_two() =>
        Assert.NotEqual((Approved(s_read) with { ApprovedBy = "a\nb", Ticket = "c" }).Hash(), (Approved(s_read) with { ApprovedBy = "a", Ticket = "b\nc" }).Hash());

    [Fact]
    public void What_is_written_is_read_back_the_same_and_follows_the_one_before()
    {
        var path = Path.GetTempFileName();
        try
        {
            var book = new ApprovalBook(path, []).With(Approved(s_read)).With(Approved(s_read, s_field) with { Username = "other@acme.example" });
            book.Write();
            var back = ApprovalBook.Read(path);
            Assert.Null(back.Problem);
            Assert.Equal(book.Approvals.Select(a => a.StatedHash), back.Approvals.Select(a => a.Hash()));
            Assert.Equal(book.Approvals[0].StatedHash, back.Approvals[1].Previous);
            Assert.Equal(s_read, Assert.Single(back.Latest("INTEG@acme.example")!.Access.Grants));
            Assert.Null(back.Latest("nobody@acme.example"));
            Assert.DoesNotContain('\r', File.ReadAllText(path));
            Assert.False(File.Exists(path + ".new"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"approvalVersion\":1}")]
    [InlineData("{\"approvalVersion\":2,\"approvals\":[]}")]
    [InlineData("{\"approvalVersion\":1,\"approvals\":[7]}")]
    [InlineData("{\"approvalVersion\":1,\"approvals\":[{}]}")]
    [InlineData("{\"approvalVersion\":1,\"approvals\":[{\"grants\":7,\"reviewBy\":\"soon\"}]}")]
    [InlineData("{\"approvalVersion\":1,\"approvals\":[{\"grants\":[7,null]}]}")]
    public void A_file_that_is_none_is_a_problem_and_no_crash(string text)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            Assert.NotNull(ApprovalBook.Read(path).Problem);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_file_that_another_program_holds_is_a_problem_and_no_crash()
    {
        var path = Path.GetTempFileName();
        try
        {
            using var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            Assert.StartsWith("it cannot be read", ApprovalBook.Read(path).Problem, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("orders.scope.yaml", "orders.approval.json")]
    [InlineData("orders.SCOPE.JSON", "orders.approval.json")]
    [InlineData("orders.yml", "orders.approval.json")]
    [InlineData("a.b.scope.yml", "a.b.approval.json")]
    public void The_approvals_lie_beside_the_scope(string scope, string file) =>
        Assert.Equal(Path.Combine("folder", file), ApprovalBook.PathFor(Path.Combine("folder", scope)));

    [Fact]
    public void A_scope_without_a_file_has_no_approvals() => Assert.Null(ApprovalBook.For(new AccessScope { Name = "x" }));

    [Fact]
    public void Changes_are_found_without_case_and_say_which_way_they_go()
    {
        var before = new GrantList([new("Object", "Account", "read, edit"), new("Object", "Case", "read"), new("Field", "Account.Name", "read")], []);
        var after = new GrantList([new("Object", "ACCOUNT", "read, edit"), new("Object", "Lead", "read"), new("Field", "Account.Name", "edit")], []);
        var changes = GrantChange.Between(before, after);
        Assert.Equal(["Field Account.Name read edit True", "Object Case read  False", "Object Lead  read True"], changes.Select(c => $"{c.Kind} {c.Target} {c.Before} {c.After} {c.IsMore}"));
    }

    [Fact]
    public void Less_of_a_thing_is_not_more() => Assert.False(new GrantChange("Object", "Account", "read, edit", "read").IsMore);

    [Fact]
    public void A_kind_that_could_not_be_read_on_either_side_says_nothing() =>
        Assert.Empty(GrantChange.Between(new GrantList([new("Tab", "x", "visible")], []), new GrantList([], ["Tab"])));
}
