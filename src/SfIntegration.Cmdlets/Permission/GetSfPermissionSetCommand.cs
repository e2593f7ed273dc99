using System.Linq;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Permission;

namespace SfIntegration.Cmdlets.Permission;

/// <summary>Lists permission sets and groups; with -Username what those users hold.</summary>
[Cmdlet(VerbsCommon.Get, "SfPermissionSet")]
[OutputType(typeof(SfPermissionSet), typeof(SfPermissionSetAssignment))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
public sealed class GetSfPermissionSetCommand : OrgCmdlet
{
    /// <summary>API names or labels; wildcards work.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PermissionSetCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] PermissionSet { get; set; } = { "*" };

    /// <summary>The login name of a user whose sets are wanted; taken from a piped user.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(UsernameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Username { get; set; }

    internal override object? ErrorTarget => Username ?? (object)PermissionSet;

    internal override void ProcessItem()
    {
        var patterns = PermissionSet.Select(p => (Text: p, Pattern: WildcardPattern.Get(p, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant))).ToList();
        bool Wanted(string name, string label) => patterns.Any(p => p.Pattern.IsMatch(name) || p.Pattern.IsMatch(label));
        if (Username is { } username)
        {
            WriteObject(Wait(token => new PermissionSetReader(Api).ReadHeldAsync(username, token)).Where(a => Wanted(a.PermissionSet, a.Label)), enumerateCollection: true);
            return;
        }

        var sets = Wait(token => new PermissionSetReader(Api).ReadAllAsync(token));
        WriteObject(sets.Where(s => Wanted(s.PermissionSet, s.Label)), enumerateCollection: true);
        foreach (var (text, pattern) in patterns.Where(p => !WildcardPattern.ContainsWildcardCharacters(p.Text)))
        {
            if (!sets.Any(s => pattern.IsMatch(s.PermissionSet) || pattern.IsMatch(s.Label)))
            {
                WriteError(new CmdletError("SfNotFound", ErrorCategory.ObjectNotFound, text, $"This org has no permission set or group '{text}'.", "Wildcards work: Get-SfPermissionSet 'Integ_*'.").ErrorRecord);
            }
        }
    }
}
