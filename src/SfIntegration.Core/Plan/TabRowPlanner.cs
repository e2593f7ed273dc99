using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;

namespace SfIntegration.Plan;

/// <summary>The PermissionSetTabSetting rows of one set: one per tab; a tab without a row is not shown by the set.</summary>
internal static class TabRowPlanner
{
    public static void Plan(SetContents set, Container? existing, object parent, PlanBuilder builder)
    {
        var rows = (existing?.Tabs ?? Array.Empty<TabGrant>()).ToDictionary(t => t.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var wanted in set.Tabs)
        {
            rows.TryGetValue(wanted.Name, out var row);
            rows.Remove(wanted.Name);
            if (row is null || row.Visibility != wanted.Visibility)
            {
                builder.Add(Change(set, wanted, row, parent));
            }
        }

        foreach (var row in rows.Values.OrderBy(r => r.Name, StringComparer.Ordinal))
        {
            builder.Add(new Write
            {
                Stage = WriteStage.RevokeTabs,
                Operation = WriteOperation.Delete,
                SobjectType = "PermissionSetTabSetting",
                RecordId = row.RowId,
                Before = Row(parent, row.Name, row.Visibility),
                Key = Key(parent, row.Name),
                Changes = new[]
                {
                    new AccessChange
                    {
                        Kind = ChangeKind.RevokeTab,
                        Target = row.Name,
                        Container = set.Name,
                        Before = Words(row.Visibility),
                        Reason = set.Words.NotWanted,
                    },
                },
            });
        }
    }

    private static Write Change(SetContents set, DesiredTab wanted, TabGrant? row, object parent) => new()
    {
        Stage = WriteStage.Tabs,
        Operation = row is null ? WriteOperation.Create : WriteOperation.Update,
        SobjectType = "PermissionSetTabSetting",
        RecordId = row?.RowId,
        Values = row is null ? Row(parent, wanted.Name, wanted.Visibility) : new Dictionary<string, object?> { ["Visibility"] = Value(wanted.Visibility) },
        Before = row is null ? new Dictionary<string, object?>() : new Dictionary<string, object?> { ["Visibility"] = Value(row.Visibility) },
        Key = Key(parent, wanted.Name),
        Changes = new[]
        {
            new AccessChange
            {
                Kind = row is not null && wanted.Visibility < row.Visibility ? ChangeKind.RevokeTab : ChangeKind.GrantTab,
                Target = wanted.Name,
                Container = set.Name,
                Before = row is null ? "" : Words(row.Visibility),
                After = Words(wanted.Visibility),
                Reason = row is null ? set.Words.Wanted : set.Words.Different,
                Source = wanted.Source?.ToString(),
            },
        },
    };

    private static Dictionary<string, object?> Row(object parent, string name, TabVisibility visibility) =>
        new() { ["ParentId"] = parent, ["Name"] = name, ["Visibility"] = Value(visibility) };

    private static string Value(TabVisibility visibility) => visibility == TabVisibility.Visible ? "DefaultOn" : "DefaultOff";

    private static string Words(TabVisibility visibility) => visibility == TabVisibility.Visible ? "visible" : "available";

    private static NaturalKey Key(object parent, string name) => new(("ParentId", parent), ("Name", name));
}
