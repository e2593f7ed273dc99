using System.Collections.Generic;
using System.Management.Automation;
using SfIntegration.Activity.SignIns;
using SfIntegration.Api;
using SfIntegration.Cmdlets.Base;

namespace SfIntegration.Cmdlets.Activity;

/// <summary>Lists the open sessions, those used last first: whose, from where, until when.</summary>
[Cmdlet(VerbsCommon.Get, "SfAuthSession")]
[OutputType(typeof(SfAuthSession))]
[RequiresSalesforcePermission("to see the sessions of others", "ManageUsers", Optional = true)]
public sealed class GetSfAuthSessionCommand : UserLogCmdlet
{
    internal override CallersView View => CallersView.Sessions;

    internal override void WriteRows(OrgApi api, UserDirectory users, IReadOnlyList<TokenWish> wishes)
    {
        foreach (var session in new AuthSessionReader(api, users).Read(IdsOf(wishes), ShowProgress, Cancellation))
        {
            WriteObject(session);
        }
    }
}
