using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Permission;

namespace SfIntegration.Access.Comparison;

/// <summary>What containers and definitions hold. Pure.</summary>
internal static class ContainerHoldings
{
    /// <summary>What a container of a snapshot holds: its rows, for a group what Salesforce counts, or should once it has recalculated.</summary>
    public static AccessHoldings Of(AccessSnapshot snapshot, Container container, SfOrg? org)
    {
        var parts = new NamedParts();
        var notes = new List<string>();
        var unread = UnreadParts.Of(snapshot);
        AddHeader(parts, snapshot, container);
        var counted = container.Kind == ContainerKind.Group ? Group(parts, snapshot, container, notes) : container;
        AddContents(parts, counted);
        foreach (var reason in unread)
        {
            parts.IsUnread(reason.Key, reason.Value);
        }

        var title = Title(container.Kind, container.Name);
        return new AccessHoldings
        {
            Kind = KindOf(container.Kind),
            Name = container.Name,
            Title = title,
            PlacedTitle = Placed(title, snapshot, org),
            Org = org,
            Objects = NamedParts.Objects(counted.Objects),
            Fields = NamedParts.Fields(counted.Fields),
            Named = parts.Parts,
            Unread = parts.Unread,
            Unknown = parts.Unknown,
            Notes = notes,
        };
    }

    /// <summary>What a definition would hold.</summary>
    public static AccessHoldings Of(PermissionSetDefinition definition)
    {
        var parts = new NamedParts();
        parts.Header("Label", definition.Label);
        parts.Header("Description", definition.Description);
        parts.Header("License", definition.License);
        parts.Header("HasActivationRequired", YesNo(definition.HasActivationRequired));
        parts.SystemPermissions(definition.SystemPermissions);
        parts.SetupEntities(definition.SetupEntities);
        parts.Tabs(definition.Tabs);
        parts.RecordTypes(definition.RecordTypes);
        var title = "definition " + definition.PermissionSet;
        return new AccessHoldings
        {
            Kind = HoldingKind.Definition,
            Name = definition.PermissionSet,
            Title = title,
            PlacedTitle = definition.Source.Length == 0 ? title : $"{title} of {definition.Source}",
            Org = definition.Org,
            Objects = NamedParts.Objects(definition.Objects),
            Fields = NamedParts.Fields(definition.Fields),
            Named = parts.Parts,
            Unread = parts.Unread,
            Unknown = parts.Unknown,
            Notes = definition.LeftOut.Select(l => l.ToString()).ToList(),
        };
    }

    /// <summary>"permission set Invoicing".</summary>
    public static string Title(ContainerKind kind, string name) => kind switch
    {
        ContainerKind.Profile => "profile ",
        ContainerKind.Group => "permission set group ",
        ContainerKind.Muting => "muting set ",
        _ => "permission set ",
    } + name;

    /// <summary>The title with the org, and for a snapshot of a file its moment.</summary>
    public static string Placed(string title, AccessSnapshot snapshot, SfOrg? org) =>
        $"{title} on {(org is null ? snapshot.Host : org.ToString())} at {snapshot.TakenAt.ToString("yyyy-MM-dd HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)}";

    public static string YesNo(bool value) => value ? "yes" : "no";

    /// <summary>The container that counts for a group: its aggregate while that is up to date, else its sets minus its muting sets.</summary>
    public static Container Counted(AccessSnapshot snapshot, Container aggregate, out string? note)
    {
        note = null;
        if (snapshot.Groups.FirstOrDefault(g => g.Id == aggregate.OwnerId) is not { } group || string.Equals(group.Status, "Updated", StringComparison.OrdinalIgnoreCase))
        {
            return aggregate;
        }

        var index = AccessIndex.Of(snapshot);
        var components = group.ComponentIds.Select(index.Container).OfType<Container>().ToList();
        var muting = group.MutingIds.Select(index.Container).OfType<Container>().ToList();
        if (components.Count == 0 || components.Count < group.ComponentIds.Count || muting.Count < group.MutingIds.Count)
        {
            note = $"its Status is {group.Status}, and not all of its sets were read: its aggregated set was used and may be out of date";
            return aggregate;
        }

        note = $"its Status is {group.Status}: it was computed from its sets minus its muting sets";
        return GroupAggregation.Compute(group, components, muting);
    }

    private static Container Group(NamedParts parts, AccessSnapshot snapshot, Container container, List<string> notes)
    {
        var members = parts.Has(AccessPartKind.Member);
        if (snapshot.Groups.FirstOrDefault(g => g.Id == container.OwnerId) is { } group)
        {
            parts.Header("Status", group.Status);
            AddMembers(parts, members, snapshot, group.ComponentIds, "set");
            AddMembers(parts, members, snapshot, group.MutingIds, "muting set");
        }
        else
        {
            parts.IsUnread(AccessPartKind.Member, "the sets of the group were not read");
        }

        var counted = Counted(snapshot, container, out var note);
        if (note is not null)
        {
            notes.Add(note);
        }

        return counted;
    }

    private static void AddMembers(NamedParts parts, Dictionary<string, string> members, AccessSnapshot snapshot, IEnumerable<string> ids, string word)
    {
        foreach (var id in ids)
        {
            if (AccessIndex.Of(snapshot).Container(id) is { } member)
            {
                members[member.Name] = word;
            }
            else
            {
                parts.IsUnknown(AccessPartKind.Member, id, "the set was not read, and ids differ between orgs");
            }
        }
    }

    private static void AddHeader(NamedParts parts, AccessSnapshot snapshot, Container container)
    {
        // The label of a profile is its name, and a muting set has neither licence nor activation.
        if (container.Kind != ContainerKind.Profile)
        {
            parts.Header("Label", container.Label);
            parts.Header("Description", container.Description);
        }

        if (container.Kind == ContainerKind.Muting)
        {
            return;
        }

        parts.Header("HasActivationRequired", YesNo(container.HasActivationRequired));
        if (LicenseName(snapshot, container.LicenseId) is { } license)
        {
            parts.Header("License", license);
        }
        else
        {
            parts.IsUnknown(AccessPartKind.Header, "License", $"the licence {container.LicenseId} was not read, and ids differ between orgs");
        }
    }

    /// <summary>UserLicense.Name or PermissionSetLicense.DeveloperName; empty for none, null where the licence was not read.</summary>
    public static string? LicenseName(AccessSnapshot snapshot, string? licenseId) => licenseId is null
        ? ""
        : snapshot.PermissionSetLicenses.FirstOrDefault(l => l.Id == licenseId)?.DeveloperName ?? snapshot.UserLicenses.FirstOrDefault(l => l.Id == licenseId)?.Name;

    private static void AddContents(NamedParts parts, Container container)
    {
        parts.SystemPermissions(container.SystemPermissions);
        if (container.Kind == ContainerKind.Muting)
        {
            return;
        }

        parts.SetupEntities(container.SetupEntities);
        parts.Tabs(container.Tabs);
        parts.RecordTypes(container.RecordTypes);
    }

    private static HoldingKind KindOf(ContainerKind kind) => kind switch
    {
        ContainerKind.Profile => HoldingKind.Profile,
        ContainerKind.Group => HoldingKind.Group,
        ContainerKind.Muting => HoldingKind.Muting,
        _ => HoldingKind.PermissionSet,
    };
}
