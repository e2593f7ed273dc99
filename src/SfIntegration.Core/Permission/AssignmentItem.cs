using System;
using SfIntegration.Http;
using SfIntegration.Plan;

namespace SfIntegration.Permission;

/// <summary>One user and one target of a batch: decided before sending, or decided by its row.</summary>
internal sealed class AssignmentItem
{
    public required AssignmentRequest Request { get; init; }

    public Assignee? User { get; init; }

    public Assignable? Target { get; init; }

    /// <summary>The row that carries it out; the same one for an input that came twice. Null where nothing is to be sent.</summary>
    public JournalRow? Row { get; init; }

    /// <summary>Null until it is known.</summary>
    public AssignmentOutcome? Outcome { get; private set; }

    public string? Code { get; private set; }

    public string? Reason { get; private set; }

    public string? Cure { get; private set; }

    /// <summary>True where Salesforce refused, not we.</summary>
    public bool RefusedByOrg { get; private set; }

    public DateTime? ExpirationDate { get; set; }

    public AssignmentItem Is(AssignmentOutcome outcome, string? reason = null)
    {
        Outcome = outcome;
        Reason = reason;
        return this;
    }

    public AssignmentItem Refuse(string code, string reason, string cure)
    {
        (Code, Cure) = (code, cure);
        return Is(AssignmentOutcome.Refused, reason);
    }

    /// <summary>Takes over what became of the row, if that is known.</summary>
    public void Settle()
    {
        if (Row?.Success is not { } success || Outcome is not null)
        {
            return;
        }

        if (!success)
        {
            RefusedByOrg = true;
            Refuse(Row.Code ?? "UNKNOWN", $"{User!.Username}, {Target!.Words}: {Sentence(Row.Error)}", CureOf(Row));
            return;
        }

        Is(Row.Operation switch
        {
            WriteOperation.Create => Row.WasThere ? AssignmentOutcome.AlreadyHeld : AssignmentOutcome.Granted,
            WriteOperation.Update => AssignmentOutcome.Changed,
            _ => AssignmentOutcome.Revoked,
        });
    }

    // Salesforce ends some messages with a full stop and some not; the cure follows it.
    private static string Sentence(string? text) => text?.TrimEnd('.', ' ') + ".";

    private static string CureOf(JournalRow row) => row is { Operation: WriteOperation.Delete, Code: "FIELD_INTEGRITY_EXCEPTION" }
        ? "Something that the user holds rests on it: revoke that permission set first."
        : ErrorCures.Find(row.Code, row.Error) ?? "Look up the code in Salesforce's list of status codes.";

    public AssignmentResult ToResult(SfOrg org) => Target?.Kind == AssignableKind.License || (Target is null && IsLicense)
        ? new PermissionSetLicenseResult
        {
            Org = org,
            Username = User?.Username ?? Request.Username,
            UserId = User?.Id,
            PermissionSetLicense = Target?.Name ?? Request.Target,
            PermissionSetLicenseId = Target?.Id,
            Outcome = Outcome!.Value,
            Code = Code,
            Reason = Reason,
            Cure = Cure,
        }
        : new PermissionSetResult
        {
            Org = org,
            Username = User?.Username ?? Request.Username,
            UserId = User?.Id,
            PermissionSet = Target?.Name ?? Request.Target,
            PermissionSetId = Target?.Id,
            ExpirationDate = ExpirationDate,
            Outcome = Outcome!.Value,
            Code = Code,
            Reason = Reason,
            Cure = Cure,
        };

    /// <summary>Whether the input named a licence; said by the request, since an unknown name has no target.</summary>
    public bool IsLicense { get; init; }
}
