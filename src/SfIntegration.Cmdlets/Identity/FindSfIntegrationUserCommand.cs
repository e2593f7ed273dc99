using System;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Identity.Finding;

namespace SfIntegration.Cmdlets.Identity;

/// <summary>
/// Finds the accounts that systems use today, whatever they are called and whatever licence they have: by their sign-ins, the
/// tokens apps hold for them, apps they are pre-authorised for, licence, permissions and names. Administrators and accounts that
/// a person uses too come first. Each account carries its evidence, and what could not be looked at.
/// </summary>
[Cmdlet(VerbsCommon.Find, "SfIntegrationUser")]
[OutputType(typeof(SfIntegrationAccount))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToSeeLogins, "MonitorLoginHistory", "ManageUsers", Optional = true)]
[RequiresSalesforcePermission(Needed.ToSeeTokens, "CustomizeApplication", Optional = true)]
public sealed class FindSfIntegrationUserCommand : AccessCmdlet
{
    /// <summary>How many days of sign-ins to look at; Salesforce keeps about 180.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(1, 180)]
    public int Days { get; set; } = 30;

    /// <summary>Deactivated users too.</summary>
    [Parameter]
    public SwitchParameter IncludeInactive { get; set; }

    internal override void ProcessItem()
    {
        var (input, org) = Snapshot is { } snapshot
            ? (FinderSnapshot.Of(snapshot), SourceFor(null).Org)
            : (Wait(token => new FinderReader(Api).ReadAsync(DateTime.UtcNow.AddDays(-Days), IncludeInactive, token)), Api.Org);
        foreach (var reason in input.NotRead.Where(r => r.Key != EvidenceKind.RunAs).Select(r => r.Value).Distinct(StringComparer.Ordinal))
        {
            WriteWarning($"Not looked at on {org}: {reason}.");
        }

        WriteObject(IntegrationFinder.Find(input, org, IncludeInactive), enumerateCollection: true);
    }
}
