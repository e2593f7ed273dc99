using System;
using System.Linq;
using System.Threading.Tasks;
using SfIntegration.Access;
using Xunit;

namespace SfIntegration.Unit.Tests.Access;

/// <summary>Field rows in few bytes are the rows they were.</summary>
public sealed class PackedFieldGrantsTests
{
    [Fact]
    public void Rows_come_back_as_they_were_added_with_and_without_ids()
    {
        var rows = Enumerable.Range(0, 1000).Select(i => new FieldGrant("Account", $"F{i}__c", (i % 2) == 0 ? FieldAccess.Read : FieldAccess.Read | FieldAccess.Edit, (i % 3) == 0 ? null : $"01k{i:D15}")).ToList();
        var packed = new PackedFieldGrants();
        rows.ForEach(r => packed.Add(r.SobjectType, r.Field, r.Access, r.RowId));
        Assert.Equal(rows, packed);
        Assert.Equal(rows[999], packed[999]);
        Assert.Throws<ArgumentOutOfRangeException>(() => packed[1000]);
        Assert.Throws<ArgumentOutOfRangeException>(() => packed[-1]);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("01k00000000000000é")]
    [InlineData("01k00000000000000000")]
    public void What_is_no_id_is_refused_and_not_cut(string id) => Assert.Throws<FormatException>(() => new PackedFieldGrants().Add("Account", "Name", FieldAccess.Read, id));

    [Fact]
    public void One_field_has_one_number_in_any_case_and_from_any_thread()
    {
        var names = new FieldNames();
        var numbers = new int[8][];
        Parallel.For(0, 8, t => numbers[t] = Enumerable.Range(0, 3000).Select(i => names.Number(t % 2 == 0 ? "Account" : "ACCOUNT", $"F{i}")).ToArray());
        Assert.Equal(3000, names.Count);
        Assert.All(numbers, n => Assert.Equal(numbers[0], n));
        Assert.Equal(numbers[0][7], names.Find("account", "f7"));
        Assert.Equal(-1, names.Find("Account", "Unknown"));
        Assert.Equal("F7", names[numbers[0][7]].Field);
    }
}
