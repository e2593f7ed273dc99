using System.Linq;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Identity;

namespace SfIntegration.Cmdlets.Identity;

/// <summary>Lists profiles with their licence, whether they are API-only, and how many active users hold them.</summary>
[Cmdlet(VerbsCommon.Get, "SfProfile")]
[OutputType(typeof(SfProfile))]
public sealed class GetSfProfileCommand : OrgCmdlet
{
    /// <summary>Profile names; wildcards work.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    public string[] ProfileName { get; set; } = { "*" };

    /// <summary>Only profiles of this user licence.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? License { get; set; }

    internal override object? ErrorTarget => ProfileName;

    internal override void ProcessItem()
    {
        var patterns = ProfileName.Select(n => WildcardPattern.Get(n, WildcardOptions.IgnoreCase)).ToList();
        foreach (var profile in Wait(token => ProfileReader.ReadAsync(Api, token)))
        {
            if (patterns.Any(p => p.IsMatch(profile.ProfileName)) && (License is null || string.Equals(License, profile.License, System.StringComparison.OrdinalIgnoreCase)))
            {
                WriteObject(profile);
            }
        }
    }
}
