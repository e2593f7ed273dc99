using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Metadata.Types;

/// <summary>Settings: SecuritySettings and its like, one file each (facts §5.3). Only the settings of Rules/Data/org-settings.json are kept.</summary>
internal sealed class SettingsType : MetadataType
{
    private const string Ending = "Settings";

    private static readonly string[] s_files = { "ConnectedApp", "Event", "ExternalClientApp", "OauthOidc", "Security" };

    public override string Name => "Settings";

    public override string Directory => "settings";

    public override string Suffix => "settings";

    public override IReadOnlyList<string> OwnElements { get; } = s_files.Select(f => f + Ending).ToArray();

    public override string ElementOf(string fullName) => Array.Find(s_files, f => string.Equals(f, fullName, StringComparison.OrdinalIgnoreCase)) is { } known
        ? known + Ending
        : throw MetadataFaults.NoSuch("fullName", "Settings", fullName);

    public override void Delete(MetadataScope scope, MetadataComponent component) =>
        throw new SfFault(400, "INVALID_TYPE_FOR_OPERATION", "Settings can't be deleted");

    protected override IEnumerable<MetadataComponent> Components(MetadataScope scope) => s_files.Select(f => new MetadataComponent(f, "", null));

    protected override XElement Content(MetadataScope scope, MetadataComponent component)
    {
        var type = ElementOf(component.FullName);
        var root = MetadataXml.El(type);
        foreach (var name in OrgSettings.NamesOf(type))
        {
            if (scope.Engine.Settings[name] is not { } value)
            {
                continue;
            }

            var path = name.Substring(type.Length + 1).Split('.');
            var parent = path.Length == 1 ? root : root.Element(MetadataXml.Ns + path[0]) ?? Child(root, path[0]);
            parent.Add(MetadataXml.El(path[path.Length - 1], value is bool flag ? flag ? "true" : "false" : Convert.ToString(value, CultureInfo.InvariantCulture)));
        }

        if (type == "SecuritySettings")
        {
            root.Add(MetadataXml.El("networkAccess", SideRows.All(scope.Store, SideTables.TrustedIpRange, scope.Engine.OrganizationId).Select(r => MetadataXml.El(
                "ipRanges",
                MetadataXml.Text("description", r.Text("description")),
                MetadataXml.El("end", r.Text("end")),
                MetadataXml.El("start", r.Text("start"))))));
        }

        return root;
    }

    protected override void Put(MetadataScope scope, string fullName, XElement metadata, MetadataComponent? component)
    {
        if (!scope.Caller.HasPermission("CustomizeApplication"))
        {
            throw MetadataFaults.NoAccess();
        }

        var type = ElementOf(fullName);
        var known = new HashSet<string>(OrgSettings.NamesOf(type), StringComparer.Ordinal);
        foreach (var value in ColumnXml.Write(metadata, type, new[] { "networkAccess" }))
        {
            var name = type + "." + value.Key;
            if (!known.Contains(name))
            {
                throw MetadataFaults.Invalid($"The practice org has no setting {name}", value.Key);
            }

            scope.Engine.Settings[name] = Fitting(scope.Engine.Settings[name], value.Value, value.Key);
        }

        if (metadata.Element(MetadataXml.Ns + "networkAccess") is { } network)
        {
            PutRanges(scope, network);
        }
    }

    private static XElement Child(XElement root, string name)
    {
        var child = MetadataXml.El(name);
        root.Add(child);
        return child;
    }

    // Some numbers are texts in the WSDL.
    private static object? Fitting(object? old, object? value, string element)
    {
        if (element == "eventLogRetentionDuration" && value is < 30 or > 365)
        {
            throw MetadataFaults.Invalid("eventLogRetentionDuration must be from 30 to 365 days", element);
        }

        return old is int && value is string text
            ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw MetadataFaults.Invalid($"'{text}' is not a valid value for {element}", element)
            : value;
    }

    // The list is replaced as a whole (facts §5.3).
    private static void PutRanges(MetadataScope scope, XElement network)
    {
        var org = scope.Engine.OrganizationId;
        var ranges = MetadataXml.All(network, "ipRanges");
        if (!scope.Caller.HasPermission("ManageIpAddresses"))
        {
            throw MetadataFaults.NoAccess();
        }

        SideRows.Clear(scope.Store, SideTables.TrustedIpRange, org);
        foreach (var range in ranges)
        {
            var (start, end) = (MetadataXml.TextOf(range, "start") ?? "", MetadataXml.TextOf(range, "end") ?? "");
            if (AddressRanges.Refusal(start, end) is { } refusal)
            {
                throw MetadataFaults.Invalid(refusal, "ipRanges");
            }

            SideRows.Add(scope.Store, SideTables.TrustedIpRange, org, ("start", start), ("end", end), ("description", MetadataXml.TextOf(range, "description")));
        }
    }
}
