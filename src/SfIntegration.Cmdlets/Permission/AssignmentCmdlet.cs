using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Api;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>
/// Grants or revokes for many users: each full 200 inputs are sent as they come, the rest at the end; one outcome for each user
/// and set after sending. No outcome means not sent.
/// </summary>
public abstract class AssignmentCmdlet : OrgCmdlet
{
    private readonly List<(OrgApi Api, DateTime? Expires, AssignmentRequest Request)> _pending = new();
    private int _inputs;

    /// <summary>The login name; piped as text or as a user.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(UsernameCompleter))]
    [ValidateNotNullOrEmpty]
    public string Username { get; set; } = "";

    /// <summary>The object that was piped, so that its org can be compared with -Org.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    internal override object? ErrorTarget => Username;

    /// <summary>Whether it gives or takes.</summary>
    internal abstract AssignmentVerb Verb { get; }

    /// <summary>What is given or taken.</summary>
    internal abstract string[] Targets { get; }

    /// <summary>True for permission set licences.</summary>
    internal virtual bool Licenses => false;

    /// <summary>When what is given ends, UTC; an error where that cannot be.</summary>
    internal virtual DateTime? Expires() => null;

    internal sealed override void ProcessItem()
    {
        var api = ApiFor(InputObject?.Properties["Org"]?.Value as SfOrg);
        var expires = Expires();
        _pending.AddRange(Targets.Select(t => (api, expires, new AssignmentRequest(Username, t))));
        if (++_inputs == AssignmentService.BatchSize)
        {
            Send();
        }
    }

    internal sealed override void Finish() => Send();

    private void Send()
    {
        var batches = _pending.GroupBy(p => (p.Api, p.Expires), p => p.Request).ToList();
        _pending.Clear();
        _inputs = 0;
        foreach (var requests in batches)
        {
            var (api, expires) = requests.Key;
            var service = new AssignmentService(api);
            var items = Wait(token => service.PrepareAsync(requests.ToList(), Verb, Licenses, expires, token));
            var agreed = items.Where(i => i.Row is not null).GroupBy(i => i.Target!).Where(g => Agreed(api.Org, g.Key, g.ToList(), expires)).SelectMany(g => g).ToList();
            try
            {
                if (agreed.Count > 0)
                {
                    Done(token => service.SendAsync(agreed, token));
                }
            }
            catch (SfException)
            {
                Emit(api.Org, items);
                throw;
            }

            Emit(api.Org, items);
        }
    }

    private bool Agreed(SfOrg org, Assignable target, List<AssignmentItem> items, DateTime? expires)
    {
        var users = items.Select(i => i.User!.Username).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var names = string.Join(", ", users.Take(3)) + (users.Count > 3 ? ", ..." : "");
        var until = expires is { } end ? $" until {end:yyyy-MM-dd HH:mm} UTC" : "";
        return ShouldProcess($"{target.Words} on {org}", $"{(Verb == AssignmentVerb.Grant ? "Grant to" : "Revoke from")} {users.Count} user(s): {names}{until}");
    }

    /// <summary>Outcomes first, so that a caller that stops at the first error has them all; one error for each reason.</summary>
    private void Emit(SfOrg org, List<AssignmentItem> items)
    {
        var known = items.Where(i => i.Outcome is not null).Select(i => (Item: i, Result: i.ToResult(org))).ToList();
        if (!IsWhatIf)
        {
            foreach (var (_, result) in known)
            {
                WriteObject(result);
            }
        }

        foreach (var refused in known.Where(k => k.Result.Outcome == AssignmentOutcome.Refused).GroupBy(k => k.Result.Reason).Select(g => g.First()))
        {
            WriteError(new CmdletError(
                (refused.Item.RefusedByOrg ? "SfApi." : "Sf") + refused.Result.Code, CategoryOf(refused.Result.Code!), refused.Result, refused.Result.Reason!, refused.Result.Cure!).ErrorRecord);
        }
    }

    private bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var bound)
        ? ((SwitchParameter)bound).IsPresent
        : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    private static ErrorCategory CategoryOf(string code) => code switch
    {
        "UserNotFound" or "PermissionSetNotFound" or "PermissionSetLicenseNotFound" => ErrorCategory.ObjectNotFound,
        "LICENSE_LIMIT_EXCEEDED" => ErrorCategory.LimitsExceeded,
        "UNABLE_TO_LOCK_ROW" => ErrorCategory.ResourceBusy,
        _ when code.StartsWith("INSUFFICIENT_ACCESS", StringComparison.Ordinal) => ErrorCategory.PermissionDenied,
        _ => ErrorCategory.InvalidOperation,
    };
}
