using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SfIntegration.Scope.Reading;

/// <summary>One integration of a scope.</summary>
internal static class IntegrationReader
{
    public static IReadOnlyList<ScopeIntegration> ReadAll(NodeEntry? entry, string scopeName, ErrorList errors, List<string> notes)
    {
        if (entry is null)
        {
            return Array.Empty<ScopeIntegration>();
        }

        if (entry.Value.Kind != NodeKind.Map || entry.Value.Entries.Count == 0)
        {
            errors.Add(entry.Value, "`integrations` takes one key per integration, and at least one", "write order-sync: { purpose: ... }");
            return Array.Empty<ScopeIntegration>();
        }

        var integrations = new List<ScopeIntegration>();
        foreach (var one in entry.Value.Entries)
        {
            if (ScopeValues.OwnNameMistake(one.Key) is { } wrong)
            {
                errors.Add(one.Line, one.Column, $"`{Texts.Shorten(one.Key)}` cannot be an integration's name", wrong);
            }
            else if (integrations.FirstOrDefault(i => string.Equals(i.Name, one.Key, StringComparison.OrdinalIgnoreCase)) is { } first)
            {
                errors.Add(one.Line, one.Column, $"the integration `{one.Key}` stands here a second time (first in line {first.Source?.Line})", "keep one of them");
                continue;
            }

            if (Section.Open(one.Value, "integration", errors, errors.Place(one)) is { } section)
            {
                integrations.Add(Read(one, section, scopeName, notes));
            }
        }

        return integrations;
    }

    private static ScopeIntegration Read(NodeEntry entry, Section section, string scopeName, List<string> notes)
    {
        var errors = section.Errors;
        var named = section.Text("permissionSet");
        var set = named ?? PermissionSetNames.Derive(scopeName, entry.Key);
        if (PermissionSetNames.Mistake(set) is { } wrong)
        {
            errors.Add(
                named is null ? errors.Place(entry) : section.Place("permissionSet"),
                named is null ? $"the permission set's name derived for {Texts.Shorten(entry.Key)} is not one Salesforce takes: {wrong}" : $"`{Texts.Shorten(set)}` cannot be a permission set's name: {wrong}",
                "give another name with `permissionSet:`");
        }

        return new ScopeIntegration
        {
            Name = entry.Key,
            Source = errors.Place(entry),
            Purpose = section.Text("purpose"),
            System = section.Text("system"),
            Owner = Contact(section.Entry("owner"), errors),
            Approval = Approval(section.Entry("approval"), errors),
            Expires = section.Date("expires"),
            PermissionSet = set,
            IsPermissionSetNamed = named is not null,
            UsePermissionSets = section.Names("usePermissionSets", PermissionSetNames.Mistake).Select(n => n.Name).ToList(),
            PermissionSetLicenses = section.Names("permissionSetLicenses").Select(n => n.Name).ToList(),
            Objects = ObjectReader.ReadAll(section.Entry("objects"), errors, notes),
            SystemPermissions = SystemPermissions(section.Entry("systemPermissions"), errors),
            SetupAccess = SetupAccess(section.Entry("setupAccess"), errors),
            Tabs = TabsReader.Read(section.Entry("tabs"), errors),
            App = App(section.Entry("app"), errors),
            CallsPerDay = Volume(section.Entry("volume"), errors),
            RotateEvery = Rotation(section.Entry("credential"), errors),
        };
    }

    public static ScopeContact? Contact(NodeEntry? entry, ErrorList errors)
    {
        if (entry is null || Section.Open(entry.Value, "contact", errors) is not { } section)
        {
            return null;
        }

        var (name, contact) = (section.Text("name"), section.Text("contact"));
        if (contact is not null && !ScopeValues.IsEmail(contact))
        {
            errors.Add(section.Place("contact"), $"`{Texts.Shorten(contact)}` is no e-mail address", "`contact` says whom to tell: write team@acme.example");
        }

        return name is null || contact is null ? null : new ScopeContact(name, contact);
    }

    private static ScopeApproval? Approval(NodeEntry? entry, ErrorList errors)
    {
        if (entry is null || Section.Open(entry.Value, "approval", errors) is not { } section)
        {
            return null;
        }

        var (by, date, review) = (section.Text("by"), section.Date("date"), section.Date("reviewBy"));
        if (date > review)
        {
            errors.Add(section.Place("reviewBy"), "the review lies before the approval", "`reviewBy` must be later than `date`");
        }

        return by is null ? null : new ScopeApproval(by, section.Text("ticket"), date, review, errors.Place(entry));
    }

    private static IReadOnlyList<ScopeSystemPermission> SystemPermissions(NodeEntry? entry, ErrorList errors)
    {
        var permissions = new List<ScopeSystemPermission>();
        foreach (var item in Items(entry, "systemPermissions", "write [{ name: ViewSetup, reason: schema discovery }]", errors))
        {
            if (item.Kind == NodeKind.Scalar)
            {
                errors.Add(item, $"the system permission `{Texts.Shorten(item.Text)}` needs a `reason`", $"write {{ name: {Texts.Shorten(item.Text)}, reason: ... }}");
                continue;
            }

            if (Section.Open(item, "systemPermission", errors) is not { } section)
            {
                continue;
            }

            var (name, reason) = (section.Text("name"), section.Text("reason"));
            if (name is null)
            {
                continue;
            }

            if (name.StartsWith("Permissions", StringComparison.Ordinal) && name.Length > 11)
            {
                errors.Add(section.Place("name"), $"`{Texts.Shorten(name)}` is the name of the column", $"write `{Texts.Shorten(name.Substring(11))}`");
            }
            else if (ScopeValues.ApiNameMistake(name) is { } wrong)
            {
                errors.Add(section.Place("name"), $"`{Texts.Shorten(name)}` cannot be a system permission's name", wrong);
            }
            else if (permissions.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase)) is { } first)
            {
                errors.Add(section.Place("name"), $"`{name}` is named a second time in `systemPermissions` (first in line {first.Source.Line})", "remove one");
            }

            permissions.Add(new ScopeSystemPermission(name, reason ?? "", section.Source));
        }

        return permissions;
    }

    public static IEnumerable<ScopeNode> Items(NodeEntry? entry, string what, string right, ErrorList errors)
    {
        if (entry is null)
        {
            return Array.Empty<ScopeNode>();
        }

        if (entry.Value.Kind == NodeKind.List)
        {
            return entry.Value.Items;
        }

        errors.Add(entry.Value, $"`{what}` takes a list", right);
        return Array.Empty<ScopeNode>();
    }

    private static ScopeSetupAccess SetupAccess(NodeEntry? entry, ErrorList errors) =>
        entry is null || Section.Open(entry.Value, "setupAccess", errors) is not { } section ? new ScopeSetupAccess() : new ScopeSetupAccess
        {
            ApexClasses = section.Names("apexClasses", ScopeValues.ApiNameMistake),
            CustomPermissions = section.Names("customPermissions", ScopeValues.ApiNameMistake),
            Flows = section.Names("flows", ScopeValues.ApiNameMistake),
            CustomSettings = section.Names("customSettings", ScopeValues.ApiNameMistake),
            CustomMetadataTypes = section.Names("customMetadataTypes", ScopeValues.ApiNameMistake),
        };

    private static ScopeApp? App(NodeEntry? entry, ErrorList errors)
    {
        if (entry is null || Section.Open(entry.Value, "app", errors) is not { } section)
        {
            return null;
        }

        var (name, flow) = (section.Name("name"), section.Word("flow", ScopeKeys.Flows));
        return name is null || flow is null ? null : new ScopeApp(name, flow, errors.Place(entry));
    }

    private static int? Volume(NodeEntry? entry, ErrorList errors)
    {
        if (entry is null || Section.Open(entry.Value, "volume", errors) is not { } section || section.Text("callsPerDay") is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var calls) && calls > 0)
        {
            return calls;
        }

        errors.Add(section.Place("callsPerDay"), $"`{Texts.Shorten(text)}` is no number of calls", "write a whole number above 0, like 20000");
        return null;
    }

    private static string? Rotation(NodeEntry? entry, ErrorList errors)
    {
        if (entry is null || Section.Open(entry.Value, "credential", errors) is not { } section || section.Text("rotateEvery") is not { } text)
        {
            return null;
        }

        if (!ScopeValues.IsSpan(text))
        {
            errors.Add(section.Place("rotateEvery"), $"`{Texts.Shorten(text)}` is no span of time", "write days, weeks or months: 90d, 12w, 3m");
        }

        return text;
    }
}
