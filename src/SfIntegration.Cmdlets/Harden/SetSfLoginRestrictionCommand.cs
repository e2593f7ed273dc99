using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using SfIntegration.Cmdlets.Base;
using SfIntegration.Harden.Login;
using SfIntegration.Identity;
using SfIntegration.Scope;
using SfIntegration.Scope.Reading;

namespace SfIntegration.Cmdlets.Harden;

/// <summary>
/// Sets from which addresses and at which hours the users of a profile may sign in; or lets the org check addresses on every request. It binds everyone
/// who has the profile, never shuts the caller out, and is read back.
/// </summary>
[Cmdlet(VerbsCommon.Set, "SfLoginRestriction", SupportsShouldProcess = true, DefaultParameterSetName = ProfileSet, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(SfLoginRestriction))]
[RequiresSalesforcePermission("to read what a profile restricts", "ViewSetup")]
[RequiresSalesforcePermission("to set what a profile restricts", "ManageProfilesPermissionsets")]
[RequiresSalesforcePermission(Needed.ToWriteMetadata, "ModifyMetadata", "ModifyAllData")]
public sealed class SetSfLoginRestrictionCommand : OrgCmdlet
{
    private const string ProfileSet = "Profile";
    private const string OrgSet = "EveryRequest";

    /// <summary>The profile.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ProfileSet)]
    [Alias("Profile")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string ProfileName { get; set; } = "";

    /// <summary>The addresses to let in, and no others: 203.0.113.9, 203.0.113.0/24, 203.0.113.1-203.0.113.9; IPv6 too.</summary>
    [Parameter(ParameterSetName = ProfileSet)]
    [ValidateNotNullOrEmpty]
    public string[]? Network { get; set; }

    /// <summary>Lets every address in. The Metadata API cannot take ranges away, so they are opened to all addresses.</summary>
    [Parameter(ParameterSetName = ProfileSet)]
    public SwitchParameter ClearNetwork { get; set; }

    /// <summary>The hours to let in at, and no others: "mon-fri 06:00-20:00".</summary>
    [Parameter(ParameterSetName = ProfileSet)]
    [ValidatePattern(@"^\s*[a-z,-]+\s+\d\d:\d\d-\d\d:\d\d\s*$")]
    public string? Hours { get; set; }

    /// <summary>The IANA time zone the hours are meant in; the org's own where left out.</summary>
    [Parameter(ParameterSetName = ProfileSet)]
    [ValidateNotNullOrEmpty]
    public string? TimeZone { get; set; }

    /// <summary>Lets in at any hour.</summary>
    [Parameter(ParameterSetName = ProfileSet)]
    public SwitchParameter ClearHours { get; set; }

    /// <summary>Lets the whole org check address ranges on every request instead of at sign-in only.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OrgSet)]
    public SwitchParameter EveryRequest { get; set; }

    /// <summary>Restricts a profile that several users hold.</summary>
    [Parameter(ParameterSetName = ProfileSet)]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives what is restricted now.</summary>
    [Parameter(ParameterSetName = ProfileSet)]
    public SwitchParameter PassThru { get; set; }

    internal override object? ErrorTarget => ParameterSetName == ProfileSet ? ProfileName : null;

    internal override void ProcessItem()
    {
        var api = Api;
        var service = new LoginRestrictionService(api);
        var profiles = Wait(token => ProfileReader.ReadAsync(api, token));
        if (ParameterSetName == OrgSet)
        {
            CheckEveryRequest(service, profiles, api.Org);
            return;
        }

        var profile = profiles.FirstOrDefault(p => string.Equals(p.ProfileName, ProfileName, StringComparison.OrdinalIgnoreCase))
            ?? throw new CmdletError("SfNotFound", ErrorCategory.ObjectNotFound, ProfileName, $"This org has no profile '{ProfileName}'.", "Get-SfProfile lists them.");
        var wish = new RestrictionWish(Ranges(), WantedHours(api), ClearHours);
        if (wish is { Ranges: null, Hours: null, AnyHour: false })
        {
            throw new CmdletError("SfNothingToSet", ErrorCategory.InvalidArgument, ProfileName, "Nothing is to be set.", "Give -Network, -Hours, -ClearNetwork or -ClearHours.");
        }

        if (profile.ActiveUsers > 1 && !Force)
        {
            throw new CmdletError("SfProfileShared", ErrorCategory.InvalidOperation, ProfileName,
                $"{profile.ActiveUsers} active users have the profile '{profile.ProfileName}', and all of them would be bound.", "Give the identity a profile of its own (profile: { name, cloneOf } in its scope), or say -Force.");
        }

        if (Wait(token => service.RefusalAsync(profile, wish, DateTime.UtcNow, token)) is { } refusal)
        {
            throw new CmdletError("Sf" + refusal.Code, ErrorCategory.InvalidOperation, ProfileName, refusal.Message, refusal.Cure ?? "Choose other ranges.");
        }

        if (ShouldProcess($"profile '{profile.ProfileName}' ({profile.ActiveUsers} active users)", Words(wish)))
        {
            var now = Wait(token => service.SetAsync(profile, wish, token));
            if (PassThru)
            {
                WriteObject(now);
            }
        }
    }

    private void CheckEveryRequest(LoginRestrictionService service, IReadOnlyList<SfProfile> profiles, SfOrg org)
    {
        var stopped = Wait(token => service.StoppedByEveryRequestAsync(profiles, token));
        if (stopped.Count > 0)
        {
            throw new CmdletError("SfAnalyticsShutOut", ErrorCategory.InvalidOperation, org.ToString(),
                $"CRM Analytics would stop: its profile has address ranges without 10.0.0.0/8: {string.Join(", ", stopped)}.", $"Add it first: Set-SfLoginRestriction '{stopped[0]}' -Network ..., 10.0.0.0/8 -Force.");
        }

        if (Wait(service.RefusalOfEveryRequestAsync) is { } refusal)
        {
            throw new CmdletError("Sf" + refusal.Code, ErrorCategory.InvalidOperation, org.ToString(), refusal.Message, refusal.Cure ?? "");
        }

        if (ShouldProcess($"org '{org}'", "Check the address ranges of every profile on every request"))
        {
            Done(service.SetEveryRequestAsync);
        }
    }

    private IReadOnlyList<AddressRange>? Ranges()
    {
        if (Network is not null && ClearNetwork)
        {
            throw Conflict("-Network", "-ClearNetwork");
        }

        if (Network is null)
        {
            return ClearNetwork ? Array.Empty<AddressRange>() : null;
        }

        var ranges = new List<AddressRange>();
        foreach (var text in Network)
        {
            var (range, mistake) = AddressRanges.Parse(text);
            ranges.Add(range ?? throw new CmdletError("SfBadAddressRange", ErrorCategory.InvalidArgument, text, $"'{text}' is no address range.", mistake ?? "Write it like 203.0.113.0/24."));
        }

        foreach (var wide in LoginPlanner.Wide(ranges))
        {
            WriteWarning($"{wide} holds more addresses than one organisation has.");
        }

        return AddressRanges.Merge(ranges);
    }

    private LoginHours? WantedHours(SfIntegration.Api.OrgApi api)
    {
        if (Hours is not null && ClearHours)
        {
            throw Conflict("-Hours", "-ClearHours");
        }

        if (Hours is null)
        {
            return null;
        }

        var parts = Hours.Split(new[] { ' ' }, StringSplitOptions.RemoveEmptyEntries);
        var times = parts[1].Split('-');
        if (!ScopeValues.AreDays(parts[0]) || ScopeValues.Minutes(times[0]) is not { } from || ScopeValues.Minutes(times[1]) is not { } to || from >= to)
        {
            throw new CmdletError("SfBadHours", ErrorCategory.InvalidArgument, Hours, $"'{Hours}' are no hours.", "Write them like mon-fri 06:00-20:00.");
        }

        var zone = Wait(token => api.Query.QueryAllPagesAsync("SELECT TimeZoneSidKey FROM Organization", token)).Select(r => (string?)r["TimeZoneSidKey"]).FirstOrDefault() ?? "UTC";
        var (hours, mistake) = HoursConverter.Convert(new ScopeHours(parts[0], times[0], times[1], TimeZone ?? zone), zone, DateTime.UtcNow);
        return hours ?? throw new CmdletError("SfHoursUnsayable", ErrorCategory.InvalidArgument, Hours, mistake!, "Give one of these.");
    }

    private CmdletError Conflict(string one, string other) =>
        new("SfParameterConflict", ErrorCategory.InvalidArgument, ProfileName, $"{one} restricts and {other} lifts the restriction.", "Give one of the two.");

    private static string Words(RestrictionWish wish) => string.Join(" and ", new[]
    {
        wish.Ranges is { } ranges ? $"let sign-ins in from {AddressRanges.Words(AddressRanges.Meaning(ranges))}" : null,
        wish.Hours is { } hours ? $"let sign-ins in {hours}" : wish.AnyHour ? "let sign-ins in at any hour" : null,
    }.Where(w => w is not null));
}
