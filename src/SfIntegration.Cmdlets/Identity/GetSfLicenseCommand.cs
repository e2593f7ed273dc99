using System.Linq;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Identity;

namespace SfIntegration.Cmdlets.Identity;

/// <summary>Lists user licences and permission set licences with their seats.</summary>
[Cmdlet(VerbsCommon.Get, "SfLicense")]
[OutputType(typeof(SfLicense))]
[RequiresSalesforcePermission(Needed.ToReadLicenses, "ViewSetup")]
public sealed class GetSfLicenseCommand : OrgCmdlet
{
    /// <summary>Names or labels; wildcards work.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LicenseCompleter))]
    public string[] License { get; set; } = { "*" };

    /// <summary>Only user licences, or only permission set licences.</summary>
    [Parameter]
    public SfLicenseKind? Kind { get; set; }

    internal override object? ErrorTarget => License;

    private static bool Matches(WildcardPattern pattern, SfLicense license) => pattern.IsMatch(license.License) || pattern.IsMatch(license.Label);

    internal override void ProcessItem()
    {
        var licenses = Wait(token => LicenseReader.ReadAsync(Api, token)).Where(l => Kind is null || l.Kind == Kind).ToList();
        var patterns = License.Select(l => (Name: l, Pattern: WildcardPattern.Get(l, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant))).ToList();
        WriteObject(licenses.Where(l => patterns.Any(p => Matches(p.Pattern, l))), enumerateCollection: true);
        foreach (var (name, _) in patterns.Where(p => !WildcardPattern.ContainsWildcardCharacters(p.Name) && !licenses.Any(l => Matches(p.Pattern, l))))
        {
            WriteError(new CmdletError("SfNotFound", ErrorCategory.ObjectNotFound, name, $"This org has no licence '{name}'.", "Get-SfLicense lists them; wildcards work.").ErrorRecord);
        }
    }
}
