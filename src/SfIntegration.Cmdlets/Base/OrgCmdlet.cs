using System.Management.Automation;
using System.Management.Automation.Runspaces;
using SfIntegration.Api;
using SfIntegration.Http;

namespace SfIntegration.Cmdlets.Base;

/// <summary>
/// A cmdlet that works on one org: the one that -Org names, else the one its input came from, else the default of this runspace.
/// An object of one org never acts on another.
/// </summary>
[RequiresSalesforcePermission("to use the API at all", "ApiEnabled")]
public abstract class OrgCmdlet : CancellableCmdlet
{
    private SfOrg? _explicit;
    private Runspace? _runspace;

    /// <summary>The org to work on: what Connect-SfOrg gave, or its alias. Taken from the input's Org where it has one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [OrgTransformation]
    [ArgumentCompleter(typeof(OrgCompleter))]
    public SfOrg? Org { get; set; }

    /// <summary>The API of the org to work on.</summary>
    internal OrgApi Api => ApiFor(null);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (MyInvocation.BoundParameters.ContainsKey(nameof(Org)))
        {
            // Input without an org (a file's definition) goes to the default org; an empty variable after -Org must not.
            _explicit = Org ?? throw new PSArgumentNullException(nameof(Org), "-Org names no org: the value is empty. Get-SfOrg lists the connections.");
        }

        _runspace = Runspace.DefaultRunspace;
    }

    /// <summary>The API for an input object that came from <paramref name="inputOrg"/>.</summary>
    internal OrgApi ApiFor(SfOrg? inputOrg)
    {
        if (_explicit is { } named && inputOrg is not null && !named.IsSameOrgAs(inputOrg))
        {
            throw new CmdletError("SfOrgMismatch", ErrorCategory.InvalidArgument, inputOrg,
                $"The input comes from org '{inputOrg}'; -Org names '{named}'.", "Leave -Org out, or give objects of that org.");
        }

        return OrgApi.For(Find(_explicit ?? inputOrg ?? Org));
    }

    /// <summary>As <see cref="Api"/>, for a cmdlet that works without an org, too: null where none is connected. An org that -Org names has to be.</summary>
    /// <param name="without">What is left out then, for -Verbose.</param>
    internal OrgApi? ApiOrNone(string without)
    {
        try
        {
            return Api;
        }
        catch (CmdletError e) when (e.Code == "SfNotConnected" && Org is null)
        {
            WriteVerbose($"No org is connected: {without}");
            return null;
        }
    }

    private SfConnection Find(SfOrg? org)
    {
        if (org is not null)
        {
            return ConnectionRegistry.Shared.Find(org) ?? throw new CmdletError("SfNotConnected", ErrorCategory.ConnectionError, org,
                $"The connection to '{org}' is closed.", "Connect again with Connect-SfOrg.");
        }

        return DefaultOrg.Find(_runspace) ?? throw new CmdletError("SfNotConnected", ErrorCategory.ConnectionError, null,
            "There is no connection to an org, or several and none is this runspace's default.", "Connect-SfOrg opens one; -Org names one; Connect-SfOrg -Practice needs no Salesforce.") { IsFatal = true };
    }
}
