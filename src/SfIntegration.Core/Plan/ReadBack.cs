using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Access;

namespace SfIntegration.Plan;

/// <summary>What reading back after an apply showed. Pure.</summary>
internal static class ReadBack
{
    /// <summary>
    /// Compares the org after an apply with the plan by planning again: whatever is still planned did not arrive. Changes that
    /// were thought applied and are planned again are marked failed.
    /// </summary>
    public static void Check(AccessPlan applied, AccessPlan again) => Check(applied.Changes, again.Changes);

    /// <summary>The same for any list of changes.</summary>
    public static void Check(IEnumerable<AccessChange> applied, IEnumerable<AccessChange> again)
    {
        var open = new HashSet<(string, string?, string)>(again.Where(c => c.Kind != ChangeKind.NotApplied).Select(Subject));
        foreach (var change in applied.Where(c => c.State == ChangeState.Applied && open.Contains(Subject(c))))
        {
            change.State = ChangeState.Failed;
            change.Error = "Salesforce accepted it, but reading back shows that it is not so.";
        }
    }

    /// <summary>What a change is about: an object and its tab share a name, and granting and revoking share a subject.</summary>
    private static (string What, string? Container, string Target) Subject(AccessChange change) => (
        change.Kind switch
        {
            ChangeKind.GrantObject or ChangeKind.RevokeObject => "object",
            ChangeKind.GrantTab or ChangeKind.RevokeTab => "tab",
            ChangeKind.GrantRecordType or ChangeKind.RevokeRecordType => "record type",
            ChangeKind.GrantSetupEntity or ChangeKind.RevokeSetupEntity => "entity",
            _ => "",
        },
        change.Container,
        change.Target);

    /// <summary>The user's licence assignments that were neither held before nor written: they came by themselves (facts §2.2: a licensed set assigns its licence).</summary>
    public static List<JournalRow> SideEffects(IEnumerable<string> heldBefore, IEnumerable<PermissionSetLicenseAssignment> heldNow, IReadOnlyList<JournalRow> written)
    {
        var known = new HashSet<string>(heldBefore.Concat(written.Select(r => r.RecordId ?? "")));
        var number = written.Count == 0 ? 0 : written.Max(r => r.Number);
        return heldNow
            .Where(l => !known.Contains(l.Id))
            .Select(l => new JournalRow
            {
                Number = ++number,
                Operation = WriteOperation.Create,
                SobjectType = "PermissionSetLicenseAssign",
                RecordId = l.Id,
                Key = new Dictionary<string, string> { ["AssigneeId"] = l.AssigneeId, ["PermissionSetLicenseId"] = l.PermissionSetLicenseId },
                Values = new JObject { ["AssigneeId"] = l.AssigneeId, ["PermissionSetLicenseId"] = l.PermissionSetLicenseId },
                Before = new JObject(),
                Success = true,
                SideEffect = true,
            })
            .ToList();
    }

    /// <summary>"permission set licence 'Salesforce API Integration' was assigned".</summary>
    public static string Words(JournalRow row, AccessSnapshot snapshot) =>
        $"Permission set licence '{snapshot.PermissionSetLicenses.FirstOrDefault(l => l.Id == row.Key["PermissionSetLicenseId"])?.Label ?? row.Key["PermissionSetLicenseId"]}' was assigned by Salesforce.";
}
