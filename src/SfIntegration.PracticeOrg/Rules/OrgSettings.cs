using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>
/// The org's settings, by the Metadata API's type and element: "SecuritySettings.sessionSettings.sessionTimeout". Only what was
/// changed is a row; the defaults are in Data/org-settings.json.
/// </summary>
internal sealed class OrgSettings
{
    private static readonly Dictionary<string, object?> s_defaults = ReadDefaults();

    private readonly OrgStore _store;

    public OrgSettings(OrgStore store) => _store = store;

    /// <summary>The full names of the settings of a type ("SecuritySettings"), in the order of the documentation.</summary>
    public static IEnumerable<string> NamesOf(string type) => s_defaults.Keys.Where(n => n.StartsWith(type + ".", StringComparison.Ordinal));

    /// <summary>A setting's value: text, flag, int, or null.</summary>
    public object? this[string name]
    {
        get => Known(name) && Row(name) is { } row ? row["Value"] : s_defaults[name];
        set
        {
            Known(name);
            var row = Row(name)?.Clone() ?? new Row(SideTables.OrgSettings, _store.NewId(SideTables.Prefix(SideTables.OrgSettings)))
            {
                ["ParentId"] = _store.Rows("Organization").Single().Id,
                ["Name"] = name,
            };
            row["Value"] = value;
            _store.Put(row);
        }
    }

    /// <summary>The full names of all settings.</summary>
    public static IEnumerable<string> Names => s_defaults.Keys;

    /// <summary>Sets a setting to a value of the kind that its default has.</summary>
    public void Change(string name, object? value)
    {
        Known(name);
        if (s_defaults[name]?.GetType() is { } kind && value?.GetType() != kind)
        {
            throw new ArgumentException($"The setting '{name}' is a {(kind == typeof(bool) ? "flag" : kind == typeof(int) ? "number" : "text")}, not {value ?? "null"}.", nameof(value));
        }

        this[name] = value;
    }

    /// <summary>A setting that is on or off.</summary>
    public bool Flag(string name) => this[name] is true;

    /// <summary>A setting that is a text.</summary>
    public string? Text(string name) => this[name] as string;

    private static bool Known(string name) =>
        s_defaults.ContainsKey(name) ? true : throw new ArgumentException($"The practice org has no setting '{name}'.", nameof(name));

    private static Dictionary<string, object?> ReadDefaults() => EmbeddedData.Json("Rules.Data.org-settings.json").Properties()
        .Where(type => type.Value is JObject)
        .SelectMany(type => ((JObject)type.Value).Properties().Select(p => (Name: type.Name + "." + p.Name, ((JValue)p.Value).Value)))
        .ToDictionary(p => p.Name, p => p.Value is long number ? (int)number : p.Value, StringComparer.Ordinal);

    private Row? Row(string name) => _store.Rows(SideTables.OrgSettings, "Name", name).FirstOrDefault();
}
