using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Practice.Rules;

/// <summary>The switches by name, as JSON: flags, numbers, texts, names of a choice, lists of texts.</summary>
internal static class SwitchValues
{
    private static readonly PropertyInfo[] s_switches = typeof(PracticeSwitches).GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .OrderBy(p => p.Name, StringComparer.Ordinal)
        .ToArray();

    /// <summary>Every switch with its value.</summary>
    public static JObject Read(PracticeSwitches switches) => new(s_switches.Select(p => new JProperty(Name(p), Json(p.GetValue(switches)))));

    /// <summary>Sets the switches that are named, all or none.</summary>
    /// <exception cref="ArgumentException">There is no such switch, or it cannot have that value; the message says what would be right.</exception>
    public static void Write(PracticeSwitches switches, JObject values)
    {
        foreach (var set in values.Properties().Select(p => Setting(switches, Find(p.Name), p.Value)).ToList())
        {
            set();
        }
    }

    private static PropertyInfo Find(string name) =>
        Array.Find(s_switches, p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no switch '{name}'. There are: {string.Join(", ", s_switches.Select(Name))}.");

    private static string Name(PropertyInfo property) => char.ToLowerInvariant(property.Name[0]) + property.Name.Substring(1);

    private static JToken Json(object? value) => value switch
    {
        IEnumerable<string> texts when value is not string => new JArray(value is ISet<string> ? texts.OrderBy(t => t, StringComparer.Ordinal) : texts),
        Enum choice => choice.ToString(),
        null => JValue.CreateNull(),
        _ => new JValue(value),
    };

    private static string Kind(PropertyInfo property) =>
        property.PropertyType == typeof(bool) ? "true or false"
        : property.PropertyType == typeof(int) ? "a whole number"
        : property.PropertyType == typeof(int?) ? "a whole number or null"
        : property.PropertyType == typeof(string) ? "a text"
        : property.PropertyType.IsEnum ? "one of " + string.Join(", ", Enum.GetNames(property.PropertyType))
        : "a list of texts";

    // Read first, set later: one wrong value leaves all switches as they are.
    private static Action Setting(PracticeSwitches switches, PropertyInfo property, JToken json)
    {
        var type = property.PropertyType;
        if (type == typeof(bool) && json is JValue { Value: bool flag })
        {
            return () => property.SetValue(switches, flag);
        }

        if (type == typeof(int?) && json.Type == JTokenType.Null)
        {
            return () => property.SetValue(switches, null);
        }

        if ((type == typeof(int) || type == typeof(int?)) && json is JValue { Value: long number } && number is >= int.MinValue and <= int.MaxValue)
        {
            return () => property.SetValue(switches, (int)number);
        }

        if (json is JValue { Value: string text })
        {
            if (type == typeof(string))
            {
                return () => property.SetValue(switches, text);
            }

            if (type.IsEnum && Array.Find(Enum.GetNames(type), n => string.Equals(n, text, StringComparison.OrdinalIgnoreCase)) is { } choice)
            {
                return () => property.SetValue(switches, Enum.Parse(type, choice));
            }
        }

        if (typeof(IEnumerable<string>).IsAssignableFrom(type) && type != typeof(string)
            && json is JArray array && array.All(t => t.Type == JTokenType.String))
        {
            var texts = array.Values<string>().Select(t => t!).ToArray();
            return () => SetList(switches, property, texts);
        }

        throw new ArgumentException($"The switch '{Name(property)}' is {Kind(property)}, not {json.ToString(Newtonsoft.Json.Formatting.None)}.");
    }

    private static void SetList(PracticeSwitches switches, PropertyInfo property, string[] texts)
    {
        if (property.CanWrite)
        {
            property.SetValue(switches, texts);
            return;
        }

        var set = (ICollection<string>)property.GetValue(switches)!;
        set.Clear();
        foreach (var text in texts)
        {
            set.Add(text);
        }
    }
}
