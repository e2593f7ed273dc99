using System;
using System.Collections.Generic;
using System.Globalization;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Metadata;

/// <summary>One request of the Metadata API on its way through the types: whose it is, in which version, and what it names besides.</summary>
internal sealed class MetadataScope
{
    private readonly List<Action> _undo;

    public MetadataScope(OrgEngine engine, ICallerAccess caller, string version)
    {
        Engine = engine;
        Caller = caller;
        Version = (int)decimal.Parse(version, CultureInfo.InvariantCulture);
        _undo = new List<Action>();
    }

    private MetadataScope(MetadataScope outer, string version)
        : this(outer.Engine, outer.Caller, version) => _undo = outer._undo;

    public OrgEngine Engine { get; }

    public ICallerAccess Caller { get; }

    public OrgStore Store => Engine.Store;

    public OrgSchema Schema => Engine.Schema;

    /// <summary>The major version of what is read or written; the files' own, which package.xml says.</summary>
    public int Version { get; }

    /// <summary>What a retrieve names, by type; null where nothing limits what is told. Profiles tell of nothing else (facts §5.1).</summary>
    public IReadOnlyDictionary<string, ISet<string>>? Named { get; init; }

    /// <summary>Warnings of the component that is being written.</summary>
    public List<string> Warnings { get; } = new();

    /// <summary>The request names that component, or nothing limits it.</summary>
    public bool Names(string type, string fullName) =>
        Named is null || (Named.TryGetValue(type, out var names) && (names.Contains(fullName) || names.Contains("*")));

    /// <summary>The same transaction, with files of another version.</summary>
    public MetadataScope As(string version) => new(this, version);

    /// <summary>Notes how a change outside the store is taken back.</summary>
    public void OnUndo(Action undo) => _undo.Add(undo);

    /// <summary>Runs the work in a transaction; what is taken back is taken back outside the store too.</summary>
    public bool Atomic(Func<bool> work)
    {
        var mark = _undo.Count;
        var kept = false;
        try
        {
            kept = Store.Transaction(work);
            return kept;
        }
        finally
        {
            for (var i = _undo.Count - 1; !kept && i >= mark; i--)
            {
                _undo[i]();
                _undo.RemoveAt(i);
            }
        }
    }
}
