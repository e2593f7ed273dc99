using System;
using System.Collections.Generic;
using System.Management.Automation;
using SfIntegration.Activity.SignIns;
using SfIntegration.Api;
using SfIntegration.Cmdlets.Base;

namespace SfIntegration.Cmdlets.Activity;

/// <summary>Lists who changed what in Setup, the newest first, as it comes. Salesforce keeps 180 days of it at least.</summary>
[Cmdlet(VerbsCommon.Get, "SfSetupAuditTrail")]
[OutputType(typeof(SfSetupChange))]
[RequiresSalesforcePermission("to read the setup audit trail", "ViewSetup")]
public sealed class GetSfSetupAuditTrailCommand : UserLogCmdlet
{
    private SetupChangeFilter _filter = new();

    /// <summary>From this moment on; local time unless it says otherwise.</summary>
    [Parameter]
    public DateTime? Since { get; set; }

    /// <summary>Before this moment; local time unless it says otherwise.</summary>
    [Parameter]
    public DateTime? Until { get; set; }

    /// <summary>Only these actions, by the names for programs (PermSetAssign, frozeuser); wildcards work.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SetupActionCompleter))]
    public string[] Action { get; set; } = Array.Empty<string>();

    /// <summary>Only in these parts of Setup ('Manage Users'); wildcards work.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Section { get; set; } = Array.Empty<string>();

    internal override CallersView? View => null;

    internal override void Prepare()
    {
        _filter = new SetupChangeFilter { Window = TimeWindow.Of(Since, Until), Actions = Action, Sections = Section };
        if (_filter.Window.Since < DateTime.UtcNow.AddDays(-SetupChangeReader.DaysKept))
        {
            WriteWarning($"Salesforce promises to keep changes for {SetupChangeReader.DaysKept} days; of the time before there may be nothing to show.");
        }
    }

    internal override void WriteRows(OrgApi api, UserDirectory users, IReadOnlyList<TokenWish> wishes)
    {
        try
        {
            foreach (var change in new SetupChangeReader(api, users).Read(_filter.Of(IdsOf(wishes)), ShowProgress, Cancellation))
            {
                WriteObject(change);
            }
        }
        catch (SfApiException error) when (error.Code == "INVALID_TYPE")
        {
            // Salesforce says that there is no such object to whom it does not show it.
            throw new CmdletError("SfNotSeen", ErrorCategory.PermissionDenied, api.Org, $"The setup audit trail of {api.Org} is not shown to {api.Org.Username}.", "The caller needs View Setup and Configuration.", error);
        }
    }
}
