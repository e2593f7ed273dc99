using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Store;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Store;

public sealed class OrgStoreTests
{
    private readonly OrgStore _store = new();

    [Fact]
    public void Rows_of_one_object_share_their_layout_whatever_order_their_fields_come_in()
    {
        var first = Add("Thing", ("A", "a"), ("B", 1));
        var second = Add("Thing", ("B", 2), ("C", true), ("A", null));

        Assert.Equal("a", first["a"]);
        Assert.Null(first["C"]);
        Assert.Equal(2, second["b"]);
        Assert.Equal(new[] { "B", "C" }, second.Fields);
        Assert.Equal(new[] { "A", "B", "C" }, _store.Layout("Thing").Names);
    }

    [Fact]
    public void A_clone_is_changed_without_its_original()
    {
        var row = Add("Thing", ("A", "a"));
        var copy = row.Clone();
        copy["A"] = "b";
        copy["New"] = false;
        copy.IsDeleted = true;

        Assert.Equal("a", row["A"]);
        Assert.Null(row["New"]);
        Assert.False(row.IsDeleted);
        Assert.False(copy.Flag("New"));
        Assert.Equal(false, copy["New"]);
    }

    [Fact]
    public void The_id_reads_like_a_field_in_any_case()
    {
        var row = Add("Thing", ("A", "a"));
        Assert.Equal(row.Id, row["id"]);
        Assert.Equal(row.Id, row.Text("Id"));
    }

    [Fact]
    public void An_index_follows_what_comes_goes_changes_and_is_taken_back()
    {
        var rows = Enumerable.Range(0, 3).Select(_ => Add("Thing", ("Parent", "p"))).ToList();
        Assert.Equal(rows, _store.Rows("Thing", "Parent", "p"));

        var moved = rows[1].Clone();
        moved["Parent"] = "q";
        _store.Put(moved);
        Assert.Equal(new[] { rows[0], rows[2] }, _store.Rows("Thing", "Parent", "p"));
        Assert.Equal(new[] { moved }, _store.Rows("Thing", "parent", "q"));

        _store.Transaction(() =>
        {
            _store.Remove(moved);
            _store.Remove(rows[0]);
            Add("Thing", ("Parent", "q"));
            return false;
        });
        Assert.Equal(2, _store.Rows("Thing", "Parent", "p").Count);
        Assert.Same(moved, Assert.Single(_store.Rows("Thing", "Parent", "q")));
        Assert.Equal(3, _store.Rows("Thing").Count);
    }

    [Fact]
    public void A_replaced_row_keeps_its_place_among_those_of_its_key()
    {
        var rows = Enumerable.Range(0, 3).Select(_ => Add("Thing", ("Parent", "p"))).ToList();
        Assert.Equal(3, _store.Rows("Thing", "Parent", "p").Count);
        var changed = rows[0].Clone();
        changed["Other"] = 1;
        _store.Put(changed);

        Assert.Equal(new[] { changed, rows[1], rows[2] }, _store.Rows("Thing", "Parent", "p"));
    }

    [Fact]
    public void Case_counts_in_an_index_unless_it_is_told_not_to()
    {
        var row = Add("User", ("Username", "Ada@acme.example"));

        Assert.Empty(_store.Rows("User", "Username", "ada@ACME.example"));
        Assert.Same(row, Assert.Single(_store.Rows("User", "Username", "ada@ACME.example", ignoreCase: true)));

        var renamed = row.Clone();
        renamed["Username"] = "ADA@acme.example";
        _store.Put(renamed);
        Assert.Empty(_store.Rows("User", "Username", "Ada@acme.example"));
        Assert.Same(renamed, Assert.Single(_store.Rows("User", "Username", "ada@acme.example", ignoreCase: true)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("absent")]
    public void What_is_not_there_is_not_found(string? value)
    {
        Assert.Empty(_store.Rows("Thing", "Parent", value));
        Add("Thing", ("Parent", null));
        Assert.Empty(_store.Rows("Thing", "Parent", value));
        Assert.Empty(_store.Rows("Thing", "NoField", value));
        Assert.Null(_store.Find("Thing", value));
        Assert.Empty(_store.Rows("Nothing"));
    }

    [Fact]
    public void An_inner_transaction_is_taken_back_with_the_outer_one()
    {
        var kept = Add("Thing", ("A", "1"));
        var seen = new List<string>();
        _store.Changed += seen.Add;
        _store.Transaction(() =>
        {
            _store.Transaction(() =>
            {
                var change = kept.Clone();
                change["A"] = "2";
                _store.Put(change);
                return true;
            });
            Assert.Equal("2", _store.Find("Thing", kept.Id)!["A"]);
            return false;
        });

        Assert.Same(kept, _store.Find("Thing", kept.Id));
        Assert.Equal(new[] { "Thing", "*" }, seen);
        Assert.Throws<InvalidOperationException>(() => _store.Transaction(() =>
        {
            _store.Remove(kept);
            throw new InvalidOperationException();
        }));
        Assert.Same(kept, _store.Find("Thing", kept.Id));
    }

    private Row Add(string type, params (string Field, object? Value)[] values)
    {
        var row = new Row(type, _store.NewId("0XX"));
        foreach (var (field, value) in values)
        {
            row[field] = value;
        }

        _store.Put(row);
        return row;
    }
}
