using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Activity.SignIns;
using SfIntegration.Api;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Harden.Login;

namespace SfIntegration.Cmdlets.Activity;

/// <summary>
/// Lists sign-ins, refused ones included, the newest first, as they come: when, who, from where, through which app, and what a refusal
/// means. Salesforce keeps six months of them.
/// </summary>
[Cmdlet(VerbsCommon.Get, "SfLoginHistory")]
[OutputType(typeof(SfLogin))]
[RequiresSalesforcePermission(Needed.ToSeeLogins, "MonitorLoginHistory", "ManageUsers", Optional = true)]
public sealed class GetSfLoginHistoryCommand : UserLogCmdlet
{
    private LoginFilter _filter = new();

    /// <summary>From this moment on; local time unless it says otherwise.</summary>
    [Parameter]
    public DateTime? Since { get; set; }

    /// <summary>Before this moment; local time unless it says otherwise.</summary>
    [Parameter]
    public DateTime? Until { get; set; }

    /// <summary>Only those that succeeded, or failed.</summary>
    [Parameter]
    public SfLoginOutcome Status { get; set; } = SfLoginOutcome.Any;

    /// <summary>Only through these apps, as the sign-in names them; wildcards work.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Application { get; set; } = Array.Empty<string>();

    /// <summary>Only from these addresses: 203.0.113.9, 203.0.113.0/24, 203.0.113.1-203.0.113.9.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] SourceIp { get; set; } = Array.Empty<string>();

    /// <summary>Only by these ways in: Application, 'Remote Access 2.0' (or Oauth2), 'Other Apex API'; wildcards work.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LoginTypeCompleter))]
    public string[] LoginType { get; set; } = Array.Empty<string>();

    internal override CallersView View => CallersView.Logins;

    internal override void Prepare()
    {
        _filter = new LoginFilter
        {
            Window = TimeWindow.Of(Since, Until),
            Outcome = Status,
            Applications = Application,
            LoginTypes = LoginType,
            Addresses = SourceIp.Select(Range).ToList(),
        };
        if (_filter.Window.Since < DateTime.UtcNow.AddMonths(-LoginReader.MonthsKept))
        {
            WriteWarning($"Salesforce keeps sign-ins for {LoginReader.MonthsKept} months; of the time before there is nothing to show.");
        }
    }

    internal override void WriteRows(OrgApi api, UserDirectory users, IReadOnlyList<TokenWish> wishes)
    {
        foreach (var login in new LoginReader(api, users).Read(_filter.Of(IdsOf(wishes)), ShowProgress, Cancellation))
        {
            WriteObject(login);
        }
    }

    private static AddressRange Range(string text)
    {
        var (range, mistake) = AddressRanges.Parse(text);
        return range ?? throw new CmdletError("SfAddressInvalid", ErrorCategory.InvalidArgument, text, $"-SourceIp '{text}' is no range of addresses.", char.ToUpperInvariant(mistake![0]) + mistake.Substring(1) + ".") { IsFatal = true };
    }
}
