using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Metadata.Types;

/// <summary>Elements that are columns of one row, each named as its element; an element inside another is "outer.inner".</summary>
internal static class ColumnXml
{
    /// <summary>The row's values as elements of the type, those left out that are kept elsewhere. A flag that was never written has its default.</summary>
    public static IEnumerable<XElement> Read(Row row, string type, ICollection<string> elsewhere, ICollection<string> trueByDefault, string prefix = "")
    {
        foreach (var (name, kind, many) in MetadataShapes.ElementsOf(type))
        {
            if (many || name == "fullName" || elsewhere.Contains(name))
            {
                continue;
            }

            if (MetadataShapes.IsType(kind))
            {
                var inner = Read(row, kind, elsewhere, trueByDefault, prefix + name + ".").ToList();
                if (row.Fields.Any(f => f.StartsWith(prefix + name + ".", StringComparison.OrdinalIgnoreCase)))
                {
                    yield return MetadataXml.El(name, inner);
                }
            }
            else if (row[prefix + name] is { } value)
            {
                yield return MetadataXml.El(name, value is bool flag ? flag ? "true" : "false" : Convert.ToString(value, CultureInfo.InvariantCulture));
            }
            else if (kind == "b" && prefix.Length == 0)
            {
                yield return MetadataXml.Flag(name, trueByDefault.Contains(name));
            }
        }
    }

    /// <summary>The values that the XML gives to columns. What it does not mention is not changed.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> Write(XElement metadata, string type, ICollection<string> elsewhere, string prefix = "")
    {
        foreach (var (name, kind, many) in MetadataShapes.ElementsOf(type))
        {
            var element = metadata.Element(MetadataXml.Ns + name);
            if (element is null || name == "fullName" || elsewhere.Contains(name))
            {
                continue;
            }

            if (many)
            {
                throw MetadataFaults.Invalid($"The practice org keeps no {name} of {type}", name);
            }

            if (MetadataShapes.IsType(kind))
            {
                foreach (var inner in Write(element, kind, elsewhere, prefix + name + "."))
                {
                    yield return inner;
                }

                continue;
            }

            var text = element.Value.Trim();
            if (text.Length > 0 && kind != "i")
            {
                // A connected app's sessionTimeout is a number of minutes; the org's, of the same name, is a word.
                Choices.Check(name, text);
            }

            yield return new KeyValuePair<string, object?>(prefix + name, text.Length == 0 ? null : kind switch
            {
                "b" => text is "true" or "1",
                "i" => int.Parse(text, CultureInfo.InvariantCulture),
                _ => text,
            });
        }
    }
}
