using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Harden.Apps;
using SfIntegration.Harden.Login;

namespace SfIntegration.Plan;

/// <summary>One thing an undo does.</summary>
public sealed class UndoStep
{
    /// <summary>"Delete", "Restore", "Recreate" or "Deactivate".</summary>
    public string Action { get; internal init; } = "";

    /// <summary>The object of the row: User, PermissionSet, ObjectPermissions ...</summary>
    public string SobjectType { get; internal init; } = "";

    /// <summary>What finds the row: "ParentId=..., SobjectType=Account".</summary>
    public string Target { get; internal init; } = "";

    /// <summary>What became of it.</summary>
    public ChangeState State { get; internal set; }

    /// <summary>Why it failed, or what a reader must know ("a user cannot be deleted").</summary>
    public string? Note { get; internal set; }
}

/// <summary>Turns a journal round: last row first, each by its opposite (design §7). Pure.</summary>
internal static class UndoPlanner
{
    /// <summary>The rows that take a journal back, in the order to send them. Rows that were refused need nothing.</summary>
    /// <param name="journal">What was done.</param>
    /// <param name="unseen">What came by itself and the journal could not see any more.</param>
    public static List<(UndoStep Step, JournalRow Row)> Plan(Journal journal, IReadOnlyList<JournalRow>? unseen = null)
    {
        var madeSets = new HashSet<string>(journal.Rows
            .Where(r => r.SobjectType == "PermissionSet" && r.Operation == WriteOperation.Create && r.Success != false && r.RecordId is not null)
            .Select(r => r.RecordId!));
        var madeApps = new HashSet<string>(
            journal.Rows.Where(r => r.SobjectType == MetadataRows.TypeOf(AppComponents.External) && r.Operation == WriteOperation.Create && r.Success != false && !r.WasThere).Select(r => r.Key["fullName"]),
            System.StringComparer.OrdinalIgnoreCase);
        var ownProfile = journal.Rows.FirstOrDefault(r => r.SobjectType == ProfileRowWriter.SobjectType && r.Operation == WriteOperation.Create && r.Success != false && !r.WasThere);
        var result = new List<(UndoStep, JournalRow)>();
        foreach (var row in Ordered(journal.Rows.Concat(unseen ?? System.Array.Empty<JournalRow>()).Where(r => r.Success != false && r.SobjectType != ProfileRowWriter.ApiOnly && !GoesWithItsSet(r, madeSets) && !GoesWithItsApp(r, madeApps) && !GoesWithItsProfile(r, ownProfile))))
        {
            result.Add(Opposite(row, result.Count + 1, (string?)ownProfile?.Before["ProfileId"]));
        }

        return result;
    }

    /// <summary>Rows of a set that the undo deletes go with it (cascade: OR:permissionset); assignments do not.</summary>
    private static bool GoesWithItsSet(JournalRow row, HashSet<string> madeSets) =>
        row.SobjectType != "PermissionSetAssignment" && row.Key.TryGetValue("ParentId", out var parent) && madeSets.Contains(parent);

    /// <summary>Companions of an app that the undo deletes go with it, and so does who is pre-authorised for it.</summary>
    private static bool GoesWithItsApp(JournalRow row, HashSet<string> madeApps) => row.Key.TryGetValue(AppAccessRows.AppKey, out var app) && madeApps.Contains(app);

    /// <summary>The password policy of a profile that the undo deletes goes with it.</summary>
    private static bool GoesWithItsProfile(JournalRow row, JournalRow? madeProfile) =>
        madeProfile is not null && row.SobjectType == PasswordPolicyRowWriter.SobjectType && string.Equals(row.Key[PasswordPolicy.ProfileElement], madeProfile.Key["Name"], System.StringComparison.OrdinalIgnoreCase);

    /// <summary>Last first; but a licence that came with an assignment goes after it, and a user that was made goes last but for the profile made for it.</summary>
    private static IEnumerable<JournalRow> Ordered(IEnumerable<JournalRow> rows) => rows
        .OrderBy(r => r.SobjectType == ProfileRowWriter.SobjectType ? 3 : r.SobjectType == "User" && r.Operation == WriteOperation.Create ? 2 : r.SideEffect ? 1 : 0)
        .ThenByDescending(r => r.Number);

    /// <param name="row">What was done.</param>
    /// <param name="number">The number of the opposite.</param>
    /// <param name="standIn">The profile of a user whose own profile goes: the one that was made from.</param>
    private static (UndoStep Step, JournalRow Row) Opposite(JournalRow row, int number, string? standIn)
    {
        var target = string.Join(", ", row.Key.Select(p => $"{p.Key}={p.Value}"));
        switch (row.Operation)
        {
            case WriteOperation.Create when row.SobjectType == "User":
                return (
                    new UndoStep { Action = "Deactivate", SobjectType = row.SobjectType, Target = target, Note = "Salesforce cannot delete users; the user is deactivated, which frees its licence." },
                    Row(WriteOperation.Update, standIn is null ? new JObject { ["IsActive"] = false } : new JObject { ["IsActive"] = false, ["ProfileId"] = standIn }, row.Values));
            case WriteOperation.Create:
                return (
                    new UndoStep { Action = "Delete", SobjectType = row.SobjectType, Target = target },
                    Row(WriteOperation.Delete, new JObject(), row.Values));
            case WriteOperation.Update:
                return (
                    new UndoStep { Action = "Restore", SobjectType = row.SobjectType, Target = target },
                    Row(WriteOperation.Update, row.Before, row.Values));
            default:
                return (
                    new UndoStep { Action = "Recreate", SobjectType = row.SobjectType, Target = target },
                    Row(WriteOperation.Create, row.Before, new JObject()));
        }

        JournalRow Row(WriteOperation operation, JObject values, JObject before) => new()
        {
            Number = number,
            Operation = operation,
            SobjectType = row.SobjectType,
            RecordId = operation == WriteOperation.Create ? null : row.RecordId,
            Key = row.Key,
            Values = values,
            Before = before,
        };
    }
}
