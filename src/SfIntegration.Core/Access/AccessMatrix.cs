using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using SfIntegration.Scope;

namespace SfIntegration.Access;

/// <summary>
/// A whole org's access as bits, for questions about all users at once: each container is one vector with what it implies already
/// in it, and a user is the OR of those that count. It answers what; where something comes from is the calculator's to say. Both
/// share the decision which containers count. Safe from any thread.
/// </summary>
internal sealed class AccessMatrix
{
    private static readonly ConditionalWeakTable<AccessSnapshot, AccessMatrix> s_matrices = new();

    private readonly AccessIndex _index;
    private readonly ConcurrentDictionary<Container, ulong[]> _vectors = new();

    private AccessMatrix(AccessSnapshot snapshot)
    {
        Snapshot = snapshot;
        _index = AccessIndex.Of(snapshot);
        Layout = new AccessLayout(snapshot.Containers);
        Parallel.ForEach(snapshot.Containers, container => _vectors[container] = ToVector(container));
    }

    public AccessSnapshot Snapshot { get; }

    public AccessLayout Layout { get; }

    /// <summary>The matrix of a snapshot; made at the first question and kept as long as the snapshot.</summary>
    public static AccessMatrix Of(AccessSnapshot snapshot) => s_matrices.GetValue(snapshot, s => new AccessMatrix(s));

    /// <summary>What a container of the snapshot gives by itself.</summary>
    public AccessVector OfContainer(Container container) => new(Layout, _vectors[container]);

    /// <summary>What a user has at a moment.</summary>
    public AccessVector OfUser(UserFacts user, DateTime asOf)
    {
        var sum = new ulong[Layout.Length];
        foreach (var holding in CountedHoldings.Of(_index, user, asOf, null))
        {
            Add(sum, Vector(holding));
        }

        return new AccessVector(Layout, sum);
    }

    /// <summary>What every user has at a moment, in the snapshot's order; on all processors.</summary>
    public AccessVector[] OfAllUsers(DateTime asOf)
    {
        var users = Snapshot.Users;
        var all = new AccessVector[users.Count];
        Parallel.For(0, users.Count, i => all[i] = OfUser(users[i], asOf));
        return all;
    }

    /// <summary>The users who have something, in the snapshot's order: first the containers that give it are found, then who holds one.</summary>
    public List<UserFacts> UsersWith(Func<AccessVector, bool> has, DateTime asOf)
    {
        var found = new bool[Snapshot.Users.Count];
        Parallel.For(0, found.Length, i => found[i] = CountedHoldings.Of(_index, Snapshot.Users[i], asOf, null).Exists(h => has(new AccessVector(Layout, Vector(h)))));
        return Snapshot.Users.Where((_, i) => found[i]).ToList();
    }

    private static void Add(ulong[] sum, ulong[] more)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] |= more[i];
        }
    }

    /// <summary>A group that is computed, or shows its sets' tabs, is no container of the snapshot; the index keeps it, and its vector is made once.</summary>
    private ulong[] Vector(Holding holding) => _vectors.TryGetValue(holding.Counted, out var known) ? known : _vectors.GetOrAdd(holding.Counted, ToVector);

    private ulong[] ToVector(Container container)
    {
        var words = new ulong[Layout.Length];
        foreach (var name in container.SystemPermissions)
        {
            AccessLayout.Set(words, Layout.SystemAt, Layout.SystemPosition(name));
            if (Implications.OfPower(name) is { } power)
            {
                AddObject(words, EffectiveRows.EveryObject, power.Access);
            }
        }

        foreach (var row in container.Objects)
        {
            AddObject(words, row.SobjectType, Implications.WithImplied(row.Access));
        }

        AddFields(words, container.Fields);
        foreach (var entity in container.SetupEntities)
        {
            AccessLayout.Set(words, Layout.EntitiesAt, Layout.EntityPosition(entity.EntityId));
        }

        foreach (var tab in container.Tabs)
        {
            AccessLayout.Set(words, Layout.AvailableAt, Layout.TabPosition(tab.Name));
            if (tab.Visibility == TabVisibility.Visible)
            {
                AccessLayout.Set(words, Layout.VisibleAt, Layout.TabPosition(tab.Name));
            }
        }

        return words;
    }

    private void AddObject(ulong[] words, string sobjectType, ObjectAccess access)
    {
        AccessLayout.AddFlags(words, Layout.ObjectsAt, Layout.ObjectPosition(sobjectType), (byte)access);
        if ((access & ObjectAccess.ViewAllFields) != 0)
        {
            var (first, count) = sobjectType == EffectiveRows.EveryObject ? (0, Layout.FieldCount) : Layout.FieldsOf(sobjectType);
            AccessLayout.SetRun(words, 0, first, count);
        }
    }

    private void AddFields(ulong[] words, IReadOnlyList<FieldGrant> fields)
    {
        if (fields is PackedFieldGrants packed)
        {
            for (var i = 0; i < packed.Count; i++)
            {
                AddField(words, packed.NameAt(i), packed.AccessAt(i));
            }

            return;
        }

        foreach (var field in fields)
        {
            AddField(words, FieldNames.Shared.Number(field.SobjectType, field.Field), field.Access);
        }
    }

    private void AddField(ulong[] words, int number, FieldAccess access)
    {
        var position = Layout.FieldPosition(number);
        if ((access & FieldAccess.Edit) != 0)
        {
            AccessLayout.Set(words, Layout.EditAt, position);
        }

        if (access != FieldAccess.None)
        {
            AccessLayout.Set(words, 0, position);
        }
    }
}

/// <summary>What a container or a user has, as bits.</summary>
internal readonly struct AccessVector
{
    private readonly AccessLayout _layout;

    public AccessVector(AccessLayout layout, ulong[] words)
    {
        _layout = layout;
        Words = words;
    }

    /// <summary>The bits, as <see cref="AccessLayout"/> lays them out. Not to be written to.</summary>
    public ulong[] Words { get; }

    /// <summary>The access to an object, that to every object included.</summary>
    public ObjectAccess OnObject(string sobjectType) =>
        (ObjectAccess)(AccessLayout.Flags(Words, _layout.ObjectsAt, _layout.ObjectPosition(sobjectType)) | AccessLayout.Flags(Words, _layout.ObjectsAt, 0));

    /// <summary>The access to a field, what View All Fields opens included.</summary>
    public FieldAccess OnField(string sobjectType, string field)
    {
        var position = _layout.FieldPosition(FieldNames.Shared.Find(sobjectType, field));
        if (position < 0)
        {
            return (OnObject(sobjectType) & ObjectAccess.ViewAllFields) != 0 ? FieldAccess.Read : FieldAccess.None;
        }

        return (AccessLayout.Has(Words, 0, position) ? FieldAccess.Read : FieldAccess.None) | (AccessLayout.Has(Words, _layout.EditAt, position) ? FieldAccess.Edit : FieldAccess.None);
    }

    public bool HasSystemPermission(string name) => AccessLayout.Has(Words, _layout.SystemAt, _layout.SystemPosition(name));

    public bool HasSetupEntity(string entityId) => AccessLayout.Has(Words, _layout.EntitiesAt, _layout.EntityPosition(entityId));

    /// <summary>How a tab is shown; null where it is not.</summary>
    public TabVisibility? OnTab(string name) => AccessLayout.Has(Words, _layout.VisibleAt, _layout.TabPosition(name)) ? TabVisibility.Visible
        : AccessLayout.Has(Words, _layout.AvailableAt, _layout.TabPosition(name)) ? TabVisibility.Available : null;

    /// <summary>Whether anything at all differs from another vector of the same matrix.</summary>
    public bool SameAs(AccessVector other)
    {
        for (var i = 0; i < Words.Length; i++)
        {
            if (Words[i] != other.Words[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The fields of which this and another vector of the same matrix differ, with both sides' access; words that are equal are passed over whole.</summary>
    public IEnumerable<(string SobjectType, string Field, FieldAccess Left, FieldAccess Right)> DifferingFields(AccessVector other)
    {
        for (var word = 0; word < _layout.EditAt; word++)
        {
            var differs = (Words[word] ^ other.Words[word]) | (Words[_layout.EditAt + word] ^ other.Words[_layout.EditAt + word]);
            for (var bit = 0; differs != 0; bit++, differs >>= 1)
            {
                if ((differs & 1) != 0)
                {
                    var position = (word * 64) + bit;
                    var (sobjectType, field) = _layout.FieldAt(position);
                    yield return (sobjectType, field, At(this, position), At(other, position));
                }
            }
        }

        static FieldAccess At(AccessVector v, int position) =>
            (AccessLayout.Has(v.Words, 0, position) ? FieldAccess.Read : FieldAccess.None) | (AccessLayout.Has(v.Words, v._layout.EditAt, position) ? FieldAccess.Edit : FieldAccess.None);
    }

    /// <summary>The objects of which this and another vector of the same matrix differ, with both sides' access; "*" is every object.</summary>
    public IEnumerable<(string SobjectType, ObjectAccess Left, ObjectAccess Right)> DifferingObjects(AccessVector other)
    {
        foreach (var name in _layout.Objects)
        {
            var position = _layout.ObjectPosition(name);
            var (left, right) = (AccessLayout.Flags(Words, _layout.ObjectsAt, position), AccessLayout.Flags(other.Words, _layout.ObjectsAt, position));
            if (left != right)
            {
                yield return (name, (ObjectAccess)left, (ObjectAccess)right);
            }
        }
    }
}
