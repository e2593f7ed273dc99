using System.Collections.Generic;
using System.Management.Automation;
using SfIntegration.Activity.SignIns;
using SfIntegration.Api;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Cmdlets.Harden;

namespace SfIntegration.Cmdlets.Activity;

/// <summary>
/// Lists what apps hold to act as users: the tokens, all of them, by user and app, with use and last use. The tokens themselves are
/// neither read nor shown.
/// </summary>
[Cmdlet(VerbsCommon.Get, "SfOAuthToken")]
[OutputType(typeof(SfOAuthToken))]
[RequiresSalesforcePermission(Needed.ToSeeTokens, "CustomizeApplication", Optional = true)]
public sealed class GetSfOAuthTokenCommand : UserLogCmdlet
{
    /// <summary>Only of these apps; taken from piped apps. Wildcards work.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AppCompleter))]
    public string[]? AppName { get; set; }

    internal override IReadOnlyCollection<string>? Apps => AppName;

    internal override CallersView View => CallersView.Tokens;

    internal override void WriteRows(OrgApi api, UserDirectory users, IReadOnlyList<TokenWish> wishes)
    {
        foreach (var token in new OAuthTokenReader(api, users).Read(wishes, ShowProgress, Cancellation))
        {
            WriteObject(token);
        }
    }
}
