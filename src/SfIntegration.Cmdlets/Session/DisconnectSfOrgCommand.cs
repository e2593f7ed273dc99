using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Http;

namespace SfIntegration.Cmdlets.Session;

/// <summary>Closes a connection. The session in Salesforce ends when it ends; nothing is written there.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "SfOrg", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class DisconnectSfOrgCommand : CancellableCmdlet
{
    /// <summary>The connection, or its alias; the default of this runspace where left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [OrgTransformation]
    [ArgumentCompleter(typeof(OrgCompleter))]
    public SfOrg? Org { get; set; }

    internal override object? ErrorTarget => Org;

    internal override void ProcessItem()
    {
        var connection = Org is null ? DefaultOrg.Find() : ConnectionRegistry.Shared.Find(Org);
        if (connection is null)
        {
            throw new CmdletError("SfNotConnected", ErrorCategory.ConnectionError, Org, "There is no such connection.", "Get-SfOrg lists the open ones.");
        }

        if (ShouldProcess(connection.Org.ToString(), "Disconnect"))
        {
            ConnectionRegistry.Shared.Remove(connection);
            PracticeOrgs.Forget(connection);
            connection.Dispose();
        }
    }
}
