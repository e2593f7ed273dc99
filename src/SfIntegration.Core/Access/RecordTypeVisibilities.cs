using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace SfIntegration.Access;

/// <summary>recordTypeVisibilities as permission sets, muting sets and profiles carry them in metadata (MD:permissionset, MD:profile). Pure.</summary>
internal static class RecordTypeVisibilities
{
    /// <summary>The record types that are visible, by object and name, each once.</summary>
    public static IReadOnlyList<RecordTypeGrant> Of(XElement component) => Rows(component)
        .Where(r => Flag(r, "visible"))
        .Select(r => Parse(Text(r, "recordType") ?? ""))
        .OfType<RecordTypeGrant>()
        .GroupBy(g => g.SobjectType + "." + g.RecordType, StringComparer.OrdinalIgnoreCase)
        .Select(g => g.First())
        .OrderBy(g => g.SobjectType, StringComparer.OrdinalIgnoreCase)
        .ThenBy(g => g.RecordType, StringComparer.OrdinalIgnoreCase)
        .ToList();

    /// <summary>The record types that a profile gives by default, as "Object.Record_Type"; a permission set has none.</summary>
    public static IReadOnlyList<string> DefaultsOf(XElement component) => Rows(component)
        .Where(r => Flag(r, "default") || Flag(r, "personAccountDefault"))
        .Select(r => Text(r, "recordType"))
        .OfType<string>()
        .OrderBy(n => n, StringComparer.OrdinalIgnoreCase)
        .ToList();

    /// <summary>The component with these record types visible; the one that was given stays as it is.</summary>
    public static XElement Opened(XElement component, IEnumerable<string> fullNames)
    {
        var changed = new XElement(component);
        foreach (var name in fullNames)
        {
            var rows = Rows(changed).Where(r => Names(r, name)).ToList();
            if (rows.Any(r => Flag(r, "visible")))
            {
                continue;
            }

            rows.Remove();
            changed.Add(new XElement(component.Name.Namespace + "recordTypeVisibilities", new XElement(component.Name.Namespace + "recordType", name), new XElement(component.Name.Namespace + "visible", "true")));
        }

        return changed;
    }

    /// <summary>The component without these record types; the one that was given stays as it is.</summary>
    public static XElement Closed(XElement component, IEnumerable<string> fullNames)
    {
        var changed = new XElement(component);
        foreach (var name in fullNames)
        {
            Rows(changed).Where(r => Names(r, name)).ToList().Remove();
        }

        return changed;
    }

    /// <summary>"Account.Big_Customer" as a grant; null where it is no name of a record type.</summary>
    public static RecordTypeGrant? Parse(string fullName)
    {
        var dot = fullName.IndexOf('.');
        return dot > 0 && dot < fullName.Length - 1 ? new RecordTypeGrant(fullName.Substring(0, dot), fullName.Substring(dot + 1)) : null;
    }

    // Files and answers differ in their prefixes, not in the names.
    private static IEnumerable<XElement> Rows(XElement component) => component.Elements().Where(e => e.Name.LocalName == "recordTypeVisibilities");

    private static bool Names(XElement row, string fullName) => string.Equals(Text(row, "recordType"), fullName, StringComparison.OrdinalIgnoreCase);

    private static string? Text(XElement row, string name) => row.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    private static bool Flag(XElement row, string name) => Text(row, name) is "true" or "1";
}
