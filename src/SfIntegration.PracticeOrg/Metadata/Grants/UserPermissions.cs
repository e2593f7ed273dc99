using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Metadata.Grants;

/// <summary>userPermissions: the Permissions columns of a permission set, muting set or profile.</summary>
internal static class UserPermissions
{
    private const string List = "userPermissions";

    /// <summary>Only enabled ones are told (facts §5.1).</summary>
    public static IEnumerable<XElement> Read(Row row) => SystemPermissions.HeldBy(row)
        .Select(name => MetadataXml.El(List, MetadataXml.Flag("enabled", true), MetadataXml.El("name", name)));

    /// <summary>The columns that a file changes. Where it replaces, a permission that it does not name is turned off.</summary>
    public static void Collect(MetadataScope scope, Row? row, XElement metadata, bool replaces, IDictionary<string, object?> values)
    {
        var known = SystemPermissions.All(scope.Schema).ToDictionary(n => n, StringComparer.OrdinalIgnoreCase);
        var held = new HashSet<string>(row is null ? Enumerable.Empty<string>() : SystemPermissions.HeldBy(row), StringComparer.OrdinalIgnoreCase);
        foreach (var name in held.Where(_ => replaces))
        {
            values[SystemPermissions.Prefix + name] = false;
        }

        foreach (var entry in MetadataXml.All(metadata, List))
        {
            var text = MetadataXml.TextOf(entry, "name") ?? "";
            var name = known.TryGetValue(text, out var spelled)
                ? spelled
                : throw new SfFault(400, "FIELD_INTEGRITY_EXCEPTION", $"Unknown user permission: {text}", "name");
            values[SystemPermissions.Prefix + name] = MetadataXml.FlagOf(entry, "enabled") ?? false;
        }
    }
}
