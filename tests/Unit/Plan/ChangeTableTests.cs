using System.Linq;
using SfIntegration.Plan;
using Xunit;

namespace SfIntegration.Unit.Tests.Plan;

/// <summary>The lines a person reads before a set is changed.</summary>
public sealed class ChangeTableTests
{
    [Fact]
    public void Fields_are_counted_beside_their_object_or_alone_where_it_does_not_change()
    {
        var lines = ChangeTable.Lines(new[]
        {
            Change(ChangeKind.GrantObject, "Account", "read", "read, edit"),
            Change(ChangeKind.GrantField, "Account.Phone", "", "edit"),
            Change(ChangeKind.GrantField, "Account.Fax", "", "read"),
            Change(ChangeKind.RevokeField, "Contact.SSN__c", "read", ""),
            Change(ChangeKind.RevokeSystemPermission, "ViewSetup", "on", ""),
        });
        Assert.Equal(
            new[]
            {
                "  object      Account    read -> read, edit; fields: 1 edit, 1 read",
                "  permission  ViewSetup  on -> -",
                "  object      Contact    fields: 1 taken away",
            },
            lines);
    }

    [Fact]
    public void A_long_table_is_cut_and_says_how_much_is_missing()
    {
        var lines = ChangeTable.Lines(Enumerable.Range(0, 100).Select(i => Change(ChangeKind.GrantObject, $"Object{i:D3}__c", "", "read")));
        Assert.Equal(61, lines.Count);
        Assert.Equal("  ... and 40 more", lines[^1]);
    }

    [Fact]
    public void Nothing_is_no_lines() => Assert.Empty(ChangeTable.Lines(Enumerable.Empty<AccessChange>()));

    private static AccessChange Change(ChangeKind kind, string target, string before, string after) => new() { Kind = kind, Target = target, Before = before, After = after };
}
