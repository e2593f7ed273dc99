using System.Linq;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Harden.Login;
using SfIntegration.Identity;

namespace SfIntegration.Cmdlets.Harden;

/// <summary>Shows from which addresses and at which hours the users of profiles may sign in, and whether the org checks addresses on every request.</summary>
[Cmdlet(VerbsCommon.Get, "SfLoginRestriction")]
[OutputType(typeof(SfLoginRestriction))]
[RequiresSalesforcePermission("to read what a profile restricts", "ViewSetup")]
[RequiresSalesforcePermission("to read whether the org checks addresses on every request", "ModifyMetadata", "ModifyAllData", Optional = true)]
public sealed class GetSfLoginRestrictionCommand : OrgCmdlet
{
    /// <summary>Profile names; wildcards work. Without it the profiles that integrations could have: those that are API-only.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Profile")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string[] ProfileName { get; set; } = System.Array.Empty<string>();

    internal override object? ErrorTarget => ProfileName;

    internal override void ProcessItem()
    {
        var api = Api;
        var all = Wait(token => ProfileReader.ReadAsync(api, token));
        var patterns = ProfileName.Select(n => WildcardPattern.Get(n, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant)).ToList();
        var chosen = all.Where(p => patterns.Count == 0 ? p.ApiUserOnly : patterns.Any(w => w.IsMatch(p.ProfileName))).ToList();
        foreach (var restriction in Wait(token => new LoginRestrictionService(api).ReadAsync(chosen, token)))
        {
            foreach (var why in restriction.NotRead)
            {
                WriteWarning($"{restriction.ProfileName}: {why}");
            }

            WriteObject(restriction);
        }

        foreach (var name in ProfileName.Where((n, i) => !WildcardPattern.ContainsWildcardCharacters(n) && !all.Any(p => patterns[i].IsMatch(p.ProfileName))))
        {
            WriteError(new CmdletError("SfNotFound", ErrorCategory.ObjectNotFound, name, $"This org has no profile '{name}'.", "Get-SfProfile lists them; wildcards work.").ErrorRecord);
        }
    }
}
