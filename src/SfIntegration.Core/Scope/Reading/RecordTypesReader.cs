using System;
using System.Collections.Generic;

namespace SfIntegration.Scope.Reading;

/// <summary>`recordTypes` of an object: developer names without the object.</summary>
internal static class RecordTypesReader
{
    /// <summary>The record type that every object has; nothing grants it (facts §3.3: describe's recordTypeInfos[].master).</summary>
    private const string Master = "Master";

    public static IReadOnlyList<ScopeName> Read(Section section, string sobjectType) => section.Names("recordTypes", name => Mistake(name, sobjectType));

    private static string? Mistake(string name, string sobjectType)
    {
        if (name.StartsWith(sobjectType + ".", StringComparison.OrdinalIgnoreCase))
        {
            return $"write it without the object: `{name.Substring(sobjectType.Length + 1)}`";
        }

        return name.IndexOf('.') >= 0 ? "it belongs to another object: grant it there"
            : string.Equals(name, Master, StringComparison.OrdinalIgnoreCase) ? "every object has the master record type, and everybody may use it: leave it out"
            : name.IndexOf(' ') >= 0 ? "that is its label: write its developer name, like Big_Customer"
            : ScopeValues.ApiNameMistake(name);
    }
}
