using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access.Comparison;
using SfIntegration.Scope;

namespace SfIntegration.Access.Covering;

/// <summary>
/// Which existing permission sets and groups cover what is asked for: each by itself, ranked, and a small combination (see
/// <see cref="SetCover"/> for the method and its limit). Pure.
/// </summary>
internal sealed class CoverageFinder
{
    private static readonly AccessPartKind[] s_named = { AccessPartKind.SystemPermission, AccessPartKind.SetupEntity, AccessPartKind.Tab };

    private readonly AtomTable _atoms = new();
    private readonly AccessHoldings _asked;
    private readonly AccessSnapshot _snapshot;
    private readonly SfOrg _org;
    private readonly CoverageIdentity _identity;
    private readonly int _askedCount;

    private CoverageFinder(AccessHoldings asked, AccessSnapshot snapshot, SfOrg org, CoverageIdentity identity)
    {
        (_asked, _snapshot, _org, _identity) = (asked, snapshot, org, identity);

        // The asked atoms come first, so that one number serves as place in the cover and as name.
        foreach (var row in asked.Objects.Where(o => o.Key != "*"))
        {
            Use(_atoms.Object(row.Key, row.Value));
        }

        for (var i = 0; i < asked.Fields.Count; i++)
        {
            Use(_atoms.Field(asked.Fields.NameAt(i), asked.Fields.AccessAt(i)));
        }

        foreach (var kind in s_named)
        {
            foreach (var name in asked.Named.TryGetValue(kind, out var parts) ? parts.Keys : Enumerable.Empty<string>())
            {
                _atoms.Named(kind, name);
            }
        }

        _askedCount = _atoms.Count;
    }

    /// <summary>The combination first where several sets together cover more or better than one, then single sets, best first. Sets that cover nothing are left out.</summary>
    /// <param name="asked">What is to be covered.</param>
    /// <param name="snapshot">The sets of the org.</param>
    /// <param name="org">The org.</param>
    /// <param name="identity">Who is to hold them.</param>
    public static IReadOnlyList<PermissionSetCoverage> Find(AccessHoldings asked, AccessSnapshot snapshot, SfOrg org, CoverageIdentity identity) =>
        new CoverageFinder(asked, snapshot, org, identity).Find();

    private static void Use(IEnumerable<int> atoms)
    {
        foreach (var _ in atoms)
        {
            // Walking gives each atom its number.
        }
    }

    private IReadOnlyList<PermissionSetCoverage> Find()
    {
        var candidates = _snapshot.Containers.Where(IsCandidate).OrderBy(c => c.Name, StringComparer.OrdinalIgnoreCase).ThenBy(c => c.Kind)
            .Select(Candidate).Where(c => !c.Set.Covered.IsEmpty).ToList();
        var singles = candidates.Select(c => Row(new[] { c }))
            .OrderBy(r => r.LicenseFit == LicenseFit.DoesNotFit)
            .ThenByDescending(r => r.Covered)
            .ThenBy(r => r.ExcessWeight)
            .ThenBy(r => r.PermissionSets[0], StringComparer.OrdinalIgnoreCase)
            .ToList();
        var usable = candidates.Where(c => c.Fit.Fit != LicenseFit.DoesNotFit && !c.Container.HasActivationRequired).ToList();
        var choice = new SetCover(usable.Select(c => c.Set).ToList(), _atoms.Weights, CoverageWeights.Default.EachSet).Choose();
        if (choice.Sets.Count > 1)
        {
            singles.Insert(0, Row(choice.Sets.Select(i => usable[i]).ToList()));
        }

        return singles;
    }

    /// <summary>A set does not cover itself, and neither a profile nor a muting set can be assigned.</summary>
    private bool IsCandidate(Container container) => container.Kind is ContainerKind.PermissionSet or ContainerKind.Group
        && !(_asked.Kind is HoldingKind.PermissionSet or HoldingKind.Group && string.Equals(_asked.Name, container.Name, StringComparison.OrdinalIgnoreCase)
            && (_asked.Kind == HoldingKind.Group) == (container.Kind == ContainerKind.Group));

    private Found Candidate(Container container)
    {
        var held = ContainerHoldings.Of(_snapshot, container, _org);
        var powers = held.Named[AccessPartKind.SystemPermission].Keys.Aggregate(ObjectAccess.None, (sum, p) => sum | (Implications.OfPower(p)?.Access ?? ObjectAccess.None));
        var covered = new Bits(_askedCount);
        var excess = new HashSet<int>();
        foreach (var row in held.Objects)
        {
            Sort(_atoms.Object(row.Key, WithImplied(row.Value)), covered, excess);
        }

        for (var i = 0; i < held.Fields.Count; i++)
        {
            Sort(_atoms.Field(held.Fields.NameAt(i), held.Fields.AccessAt(i)), covered, excess);
        }

        foreach (var kind in s_named)
        {
            Sort(held.Named.TryGetValue(kind, out var parts) ? parts.Keys.Select(n => _atoms.Named(kind, n)) : Enumerable.Empty<int>(), covered, excess);
        }

        CoverByPowers(held, powers, covered);
        return new Found(container, new CoverSet { Covered = covered, Excess = excess.ToArray() }, LicenseFits.Of(_snapshot, container, _identity), held.Notes);
    }

    /// <summary>What opens every object or every field covers what is asked for of them; its excess is the permission or flag itself.</summary>
    private void CoverByPowers(AccessHoldings held, ObjectAccess powers, Bits covered)
    {
        var readsAll = (powers & ObjectAccess.ViewAllFields) != 0;
        foreach (var asked in _asked.Objects.Keys.Where(o => o != "*"))
        {
            foreach (var atom in _atoms.Object(asked, powers, onlyKnown: true).Where(a => a < _askedCount))
            {
                covered.Add(atom);
            }
        }

        for (var i = 0; i < _asked.Fields.Count; i++)
        {
            var name = _asked.Fields.NameAt(i);
            if (readsAll || (held.Objects.TryGetValue(FieldNames.Shared[name].SobjectType, out var own) && (own & ObjectAccess.ViewAllFields) != 0))
            {
                foreach (var atom in _atoms.Field(name, FieldAccess.Read, onlyKnown: true).Where(a => a < _askedCount))
                {
                    covered.Add(atom);
                }
            }
        }
    }

    private void Sort(IEnumerable<int> atoms, Bits covered, HashSet<int> excess)
    {
        foreach (var atom in atoms)
        {
            if (atom < _askedCount)
            {
                covered.Add(atom);
            }
            else
            {
                excess.Add(atom);
            }
        }
    }

    private static ObjectAccess WithImplied(ObjectAccess access)
    {
        foreach (var (strong, implied, _) in Implications.OfObject)
        {
            access |= (access & strong) != 0 ? implied : ObjectAccess.None;
        }

        return access;
    }

    private PermissionSetCoverage Row(IReadOnlyList<Found> sets)
    {
        var covered = new Bits(_askedCount);
        foreach (var set in sets)
        {
            covered.Add(set.Set.Covered);
        }

        var excess = sets.Count == 1 ? sets[0].Set.Excess : sets.SelectMany(s => s.Set.Excess).Distinct().ToArray();
        var (fit, note) = LicenseFits.Worst(sets.Select(s => s.Fit).ToList());
        return new PermissionSetCoverage(() => _atoms.Words(Enumerable.Range(0, _askedCount).Where(a => !covered[a])), () => _atoms.Words(excess))
        {
            Org = _org,
            For = _asked.Title,
            PermissionSets = sets.Select(s => s.Container.Name).ToList(),
            Asked = _askedCount,
            Covered = covered.Count,
            ExcessCount = excess.Length,
            ExcessWeight = excess.Sum(e => (long)_atoms.Weights[e]),
            LicenseFit = fit,
            LicenseNote = note,
            Notes = sets.SelectMany(Notes).ToList(),
        };
    }

    private IEnumerable<string> Notes(Found found)
    {
        if (found.Container.HasActivationRequired)
        {
            yield return $"{found.Container.Name} counts only in a session that activated it";
        }

        if (_asked.Kind == HoldingKind.Scope && ScopeMarker.TryParse(found.Container.Description, out var scope, out _) && string.Equals(scope, _asked.Name, StringComparison.OrdinalIgnoreCase))
        {
            yield return $"{found.Container.Name} was made by this scope";
        }

        foreach (var note in found.Notes)
        {
            yield return $"{found.Container.Name}: {note}";
        }
    }

    private sealed record Found(Container Container, CoverSet Set, (LicenseFit Fit, string Note) Fit, IReadOnlyList<string> Notes);
}
