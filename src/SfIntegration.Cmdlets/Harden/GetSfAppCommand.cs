using System.Linq;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Harden.Apps;

namespace SfIntegration.Cmdlets.Harden;

/// <summary>
/// Lists the apps that outside systems sign in through, external client apps and connected apps: flows, policies, who is pre-authorised, tokens in
/// use, last use. What could not be read is said in NotRead and as a warning.
/// </summary>
[Cmdlet(VerbsCommon.Get, "SfApp")]
[OutputType(typeof(SfApp))]
[RequiresSalesforcePermission("to read apps and who is pre-authorised", "ViewSetup")]
[RequiresSalesforcePermission("to read policies, which only the Metadata API tells", "ModifyMetadata", "ModifyAllData", Optional = true)]
public sealed class GetSfAppCommand : OrgCmdlet
{
    /// <summary>Labels or developer names; wildcards work.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AppCompleter))]
    public string[] AppName { get; set; } = { "*" };

    /// <summary>Only apps of this kind.</summary>
    [Parameter]
    public SfAppKind? Kind { get; set; }

    /// <summary>Shows the consumer keys too. They are no secrets, but they do not belong into every report.</summary>
    [Parameter]
    public SwitchParameter IncludeConsumerKey { get; set; }

    internal override object? ErrorTarget => AppName;

    internal override void ProcessItem()
    {
        var reader = new AppReader(Api);
        var listing = Wait(reader.ListAsync);
        var patterns = AppName.Select(n => (Name: n, Pattern: WildcardPattern.Get(n, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant))).ToList();
        var wanted = listing.Apps
            .Where(a => Kind is null || (Kind == SfAppKind.ConnectedApp) == (a.Kind == AppComponents.Connected))
            .Where(a => patterns.Any(p => p.Pattern.IsMatch(a.Name) || (a.DeveloperName is { } api && p.Pattern.IsMatch(api))))
            .OrderBy(a => a.Name, System.StringComparer.OrdinalIgnoreCase)
            .ToList();
        var apps = Wait(token => reader.ReadAsync(wanted, AppReading.All, token));
        foreach (var reason in listing.NotRead.Concat(apps.SelectMany(a => a.NotRead)).Distinct())
        {
            WriteWarning(reason);
        }

        foreach (var app in apps)
        {
            WriteObject(IncludeConsumerKey ? new SfApp(app) { ConsumerKey = app.ConsumerKeyRead } : app);
        }

        foreach (var (name, _) in patterns.Where(p => !WildcardPattern.ContainsWildcardCharacters(p.Name) && !wanted.Any(a => p.Pattern.IsMatch(a.Name) || (a.DeveloperName is { } api && p.Pattern.IsMatch(api)))))
        {
            WriteError(new CmdletError("SfNotFound", ErrorCategory.ObjectNotFound, name,
                listing.NotRead.Count == 0 ? $"This org has no app '{name}'." : $"This org shows no app '{name}'; not all of them could be read.", "Get-SfApp lists them; wildcards work.").ErrorRecord);
        }
    }
}
