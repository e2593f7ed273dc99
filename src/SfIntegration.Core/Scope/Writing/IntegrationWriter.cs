using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope.Reading;

namespace SfIntegration.Scope.Writing;

/// <summary>One integration as YAML.</summary>
internal static class IntegrationWriter
{
    public static YamlOut Write(ScopeIntegration integration) => YamlOut.Map(isOpen: true)
        .Add("purpose", integration.Purpose)
        .Add("system", integration.System)
        .Add("owner", ScopeWriter.Contact(integration.Owner))
        .Add("approval", Approval(integration.Approval))
        .Add("expires", ScopeWriter.Date(integration.Expires))
        .Add("permissionSet", integration.IsPermissionSetNamed ? integration.PermissionSet : null)
        .Add("usePermissionSets", ScopeWriter.Names(integration.UsePermissionSets))
        .Add("permissionSetLicenses", ScopeWriter.Names(integration.PermissionSetLicenses))
        .Add("objects", Objects(integration.Objects))
        .Add("systemPermissions", integration.SystemPermissions.Count == 0 ? null : YamlOut.List(integration.SystemPermissions.Select(p => YamlOut.Map().Add("name", p.Name).Add("reason", p.Reason)), isOpen: true))
        .Add("setupAccess", SetupAccess(integration.SetupAccess))
        .Add("tabs", Tabs(integration.Tabs))
        .Add("app", integration.App is null ? null : YamlOut.Map().Add("name", integration.App.Name).Add("flow", integration.App.Flow))
        .Add("volume", integration.CallsPerDay is { } calls ? YamlOut.Map().Add("callsPerDay", YamlOut.Word(calls.ToString(CultureInfo.InvariantCulture))) : null)
        .Add("credential", integration.RotateEvery is null ? null : YamlOut.Map().Add("rotateEvery", integration.RotateEvery));

    private static YamlOut? Approval(ScopeApproval? approval) => approval is null ? null : YamlOut.Map()
        .Add("by", approval.By)
        .Add("ticket", approval.Ticket)
        .Add("date", ScopeWriter.Date(approval.Date))
        .Add("reviewBy", ScopeWriter.Date(approval.ReviewBy));

    private static YamlOut? Objects(IReadOnlyList<ScopeObject> objects)
    {
        if (objects.Count == 0)
        {
            return null;
        }

        var map = YamlOut.Map(isOpen: true);
        foreach (var one in objects)
        {
            map.Add(one.SobjectType, Object(one));
        }

        return map;
    }

    private static YamlOut Object(ScopeObject one)
    {
        var words = ScopeKeys.Access.Where((_, i) => (one.Access & (ObjectAccess)(1 << i)) != 0);
        var records = (one.Access & ObjectAccess.ModifyAll) != 0 ? "modifyAll" : (one.Access & ObjectAccess.ViewAll) != 0 ? "viewAll" : null;
        return YamlOut.Map()
            .Add("access", YamlOut.Names(words))
            .Add("fields", Fields(one.Fields))
            .Add("recordTypes", Names(one.RecordTypes))
            .Add("records", records)
            .Add("viewAllFields", (one.Access & ObjectAccess.ViewAllFields) != 0 ? YamlOut.Word("true") : null)
            .Add("reason", one.Reason);
    }

    private static YamlOut? Fields(ScopeFields fields)
    {
        var isPlain = !fields.EditAll && fields.Edit.Count == 0 && fields.Except.Count == 0;
        if (isPlain && fields.ReadAll)
        {
            return YamlOut.Word("all");
        }

        if (isPlain)
        {
            return fields.Read.Count == 0 ? null : Names(fields.Read);
        }

        return YamlOut.Map()
            .Add("read", fields.ReadAll ? YamlOut.Word("all") : Names(fields.Read))
            .Add("edit", fields.EditAll ? YamlOut.Word("all") : Names(fields.Edit))
            .Add("except", Names(fields.Except));
    }

    private static YamlOut? Names(IReadOnlyList<ScopeName> names) => names.Count == 0 ? null : YamlOut.Names(names.Select(n => n.Name));

    // A list where every tab is visible, which is what a tab is granted for.
    private static YamlOut? Tabs(IReadOnlyList<ScopeTab> tabs)
    {
        YamlOut? Of(TabVisibility visibility) => tabs.Any(t => t.Visibility == visibility)
            ? YamlOut.Names(tabs.Where(t => t.Visibility == visibility).Select(t => t.Name))
            : null;
        return Of(TabVisibility.Available) is { } available
            ? YamlOut.Map().Add("visible", Of(TabVisibility.Visible)).Add("available", available)
            : Of(TabVisibility.Visible);
    }

    private static YamlOut? SetupAccess(ScopeSetupAccess access)
    {
        var map = YamlOut.Map()
            .Add("apexClasses", Names(access.ApexClasses))
            .Add("customPermissions", Names(access.CustomPermissions))
            .Add("flows", Names(access.Flows))
            .Add("customSettings", Names(access.CustomSettings))
            .Add("customMetadataTypes", Names(access.CustomMetadataTypes));
        return map.IsEmpty ? null : map;
    }
}
