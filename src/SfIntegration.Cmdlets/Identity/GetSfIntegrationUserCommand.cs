using System;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Access;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Plan;

namespace SfIntegration.Cmdlets.Identity;

/// <summary>Lists the users of the integration licence; with -Username any users, wildcards included.</summary>
[Cmdlet(VerbsCommon.Get, "SfIntegrationUser")]
[OutputType(typeof(SfIntegrationUser))]
[RequiresSalesforcePermission(Needed.ToReadAccess, "ViewSetup")]
[RequiresSalesforcePermission(Needed.ToSeeFrozen, "FreezeUsers", "ManageUsers", Optional = true)]
public sealed class GetSfIntegrationUserCommand : OrgCmdlet
{
    /// <summary>Login names of whatever licence; wildcards work.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(UsernameCompleter))]
    [SupportsWildcards]
    public string[]? Username { get; set; }

    /// <summary>Only users of this licence; without it and -Username, API-only users and those of the integration licence.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserLicenseCompleter))]
    public string? License { get; set; }

    internal override object? ErrorTarget => Username;

    internal override void ProcessItem()
    {
        var licenses = License is not null ? new[] { License } : Username is null ? new[] { SetLicense.IntegrationLicense } : Array.Empty<string>();
        foreach (var name in Username ?? new string[] { "*" })
        {
            var pattern = Username is null ? null : name;
            var snapshot = Wait(token => new AccessReader(Api).ReadUsersAsync(pattern, licenses, token));
            var users = snapshot.Users.Where(u => License is null || string.Equals(u.LicenseName, License, StringComparison.OrdinalIgnoreCase)).ToList();
            var held = Wait(token => HeldSets.ReadAsync(Api, users.Select(u => u.UserId), token));
            foreach (var user in users.OrderBy(u => u.Username, StringComparer.OrdinalIgnoreCase))
            {
                WriteObject(new SfIntegrationUser(Api.Org, user) { PermissionSets = held.TryGetValue(user.UserId, out var sets) ? sets : Array.Empty<string>() });
            }

            if (users.Count == 0 && pattern is not null && !WildcardPattern.ContainsWildcardCharacters(pattern))
            {
                WriteError(new CmdletError("SfNotFound", ErrorCategory.ObjectNotFound, name, $"This org has no user '{name}'" + (License is null ? "." : $" of the licence '{License}'."), "Wildcards work: Get-SfIntegrationUser '*@acme.example'.").ErrorRecord);
            }
        }
    }
}
