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

    private const int UsersPerBlock = 256;

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
    public AccessVector OfContainer(Container container) => new(Layout, _vectors[container], 0);

    /// <summary>What a user has at a moment.</summary>
    public AccessVector OfUser(UserFacts user, DateTime asOf)
    {
        var words = new ulong[Layout.Length];
        Add(user, asOf, words, 0);
        return new AccessVector(Layout, words, 0);
    }

    /// <summary>What every user has at a moment, in the snapshot's order; on all processors.</summary>
    public AccessVector[] OfAllUsers(DateTime asOf)
    {
        // Vectors lie side by side in large blocks, which the collector never moves; one array per user it would copy twice.
        var users = Snapshot.Users;
        var all = new AccessVector[users.Count];
        Parallel.For(0, (users.Count + UsersPerBlock - 1) / UsersPerBlock, block =>
        {
            var first = block * UsersPerBlock;
            var count = Math.Min(UsersPerBlock, users.Count - first);
            var words = new ulong[count * Layout.Length];
            for (var i = 0; i < count; i++)
            {
                Add(users[first + i], asOf, words, i * Layout.Length);
                all[first + i] = new AccessVector(Layout, words, i * Layout.Length);
            }
        });
        return all;
    }

    /// <summary>The users who have something, in the snapshot's order: first the containers that give it are found, then who holds one.</summary>
    public List<UserFacts> UsersWith(Func<AccessVector, bool> has, DateTime asOf)
    {
        var found = new bool[Snapshot.Users.Count];
        Parallel.For(0, found.Length, i => found[i] = CountedHoldings.Of(_index, Snapshot.Users[i], asOf, null).Exists(h => has(new AccessVector(Layout, Vector(h), 0))));
        return Snapshot.Users.Where((_, i) => found[i]).ToList();
    }

    private void Add(UserFacts user, DateTime asOf, ulong[] words, int start)
    {
        var held = CountedHoldings.Of(_index, user, asOf, null);
        for (var i = 0; i < held.Count; i += 4)
        {
            // Four at a time: the sum is read and written once for them. A vector said twice changes nothing.
            var last = held.Count - 1;
            Add(words, start, Vector(held[i]), Vector(held[Math.Min(i + 1, last)]), Vector(held[Math.Min(i + 2, last)]), Vector(held[Math.Min(i + 3, last)]));
        }
    }

    private static void Add(ulong[] sum, int start, ulong[] a, ulong[] b, ulong[] c, ulong[] d)
    {
        for (var i = 0; i < a.Length && i < b.Length && i < c.Length && i < d.Length; i++)
        {
            sum[start + i] |= a[i] | b[i] | c[i] | d[i];
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
    private readonly ulong[] _words;
    private readonly int _start;

    /// <param name="layout">What lies where.</param>
    /// <param name="words">The bits, among those of other vectors.</param>
    /// <param name="start">The word at which this one's begin.</param>
    public AccessVector(AccessLayout layout, ulong[] words, int start)
    {
        _layout = layout;
        _words = words;
        _start = start;
    }

    /// <summary>The access to the field at a position of the layout.</summary>
    public FieldAccess OnField(int position) =>
        (AccessLayout.Has(_words, _start, position) ? FieldAccess.Read : FieldAccess.None) | (AccessLayout.Has(_words, _start + _layout.EditAt, position) ? FieldAccess.Edit : FieldAccess.None);

    /// <summary>The access to an object, that to every object included.</summary>
    public ObjectAccess OnObject(string sobjectType) =>
        (ObjectAccess)(AccessLayout.Flags(_words, _start + _layout.ObjectsAt, _layout.ObjectPosition(sobjectType)) | AccessLayout.Flags(_words, _start + _layout.ObjectsAt, 0));

    /// <summary>The access to a field, what View All Fields opens included.</summary>
    public FieldAccess OnField(string sobjectType, string field)
    {
        var position = _layout.FieldPosition(FieldNames.Shared.Find(sobjectType, field));
        if (position < 0)
        {
            return (OnObject(sobjectType) & ObjectAccess.ViewAllFields) != 0 ? FieldAccess.Read : FieldAccess.None;
        }

        return OnField(position);
    }

    public bool HasSystemPermission(string name) => AccessLayout.Has(_words, _start + _layout.SystemAt, _layout.SystemPosition(name));

    public bool HasSetupEntity(string entityId) => AccessLayout.Has(_words, _start + _layout.EntitiesAt, _layout.EntityPosition(entityId));

    /// <summary>How a tab is shown; null where it is not.</summary>
    public TabVisibility? OnTab(string name) => AccessLayout.Has(_words, _start + _layout.VisibleAt, _layout.TabPosition(name)) ? TabVisibility.Visible
        : AccessLayout.Has(_words, _start + _layout.AvailableAt, _layout.TabPosition(name)) ? TabVisibility.Available : null;

    /// <summary>Whether anything at all differs from another vector of the same matrix.</summary>
    public bool SameAs(AccessVector other)
    {
        for (var i = 0; i < _layout.Length; i++)
        {
            if (_words[_start + i] != other._words[other._start + i])
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
            var edit = _layout.EditAt + word;
            var differs = (_words[_start + word] ^ other._words[other._start + word]) | (_words[_start + edit] ^ other._words[other._start + edit]);
            for (var bit = 0; differs != 0; bit++, differs >>= 1)
            {
                if ((differs & 1) != 0)
                {
                    var position = (word * 64) + bit;
                    var (sobjectType, field) = _layout.FieldAt(position);
                    yield return (sobjectType, field, OnField(position), other.OnField(position));
                }
            }
        }
    }

    /// <summary>The objects of which this and another vector of the same matrix differ, with both sides' access; "*" is every object.</summary>
    public IEnumerable<(string SobjectType, ObjectAccess Left, ObjectAccess Right)> DifferingObjects(AccessVector other)
    {
        foreach (var name in _layout.Objects)
        {
            var position = _layout.ObjectPosition(name);
            var (left, right) = (AccessLayout.Flags(_words, _start + _layout.ObjectsAt, position), AccessLayout.Flags(other._words, other._start + _layout.ObjectsAt, position));
            if (left != right)
            {
                yield return (name, (ObjectAccess)left, (ObjectAccess)right);
            }
        }
    }
}
