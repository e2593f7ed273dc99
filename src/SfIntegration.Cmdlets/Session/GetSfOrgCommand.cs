using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Http;

namespace SfIntegration.Cmdlets.Session;

/// <summary>Lists the open connections of this process.</summary>
[Cmdlet(VerbsCommon.Get, "SfOrg")]
[OutputType(typeof(SfOrg))]
public sealed class GetSfOrgCommand : CancellableCmdlet
{
    /// <summary>An alias, host, username or org id; wildcards work. All where left out.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(OrgCompleter))]
    [SupportsWildcards]
    public string[]? Alias { get; set; }

    /// <summary>Only the default of this runspace.</summary>
    [Parameter]
    public SwitchParameter Default { get; set; }

    internal override void ProcessItem()
    {
        if (Default)
        {
            if (DefaultOrg.Find() is { } current)
            {
                WriteObject(current.Org);
            }

            return;
        }

        foreach (var name in Alias ?? new[] { "*" })
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
            var found = false;
            foreach (var connection in ConnectionRegistry.Shared.All)
            {
                var org = connection.Org;
                if (pattern.IsMatch(org.Alias ?? "") || pattern.IsMatch(org.Host) || pattern.IsMatch(org.Username) || pattern.IsMatch(org.OrgId))
                {
                    found = true;
                    WriteObject(org);
                }
            }

            if (!found && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteError(new CmdletError("SfNotConnected", ErrorCategory.ObjectNotFound, name, $"No open connection is called '{name}'.", "Get-SfOrg lists them.").ErrorRecord);
            }
        }
    }
}
