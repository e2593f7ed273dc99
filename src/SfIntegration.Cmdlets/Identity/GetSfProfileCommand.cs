using System.Linq;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Identity;

namespace SfIntegration.Cmdlets.Identity;

/// <summary>Lists profiles with their licence, whether they are API-only, and how many active users hold them.</summary>
[Cmdlet(VerbsCommon.Get, "SfProfile")]
[OutputType(typeof(SfProfile))]
[RequiresSalesforcePermission("nothing more: every user may read the profiles")]
public sealed class GetSfProfileCommand : OrgCmdlet
{
    /// <summary>Profile names; wildcards work.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string[] ProfileName { get; set; } = { "*" };

    /// <summary>Only profiles of this user licence.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserLicenseCompleter))]
    public string? License { get; set; }

    internal override object? ErrorTarget => ProfileName;

    internal override void ProcessItem()
    {
        var profiles = Wait(token => ProfileReader.ReadAsync(Api, token))
            .Where(p => License is null || string.Equals(License, p.License, System.StringComparison.OrdinalIgnoreCase)).ToList();
        var patterns = ProfileName.Select(n => (Name: n, Pattern: WildcardPattern.Get(n, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant))).ToList();
        WriteObject(profiles.Where(profile => patterns.Any(p => p.Pattern.IsMatch(profile.ProfileName))), enumerateCollection: true);
        foreach (var (name, _) in patterns.Where(p => !WildcardPattern.ContainsWildcardCharacters(p.Name) && !profiles.Any(x => p.Pattern.IsMatch(x.ProfileName))))
        {
            WriteError(new CmdletError("SfNotFound", ErrorCategory.ObjectNotFound, name,
                $"This org has no profile '{name}'" + (License is null ? "." : $" of the licence '{License}'."), "Get-SfProfile lists them; wildcards work.").ErrorRecord);
        }
    }
}
