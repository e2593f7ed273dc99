using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;
using SfIntegration.Rules;
using SfIntegration.Scope;

namespace SfIntegration.Harden.Login;

/// <summary>
/// The part of the plan about where from and when the identity may sign in. Ranges and hours bind everyone who has the profile, so they are
/// planned only where nobody else does (design §4).
/// </summary>
internal static class LoginPlanner
{
    private const string Profile = "Profile";

    public static void Plan(AccessScope scope, PlannedUser user, PlanInput input, PlanBuilder builder)
    {
        var identity = scope.Identity;
        var state = input.State.Restriction;
        if ((identity.Network.Count == 0 && identity.Hours is null) || user.Profile is not { } profile)
        {
            return;
        }

        if (state.NotRead is { } why)
        {
            NotApplied(scope, $"{why} {state.Cure}".TrimEnd(), builder);
            return;
        }

        if (state.OtherUsers.Count > 0)
        {
            builder.Stop("ProfileShared", profile.Name,
                $"Address ranges and hours bind everyone who has the profile, and other active users have it: {string.Join(", ", state.OtherUsers)}.",
                "Give the identity a profile of its own: profile: { name: Integ Orders, cloneOf: default }.", scope.IdentitySource);
            return;
        }

        PlanRanges(scope, profile, state, builder);
        PlanHours(scope, profile, state, input.Now, builder);
    }

    /// <summary>Ranges wider than an organisation's own network are said before they are written; SFI402 has the limits.</summary>
    public static IEnumerable<AddressRange> Wide(IEnumerable<AddressRange> ranges) =>
        ranges.Where(r => r.Prefix < int.Parse(RuleTexts.List("SFI402", r.IsIPv6 ? "widestIPv6Prefix" : "widestIPv4Prefix").Single(), CultureInfo.InvariantCulture));

    private static void PlanRanges(AccessScope scope, ProfileFacts profile, ProfileRestriction state, PlanBuilder builder)
    {
        var wanted = AddressRanges.Of(scope.Identity.Network);
        var now = state.Doors?.Ranges ?? Array.Empty<AddressRange>();
        if (wanted.Count == 0 || AddressRanges.Same(wanted, now))
        {
            return;
        }

        foreach (var wide in Wide(wanted))
        {
            builder.Warn("WideRange", wide.ToString(), "This range holds more addresses than one organisation has.", "Name the outside system's own addresses.", scope.IdentitySource);
        }

        builder.Add(Write(WriteStage.Network, scope, profile, state, "loginIpRanges", ProfileDoors.RangesElement(wanted), now.Count == 0 ? ProfileDoors.RangesElement(now) : state.Doors!.RangesAsTheyAre, new AccessChange
        {
            Kind = ChangeKind.SetAddressRanges,
            Target = "network",
            Container = profile.Name,
            Before = AddressRanges.Words(now),
            After = AddressRanges.Words(wanted),
            Reason = "The identity signs in from the scope's addresses and from nowhere else.",
            Source = scope.IdentitySource?.ToString(),
            Risk = ChangeRisk.Medium,
        }));
    }

    private static void PlanHours(AccessScope scope, ProfileFacts profile, ProfileRestriction state, DateTime now, PlanBuilder builder)
    {
        if (scope.Identity.Hours is not { } asked)
        {
            return;
        }

        var (wanted, mistake) = HoursConverter.Convert(asked, state.OrgTimeZone, now);
        if (wanted is null)
        {
            builder.Stop("HoursUnsayable", "hours", mistake!, "Write hours that Salesforce can keep.", scope.IdentitySource);
            return;
        }

        var there = state.Doors?.Hours;
        if (wanted.Equals(there))
        {
            return;
        }

        if (there is not null)
        {
            builder.Warn("HoursZoneUnknown", profile.Name,
                $"The profile has hours already ({there}), and Salesforce keeps them in the time zone that the org had when they were first set, which cannot be read. The new ones are meant in {state.OrgTimeZone}.",
                "If the org's time zone was changed since, check the hours in Setup after this.", scope.IdentitySource);
        }

        builder.Add(Write(WriteStage.Hours, scope, profile, state, "loginHours", ProfileDoors.HoursElement(wanted), ProfileDoors.HoursElement(there), new AccessChange
        {
            Kind = ChangeKind.SetLoginHours,
            Target = "hours",
            Container = profile.Name,
            Before = there?.ToString() ?? "any hour",
            After = $"{wanted} ({state.OrgTimeZone})",
            Reason = "The identity signs in at the scope's hours and at no other.",
            Source = scope.IdentitySource?.ToString(),
            Risk = ChangeRisk.Medium,
        }));
    }

    private static Write Write(WriteStage stage, AccessScope scope, ProfileFacts profile, ProfileRestriction state, string element, object value, object before, AccessChange change) => new()
    {
        Stage = stage,
        Operation = WriteOperation.Update,
        SobjectType = MetadataRows.TypeOf(Profile),
        RecordId = state.Doors?.FullName,
        Needs = profile.Id.Length == 0 ? new IdRef(ProfileRowWriter.ApiOnly, profile.Name) : null,
        Values = new Dictionary<string, object?> { [element] = value },
        Before = new Dictionary<string, object?> { [element] = before },
        Key = new NaturalKey(("fullName", state.Doors?.FullName ?? ProfileNames.ToMetadata(profile.Name))),
        Changes = new[] { change },
    };

    private static void NotApplied(AccessScope scope, string why, PlanBuilder builder)
    {
        if (scope.Identity.Network.Count > 0)
        {
            builder.NotApplied("network", string.Join(", ", scope.Identity.Network), why, scope.IdentitySource);
        }

        if (scope.Identity.Hours is { } hours)
        {
            builder.NotApplied("hours", hours.ToString(), why, scope.IdentitySource);
        }
    }
}
