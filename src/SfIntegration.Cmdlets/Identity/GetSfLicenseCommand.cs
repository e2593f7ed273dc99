using System.Linq;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Identity;

namespace SfIntegration.Cmdlets.Identity;

/// <summary>Lists user licences and permission set licences with their seats.</summary>
[Cmdlet(VerbsCommon.Get, "SfLicense")]
[OutputType(typeof(SfLicense))]
public sealed class GetSfLicenseCommand : OrgCmdlet
{
    /// <summary>Names or labels; wildcards work.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    public string[] License { get; set; } = { "*" };

    /// <summary>Only user licences, or only permission set licences.</summary>
    [Parameter]
    public SfLicenseKind? Kind { get; set; }

    internal override object? ErrorTarget => License;

    internal override void ProcessItem()
    {
        var patterns = License.Select(l => WildcardPattern.Get(l, WildcardOptions.IgnoreCase)).ToList();
        foreach (var license in Wait(token => LicenseReader.ReadAsync(Api, token)).Where(l => Kind is null || l.Kind == Kind))
        {
            if (patterns.Any(p => p.IsMatch(license.License) || p.IsMatch(license.Label)))
            {
                WriteObject(license);
            }
        }
    }
}
