using System.Linq;
using SfIntegration.Access;
using SfIntegration.Access.Comparison;
using Xunit;
using static SfIntegration.Unit.Tests.Access.AccessBuilder;
using static SfIntegration.Unit.Tests.Access.Comparison.Held;

namespace SfIntegration.Unit.Tests.Access.Comparison;

public sealed class MatrixTableTests
{
    [Fact]
    public void Objects_and_fields_stand_in_rows_with_a_short_word_per_flag()
    {
        var columns = new[]
        {
            Of(Set("A", objects: "Case:Read+Create+Edit+Delete+ViewAll+ModifyAll+ViewAllFields Account:Read", fields: "Account.Phone:Read+Edit Account.Fax:None")),
            Of(Set("B", objects: "ACCOUNT:Read+Edit", fields: "account.phone:Read Case.Reason:Read")),
            User(new AccessBuilder().Profile(system: "ViewAllData").Assign(Set("C", objects: "Case:Read+Edit+ViewAllFields"))),
        };
        Assert.Equal(
            new[] { "*: // R VA", "Account: R/R E/R VA", "Case: R C E D VA MA VF//R E VA VF" },
            MatrixTable.Rows(columns, AccessPartKind.Object, _ => true).Select(r => $"{r.Target}: {string.Join('/', r.Cells)}").Select(l => l.Replace(": //", ": // ", System.StringComparison.Ordinal)));
        Assert.Equal(
            new[] { "Account.Phone: r e/r/", "Case.Reason: /r/r" },
            MatrixTable.Rows(columns, AccessPartKind.Field, _ => true).Select(r => $"{r.SobjectType}.{r.Field}: {string.Join('/', r.Cells)}"));
        Assert.Equal("Case.Reason", Assert.Single(MatrixTable.Rows(columns, AccessPartKind.Field, n => n == "Case")).Target);
    }

    [Fact]
    public void What_was_not_read_is_a_question_mark_and_not_an_empty_cell()
    {
        var blind = new AccessSnapshot { NotRead = new[] { "Object permissions: no access" }, Containers = new[] { Set("A") } };
        var columns = new[] { ContainerHoldings.Of(blind, blind.Containers[0], Here), Of(Set("B", objects: "Account:Read", system: "ViewSetup")) };
        Assert.Equal(new[] { "?", "R" }, Assert.Single(MatrixTable.Rows(columns, AccessPartKind.Object, _ => true)).Cells);
        Assert.Equal(new[] { "", "x" }, Assert.Single(MatrixTable.Rows(columns, AccessPartKind.SystemPermission, _ => true)).Cells);
    }

    [Fact]
    public void Columns_have_names_of_their_own_that_no_row_has()
    {
        var names = MatrixTable.ColumnNames(new[] { Of(Set("A")), Of(Set("a"), There), Of(Set("Org")), Of(Set("Field")), Of(Set("A")), Of(Set("A")) });
        Assert.Equal(new[] { "A", "a (there)", "Org (here)", "Field (here)", "A (here)", "permission set A" }, names);
        Assert.Equal(names.Count, names.Distinct(System.StringComparer.OrdinalIgnoreCase).Count());
    }
}
