using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Access;
using SfIntegration.Practice;
using SfIntegration.Scope;
using Xunit;
using static SfIntegration.Unit.Tests.Access.AccessBuilder;

namespace SfIntegration.Unit.Tests.Access;

/// <summary>A whole org's access as bits.</summary>
public sealed class AccessMatrixTests
{
    [Fact]
    public async Task Every_user_of_the_company_and_of_a_grown_org_has_what_the_calculator_says()
    {
        var practice = PracticeOrg.CreateCompany();
        practice.GrowTo(new PracticeSize { Objects = 60, Users = 200, Containers = 60, FieldRows = 15_000 });
        var snapshot = await new OrgAccessSource(await PracticeSession.OpenAsync(practice)).WholeOrgAsync(null, CancellationToken.None);
        var now = DateTime.UtcNow;
        var matrix = AccessMatrix.Of(snapshot);
        var all = matrix.OfAllUsers(now);
        for (var i = 0; i < all.Length; i++)
        {
            var access = EffectiveAccessCalculator.Compute(snapshot, snapshot.Users[i].UserId, now);
            var vector = all[i];
            Assert.All(matrix.Layout.Objects, o => Assert.Equal(access.ObjectAccess(o), vector.OnObject(o)));
            Assert.All(matrix.Layout.SystemPermissions, p => Assert.Equal(access.SystemPermissions.ContainsKey(p), vector.HasSystemPermission(p)));
            Assert.All(matrix.Layout.SetupEntities, e => Assert.Equal(access.SetupEntities.ContainsKey(e), vector.HasSetupEntity(e)));
            for (var f = 0; f < matrix.Layout.FieldCount; f++)
            {
                var (sobjectType, field) = matrix.Layout.FieldAt(f);
                if (Provenance.FieldAccess(access, sobjectType, field) != vector.OnField(sobjectType, field))
                {
                    Assert.Fail($"{access.User} on {sobjectType}.{field}: {vector.OnField(sobjectType, field)}, and the calculator says {Provenance.FieldAccess(access, sobjectType, field)}.");
                }
            }
        }
    }

    [Fact]
    public void Two_vectors_differ_in_what_was_changed_and_in_nothing_else()
    {
        var names = string.Join(' ', Enumerable.Range(0, 200).Select(i => $"Account.F{i}__c:Read"));
        var a = Set("A", objects: "Account:Read", fields: names + " Case.Reason:Read");
        var b = Set("B", objects: "Account:Read+Edit", fields: names.Replace("F130__c:Read", "F130__c:Read+Edit", StringComparison.Ordinal));
        var matrix = AccessMatrix.Of(new AccessSnapshot { Containers = new[] { a, b } });
        var (left, right) = (matrix.OfContainer(a), matrix.OfContainer(b));
        Assert.Equal(
            new[] { ("Account.F130__c", FieldAccess.Read, FieldAccess.Read | FieldAccess.Edit), ("Case.Reason", FieldAccess.Read, FieldAccess.None) },
            left.DifferingFields(right).Select(d => ($"{d.SobjectType}.{d.Field}", d.Left, d.Right)).OrderBy(d => d.Item1, StringComparer.Ordinal));
        Assert.Equal(left.DifferingFields(right).Select(d => (d.Field, d.Right, d.Left)), right.DifferingFields(left).Select(d => (d.Field, d.Left, d.Right)));
        Assert.Equal(new[] { ("Account", ObjectAccess.Read, ObjectAccess.Read | ObjectAccess.Edit) }, left.DifferingObjects(right));
        Assert.Empty(left.DifferingFields(left));
        Assert.False(left.SameAs(right));
    }

    [Fact]
    public void View_all_fields_reads_every_known_field_of_its_object_across_word_borders_and_no_other()
    {
        // 30 fields before, 150 of the object, 30 after: the run begins and ends inside a word and holds whole words.
        string Fields(string o, int count) => string.Join(' ', Enumerable.Range(0, count).Select(i => $"{o}.R{i}__c:Read"));
        var all = Set("ALL", fields: $"{Fields("Aaa__c", 30)} {Fields("Mmm__c", 150)} {Fields("Zzz__c", 30)}");
        var viewer = Set("V", objects: "Mmm__c:Read+ViewAllFields");
        var vector = AccessMatrix.Of(new AccessSnapshot { Containers = new[] { all, viewer } }).OfContainer(viewer);
        Assert.All(Enumerable.Range(0, 150), i => Assert.Equal(FieldAccess.Read, vector.OnField("Mmm__c", $"R{i}__c")));
        Assert.All(Enumerable.Range(0, 30), i => Assert.Equal(FieldAccess.None, vector.OnField("Aaa__c", $"R{i}__c") | vector.OnField("Zzz__c", $"R{i}__c")));
    }

    [Theory]
    [InlineData(0UL, 0)]
    [InlineData(1UL, 1)]
    [InlineData(0x8000000000000001UL, 2)]
    [InlineData(0xF0F0F0F0F0F0F0F0UL, 32)]
    [InlineData(ulong.MaxValue, 64)]
    public void Bits_are_counted(ulong word, int bits) => Assert.Equal(bits, AccessLayout.Count(word));

    [Fact]
    public void An_empty_snapshot_has_a_matrix_of_nothing()
    {
        var matrix = AccessMatrix.Of(new AccessSnapshot());
        Assert.Empty(matrix.OfAllUsers(Now));
        Assert.Equal(0, matrix.Layout.FieldCount);
    }
}
