using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Access.Comparison;
using SfIntegration.Scope;

namespace SfIntegration.Access.Covering;

/// <summary>
/// The smallest parts of access, one flag of one object or field, or one name, each with a number and a weight. Everything about
/// covering counts these.
/// </summary>
internal sealed class AtomTable
{
    private static readonly ObjectAccess[] s_objectFlags = ((ObjectAccess[])Enum.GetValues(typeof(ObjectAccess))).Where(f => f != ObjectAccess.None).ToArray();
    private static readonly FieldAccess[] s_fieldFlags = { FieldAccess.Read, FieldAccess.Edit };

    private readonly Dictionary<string, int> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _spelled = new();
    private readonly Dictionary<long, int> _atoms = new();
    private readonly List<long> _keys = new();
    private readonly List<int> _weights = new();
    private readonly CoverageWeights _weight = CoverageWeights.Default;

    public int Count => _keys.Count;

    public IReadOnlyList<int> Weights => _weights;

    /// <summary>The atoms of object access.</summary>
    public IEnumerable<int> Object(string sobjectType, ObjectAccess access, bool onlyKnown = false) => s_objectFlags
        .Where(f => (access & f) != 0).Select(f => Atom(AccessPartKind.Object, Name(sobjectType), (int)f, () => _weight.Of(f), onlyKnown)).Where(a => a >= 0);

    /// <summary>The atoms of field access; the name is a number of <see cref="FieldNames.Shared"/>.</summary>
    public IEnumerable<int> Field(int name, FieldAccess access, bool onlyKnown = false)
    {
        foreach (var flag in s_fieldFlags)
        {
            // Edit needs read, whether a row says so or not.
            if ((access & flag) != 0 || (flag == FieldAccess.Read && access != FieldAccess.None))
            {
                var atom = Atom(AccessPartKind.Field, name, (int)flag, () => _weight.Of(flag), onlyKnown);
                if (atom >= 0)
                {
                    yield return atom;
                }
            }
        }
    }

    /// <summary>The atom of a name, or -1 where only known ones are asked for and it is none.</summary>
    public int Named(AccessPartKind kind, string target, bool onlyKnown = false) => Atom(kind, Name(target), 0, () => _weight.Of(kind, target), onlyKnown);

    /// <summary>Atoms in words, by sort and name: the flags of one object or field together.</summary>
    public IReadOnlyList<AccessPart> Words(IEnumerable<int> atoms) => atoms.Select(a => _keys[a])
        .GroupBy(k => (Kind: (AccessPartKind)(k >> 40), Name: (int)((k >> 8) & 0xFFFFFFFF)))
        .Select(g => new AccessPart(g.Key.Kind, Target(g.Key.Kind, g.Key.Name), Flags(g.Key.Kind, g.Aggregate(0, (sum, k) => sum | (int)(k & 0xFF)))))
        .OrderBy(p => p.Kind).ThenBy(p => p.Target, StringComparer.OrdinalIgnoreCase).ToList();

    private static string Flags(AccessPartKind kind, int flags) => kind switch
    {
        AccessPartKind.Object => PermissionColumns.Words((ObjectAccess)flags),
        AccessPartKind.Field => flags == 3 ? "read, edit" : PermissionColumns.Words((FieldAccess)flags),
        _ => "",
    };

    private string Target(AccessPartKind kind, int name)
    {
        if (kind != AccessPartKind.Field)
        {
            return _spelled[name];
        }

        var (sobjectType, field) = FieldNames.Shared[name];
        return sobjectType + "." + field;
    }

    private int Name(string text)
    {
        if (!_names.TryGetValue(text, out var number))
        {
            _names[text] = number = _spelled.Count;
            _spelled.Add(text);
        }

        return number;
    }

    private int Atom(AccessPartKind kind, int name, int flag, Func<int> weight, bool onlyKnown)
    {
        var key = ((long)kind << 40) | ((long)name << 8) | (long)flag;
        if (_atoms.TryGetValue(key, out var atom))
        {
            return atom;
        }

        if (onlyKnown)
        {
            return -1;
        }

        _atoms[key] = atom = _keys.Count;
        _keys.Add(key);
        _weights.Add(weight());
        return atom;
    }
}

/// <summary>What excess weighs: data (coverage-weights.json), read at first use.</summary>
internal sealed class CoverageWeights
{
    private static readonly Lazy<CoverageWeights> s_default = new(() => new CoverageWeights(AccessData.Read("coverage-weights.json")));

    private readonly JObject _data;
    private readonly Dictionary<ObjectAccess, int> _objects;
    private readonly Dictionary<FieldAccess, int> _fields;

    private CoverageWeights(JObject data)
    {
        _data = data;
        EachSet = (int)data["eachSet"]!;
        _objects = ((JObject)data["object"]!).Properties().ToDictionary(p => (ObjectAccess)Enum.Parse(typeof(ObjectAccess), p.Name), p => (int)p.Value);
        _fields = ((JObject)data["field"]!).Properties().ToDictionary(p => (FieldAccess)Enum.Parse(typeof(FieldAccess), p.Name), p => (int)p.Value);
    }

    public static CoverageWeights Default => s_default.Value;

    /// <summary>What one more set weighs.</summary>
    public int EachSet { get; }

    public int Of(ObjectAccess flag) => _objects[flag];

    public int Of(FieldAccess flag) => _fields[flag];

    public int Of(AccessPartKind kind, string name) => kind switch
    {
        AccessPartKind.SystemPermission => (int)_data["systemPermission"]![PermissionCatalog.Default.Find(name)?.Tier.ToString() ?? "other"]!,
        AccessPartKind.SetupEntity => (int)_data["setupEntity"]!,
        _ => (int)_data["tab"]!,
    };
}
