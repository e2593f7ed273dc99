using System.Linq;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>Lists permission set licences with their seats; with -Username the seats those users hold.</summary>
[Cmdlet(VerbsCommon.Get, "SfPermissionSetLicense")]
[OutputType(typeof(SfPermissionSetLicense), typeof(SfPermissionSetLicenseAssignment))]
[RequiresSalesforcePermission(Needed.ToReadLicenses, "ViewSetup")]
public sealed class GetSfPermissionSetLicenseCommand : OrgCmdlet
{
    /// <summary>Developer names or labels; wildcards work.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PermissionSetLicenseCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] PermissionSetLicense { get; set; } = { "*" };

    /// <summary>The login name of a user whose licences are wanted; taken from a piped user.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(UsernameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Username { get; set; }

    internal override object? ErrorTarget => Username ?? (object)PermissionSetLicense;

    internal override void ProcessItem()
    {
        var patterns = PermissionSetLicense.Select(p => (Text: p, Pattern: WildcardPattern.Get(p, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant))).ToList();
        bool Wanted(string name, string label) => patterns.Any(p => p.Pattern.IsMatch(name) || p.Pattern.IsMatch(label));
        if (Username is { } username)
        {
            WriteObject(Wait(token => new PermissionSetLicenseReader(Api).ReadHeldAsync(username, token)).Where(a => Wanted(a.PermissionSetLicense, a.Label)), enumerateCollection: true);
            return;
        }

        var licenses = Wait(token => new PermissionSetLicenseReader(Api).ReadAllAsync(token));
        WriteObject(licenses.Where(l => Wanted(l.PermissionSetLicense, l.Label)), enumerateCollection: true);
        foreach (var (text, pattern) in patterns.Where(p => !WildcardPattern.ContainsWildcardCharacters(p.Text)))
        {
            if (!licenses.Any(l => pattern.IsMatch(l.PermissionSetLicense) || pattern.IsMatch(l.Label)))
            {
                WriteError(new CmdletError("SfNotFound", ErrorCategory.ObjectNotFound, text, $"This org has no permission set licence '{text}'.", "Get-SfPermissionSetLicense without a name lists them.").ErrorRecord);
            }
        }
    }
}
