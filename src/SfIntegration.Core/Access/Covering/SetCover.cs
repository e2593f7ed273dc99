using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Access.Covering;

/// <summary>One set to choose from.</summary>
internal sealed class CoverSet
{
    /// <summary>What it gives of what is asked for, by number.</summary>
    public required Bits Covered { get; init; }

    /// <summary>What it gives beyond, by number, each once.</summary>
    public required int[] Excess { get; init; }
}

/// <summary>A choice of sets.</summary>
/// <param name="Sets">Their places in the list, in order.</param>
/// <param name="Cost">What their excess weighs together, each part once, and a little for each set.</param>
/// <param name="IsExact">True where no choice of that many sets or fewer, up to <see cref="SetCover.MostExactSets"/>, is cheaper.</param>
internal sealed record CoverChoice(IReadOnlyList<int> Sets, long Cost, bool IsExact);

/// <summary>
/// Chooses few sets that together give all that any of them gives of what is asked for, with little excess. Pure.
/// <para>
/// Method: weighted set cover, which is NP-hard, by the greedy rule (Chvátal 1979): take again and again the set that costs
/// least per part it adds, where a set's cost is the weight of its own excess and a little for being one more set; then drop
/// what the others made needless, dearest first. Limit: the sum of the chosen sets' costs is at most H(d) = 1 + 1/2 + ... + 1/d
/// times the least possible, d being the most parts that one set covers. Excess that several sets share weighs once, so the
/// cost given is never above that sum.
/// </para>
/// <para>
/// Beside it every choice of up to three sets is tried, as long as there are at most 60 to choose from and the work stays within
/// a fixed budget; where one of them is cheaper it is given instead. More than three sets are only ever found by the greedy rule.
/// </para>
/// </summary>
internal sealed class SetCover
{
    public const int MostExactSets = 3;
    private const int MostExactCandidates = 60;
    private const long ExactBudget = 20_000_000;

    private readonly IReadOnlyList<CoverSet> _sets;
    private readonly IReadOnlyList<int> _weights;
    private readonly int _eachSet;
    private readonly long[] _costs;
    private readonly int[] _stamps;
    private int _stamp;
    private long _work;

    /// <param name="sets">What can be chosen.</param>
    /// <param name="weights">What each part of the excess weighs.</param>
    /// <param name="eachSet">What each set weighs by itself.</param>
    public SetCover(IReadOnlyList<CoverSet> sets, IReadOnlyList<int> weights, int eachSet)
    {
        _sets = sets;
        _weights = weights;
        _eachSet = eachSet;
        _costs = sets.Select(s => s.Excess.Sum(e => (long)weights[e]) + eachSet).ToArray();
        _stamps = new int[weights.Count];
    }

    /// <summary>The cheapest choice found; no sets where none gives anything.</summary>
    public CoverChoice Choose()
    {
        var coverable = new Bits(_sets.Count == 0 ? 0 : _sets[0].Covered.Length);
        foreach (var set in _sets)
        {
            coverable.Add(set.Covered);
        }

        var greedy = Greedy(coverable);
        var choice = new CoverChoice(greedy, CostTogether(greedy), false);
        return Exact(coverable, choice);
    }

    /// <summary>The sum of the sets' own costs: what the promise of the greedy rule is about.</summary>
    public long CostApart(IEnumerable<int> sets) => sets.Sum(s => _costs[s]);

    /// <summary>What several sets cost when excess that they share weighs once.</summary>
    public long CostTogether(IReadOnlyList<int> sets)
    {
        _stamp++;
        long cost = 0;
        foreach (var set in sets)
        {
            cost += _eachSet;
            foreach (var part in _sets[set].Excess)
            {
                if (_stamps[part] != _stamp)
                {
                    _stamps[part] = _stamp;
                    cost += _weights[part];
                }
            }

            _work += _sets[set].Excess.Length;
        }

        return cost;
    }

    /// <summary>The greedy rule alone, before anything is tried exactly.</summary>
    internal IReadOnlyList<int> Greedy(Bits coverable)
    {
        var left = coverable.Copy();
        var chosen = new List<int>();
        while (!left.IsEmpty)
        {
            var (best, bestNew) = (-1, 0);
            for (var i = 0; i < _sets.Count; i++)
            {
                var adds = _sets[i].Covered.CountIn(left);
                if (adds > 0 && (best < 0 || IsCheaper(_costs[i], adds, _costs[best], bestNew)))
                {
                    (best, bestNew) = (i, adds);
                }
            }

            chosen.Add(best);
            left.Remove(_sets[best].Covered);
        }

        foreach (var dear in chosen.OrderByDescending(i => _costs[i]).ThenByDescending(i => i).ToList())
        {
            if (chosen.Count > 1 && Covers(chosen.Where(i => i != dear), coverable))
            {
                chosen.Remove(dear);
            }
        }

        chosen.Sort();
        return chosen;
    }

    private static bool IsCheaper(long cost, int adds, long thanCost, int thanAdds)
    {
        var difference = (cost * thanAdds).CompareTo(thanCost * adds);
        return difference < 0 || (difference == 0 && adds > thanAdds);
    }

    private bool Covers(IEnumerable<int> sets, Bits coverable)
    {
        var left = coverable.Copy();
        foreach (var set in sets)
        {
            left.Remove(_sets[set].Covered);
        }

        return left.IsEmpty;
    }

    private CoverChoice Exact(Bits coverable, CoverChoice best)
    {
        var candidates = Enumerable.Range(0, _sets.Count).Where(i => !_sets[i].Covered.IsEmpty).ToList();
        if (candidates.Count > MostExactCandidates)
        {
            return best;
        }

        var isComplete = true;
        var chosen = new List<int>(MostExactSets);
        Try(0, coverable);
        return best with { IsExact = isComplete };

        void Try(int from, Bits left)
        {
            if (left.IsEmpty)
            {
                var cost = CostTogether(chosen);
                if (cost < best.Cost || (cost == best.Cost && chosen.Count < best.Sets.Count))
                {
                    best = new CoverChoice(chosen.ToList(), cost, false);
                }

                return;
            }

            for (var c = from; chosen.Count < MostExactSets && c < candidates.Count; c++)
            {
                if (_work > ExactBudget)
                {
                    isComplete = false;
                    return;
                }

                // One set's own cost is already too much, or it adds nothing.
                var set = candidates[c];
                _work += left.Words;
                if (_costs[set] + (chosen.Count * _eachSet) > best.Cost || _sets[set].Covered.CountIn(left) == 0)
                {
                    continue;
                }

                var rest = left.Copy();
                rest.Remove(_sets[set].Covered);
                chosen.Add(set);
                Try(c + 1, rest);
                chosen.RemoveAt(chosen.Count - 1);
            }
        }
    }
}
