using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Metadata.Grants;

/// <summary>classAccesses, customPermissions and the like: SetupEntityAccess rows.</summary>
internal sealed class SetupEntityPart : IGrantPart
{
    private readonly string _list;
    private readonly string _key;
    private readonly string _flag;
    private readonly string _object;
    private readonly string _nameField;
    private readonly string _component;

    public SetupEntityPart(string list, string key, string flag, string objectName, string nameField, string component)
    {
        _list = list;
        _key = key;
        _flag = flag;
        _object = objectName;
        _nameField = nameField;
        _component = component;
    }

    public IEnumerable<XElement> Read(Holder holder)
    {
        var granted = Granted(holder);
        foreach (var entity in holder.Scope.Store.Rows(_object))
        {
            var name = NameOf(entity);
            var has = granted.ContainsKey(entity.Id);
            if (holder.Profile is null ? has : holder.Scope.Names(_component, name))
            {
                yield return MetadataXml.El(
                    _list,
                    MetadataXml.El(_key, name),
                    MetadataXml.Flag(_flag, has),
                    holder.Profile is not null && _list == "applicationVisibilities" ? MetadataXml.Flag("default", false) : null);
            }
        }
    }

    public void Write(Holder holder, XElement metadata)
    {
        var (engine, caller) = (holder.Scope.Engine, holder.Scope.Caller);
        var granted = Granted(holder);
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in MetadataXml.All(metadata, _list))
        {
            var name = MetadataXml.TextOf(entry, _key) ?? "";
            var entity = holder.Scope.Store.Rows(_object).FirstOrDefault(r => string.Equals(NameOf(r), name, StringComparison.OrdinalIgnoreCase))
                ?? throw MetadataFaults.NoSuch(_key, _component, name);
            var on = MetadataXml.FlagOf(entry, _flag) ?? false;
            kept.Add(entity.Id);
            if (on && !granted.ContainsKey(entity.Id))
            {
                engine.Insert(caller, "SetupEntityAccess", new Dictionary<string, object?> { ["ParentId"] = holder.Set.Id, ["SetupEntityId"] = entity.Id });
            }
            else if (!on && granted.TryGetValue(entity.Id, out var row))
            {
                engine.Delete(caller, row.Type, row.Id);
            }
        }

        foreach (var row in granted.Where(g => holder.ReplacesRows && !kept.Contains(g.Key)).Select(g => g.Value))
        {
            engine.Delete(caller, row.Type, row.Id);
        }
    }

    private string NameOf(Row entity) => entity.Text("NamespacePrefix") is { } ns ? ns + "__" + entity.Text(_nameField) : entity.Text(_nameField)!;

    /// <summary>The rows of this list, by what they grant.</summary>
    private Dictionary<string, Row> Granted(Holder holder) => holder.Scope.Store.Rows("SetupEntityAccess", "ParentId", holder.Set.Id)
        .Where(r => holder.Scope.Store.Find(_object, r.Text("SetupEntityId")) is not null)
        .ToDictionary(r => r.Text("SetupEntityId")!, StringComparer.Ordinal);
}
