using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access.Covering;
using Xunit;

namespace SfIntegration.Unit.Tests.Access.Covering;

/// <summary>The choice of sets against every possible choice.</summary>
public sealed class SetCoverTests
{
    private const int EachSet = 5;

    [Theory]
    [InlineData(1)]
    [InlineData(20261125)]
    [InlineData(-3)]
    public void The_choice_covers_all_that_can_be_and_keeps_the_promise_of_the_greedy_rule(int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 400; run++)
        {
            var (sets, weights) = RandomSets(random, random.Next(1, 10), random.Next(1, 16));
            var cover = new SetCover(sets, weights, EachSet);
            var coverable = Union(sets);
            var choice = cover.Choose();
            var every = Every(sets.Count).Where(c => IsCover(sets, c, coverable)).ToList();

            Assert.True(IsCover(sets, choice.Sets, coverable));
            Assert.Equal(cover.CostTogether(choice.Sets), choice.Cost);

            // H(d) times the least sum of single costs (Chvátal 1979), found by trying everything.
            var harmonic = Enumerable.Range(1, Math.Max(1, sets.Max(s => s.Covered.Count))).Sum(i => 1.0 / i);
            var promise = harmonic * every.Min(cover.CostApart);
            Assert.True(cover.CostApart(cover.Greedy(coverable)) <= promise + 1e-9);
            Assert.True(choice.Cost <= promise + 1e-9);

            // Up to three sets it is exact.
            Assert.True(choice.IsExact);
            var small = every.Where(c => c.Count <= SetCover.MostExactSets).Select(cover.CostTogether).DefaultIfEmpty(long.MaxValue).Min();
            Assert.True(choice.Cost <= small);
            if (choice.Sets.Count <= SetCover.MostExactSets && coverable.Count > 0)
            {
                Assert.Equal(small, choice.Cost);
            }
        }
    }

    [Fact]
    public void Excess_that_sets_share_weighs_once()
    {
        // Apart: A+B costs 25+25, C costs 36. Together A and B share their excess: 5+5+20.
        var cover = new SetCover(new[] { Of(2, new[] { 0 }, 0), Of(2, new[] { 1 }, 0), Of(2, new[] { 0, 1 }, 1) }, new[] { 20, 31 }, EachSet);
        var choice = cover.Choose();
        Assert.Equal(new[] { 0, 1 }, choice.Sets);
        Assert.Equal(30, choice.Cost);
        Assert.Equal(new[] { 2 }, cover.Greedy(Union(new[] { Of(2, new[] { 0, 1 }) })));
    }

    [Fact]
    public void Where_the_greedy_rule_is_fooled_the_exact_search_is_not()
    {
        // The greedy rule takes the wide set of 4 first (5/4 a part) and then needs two more; two sets of 3 do.
        var sets = new[] { Of(6, new[] { 0, 1, 2, 3 }), Of(6, new[] { 0, 1, 4 }), Of(6, new[] { 2, 3, 5 }) };
        var cover = new SetCover(sets, Array.Empty<int>(), EachSet);
        Assert.Equal(new[] { 1, 2 }, cover.Choose().Sets);
    }

    [Fact]
    public void A_set_that_the_later_ones_made_needless_is_dropped()
    {
        // 0 looks cheapest for {0,1}, but {0,2} and {1,3} are needed anyway.
        var sets = new[] { Of(4, new[] { 0, 1 }), Of(4, new[] { 0, 2 }, 0), Of(4, new[] { 1, 3 }, 0) };
        Assert.Equal(new[] { 1, 2 }, new SetCover(sets, new[] { 1 }, EachSet).Greedy(Union(sets)));
    }

    [Fact]
    public void Nothing_to_choose_from_is_no_choice()
    {
        Assert.Empty(new SetCover(Array.Empty<CoverSet>(), Array.Empty<int>(), EachSet).Choose().Sets);
        Assert.Empty(new SetCover(new[] { Of(3, Array.Empty<int>(), 0) }, new[] { 1 }, EachSet).Choose().Sets);
    }

    [Fact]
    public void Hundreds_of_sets_are_chosen_from_without_trying_every_three_of_them()
    {
        var (sets, weights) = RandomSets(new Random(5), 400, 2000);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var choice = new SetCover(sets, weights, EachSet).Choose();
        Assert.False(choice.IsExact);
        Assert.True(IsCover(sets, choice.Sets, Union(sets)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"It took {watch.Elapsed}.");
    }

    private static CoverSet Of(int length, int[] covered, params int[] excess)
    {
        var bits = new Bits(length);
        foreach (var number in covered)
        {
            bits.Add(number);
        }

        return new CoverSet { Covered = bits, Excess = excess };
    }

    private static (List<CoverSet> Sets, int[] Weights) RandomSets(Random random, int count, int parts)
    {
        var weights = Enumerable.Range(0, 12).Select(_ => random.Next(0, 60)).ToArray();
        var oneIn = random.Next(2, 5);
        return (Enumerable.Range(0, count).Select(_ => Of(parts, Enumerable.Range(0, parts).Where(_ => random.Next(oneIn) == 0).ToArray(), Enumerable.Range(0, weights.Length).Where(_ => random.Next(3) == 0).ToArray())).ToList(), weights);
    }

    private static Bits Union(IReadOnlyList<CoverSet> sets)
    {
        var union = new Bits(sets[0].Covered.Length);
        foreach (var set in sets)
        {
            union.Add(set.Covered);
        }

        return union;
    }

    private static bool IsCover(IReadOnlyList<CoverSet> sets, IEnumerable<int> choice, Bits coverable)
    {
        var left = coverable.Copy();
        foreach (var set in choice)
        {
            left.Remove(sets[set].Covered);
        }

        return left.IsEmpty;
    }

    private static IEnumerable<List<int>> Every(int count) =>
        Enumerable.Range(0, 1 << count).Select(mask => Enumerable.Range(0, count).Where(i => (mask & (1 << i)) != 0).ToList());
}
