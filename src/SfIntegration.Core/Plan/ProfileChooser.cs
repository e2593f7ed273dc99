using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>
/// Which profile the identity gets: the one the scope names, else the API-only profile of its licence - found by licence and
/// PermissionsApiUserOnly, never by English name alone (facts §2.1: both the current and the deprecated name exist).
/// </summary>
internal static class ProfileChooser
{
    private static readonly string[] s_preferred = { "Minimum Access - API Only Integrations", "Salesforce API Only System Integrations" };

    /// <summary>
    /// The profile an existing user has, where the scope names none and it is one that could have been chosen: any API-only
    /// profile of the licence is as good as another. Null where it is not.
    /// </summary>
    public static ProfileFacts? Keep(AccessScope scope, UserFacts? existing, IReadOnlyList<ProfileFacts> profiles) =>
        existing is null || scope.Identity.Profile is not null
            ? null
            : profiles.FirstOrDefault(p => p.Id == existing.ProfileId && p.ApiUserOnly && string.Equals(p.LicenseName, scope.Identity.License, StringComparison.OrdinalIgnoreCase));

    public static ProfileFacts? Choose(AccessScope scope, IReadOnlyList<ProfileFacts> profiles, PlanBuilder builder)
    {
        return scope.Identity.Profile?.Name is { } name ? Named(scope, name, profiles, builder) : OfLicense(scope, profiles, builder);
    }

    /// <summary>The API-only profile of the identity's licence.</summary>
    public static ProfileFacts? OfLicense(AccessScope scope, IReadOnlyList<ProfileFacts> profiles, PlanBuilder builder)
    {
        var license = scope.Identity.License;
        var candidates = profiles
            .Where(p => string.Equals(p.LicenseName, license, StringComparison.OrdinalIgnoreCase) && p.ApiUserOnly)
            .OrderBy(p => Array.IndexOf(s_preferred, p.Name) is var i && i < 0 ? s_preferred.Length : i)
            .ThenBy(p => p.Name, StringComparer.Ordinal)
            .ToList();
        if (candidates.Count == 0)
        {
            builder.Stop("NoProfile", license,
                $"This org has no API-only profile on the licence '{license}'.",
                "Name a profile (identity.profile in a scope, -ProfileName without one), or check that the org has the licence (Get-SfLicense).", scope.IdentitySource);
            return null;
        }

        return candidates[0];
    }

    /// <summary>The profile to make another one from.</summary>
    public static ProfileFacts? Source(AccessScope scope, string name, IReadOnlyList<ProfileFacts> profiles, PlanBuilder builder)
    {
        var profile = Find(name, profiles);
        if (profile is null)
        {
            builder.Stop("UnknownProfile", name, $"This org has no profile '{name}' to make another one from.", "Name an existing profile in cloneOf, or `default` for the licence's API-only profile.", scope.IdentitySource);
            return null;
        }

        return FitsLicense(scope, profile, builder) ? profile : null;
    }

    /// <summary>The profile that the scope names; one that is not there is an error, whose cure depends on whether the scope could have it made.</summary>
    public static ProfileFacts? Named(AccessScope scope, string name, IReadOnlyList<ProfileFacts> profiles, PlanBuilder builder)
    {
        var profile = Find(name, profiles);
        if (profile is null)
        {
            builder.Stop("UnknownProfile", name, $"This org has no profile '{name}'.",
                "Let it be made (profile: { name: ..., cloneOf: default }), or leave `profile` out to use the licence's API-only profile.", scope.IdentitySource);
            return null;
        }

        if (!FitsLicense(scope, profile, builder))
        {
            return null;
        }

        if (!profile.ApiUserOnly && scope.Identity.Profile?.CloneOf is null)
        {
            builder.Warn("ProfileNotApiOnly", name, $"Profile '{profile.Name}' is not API Only: its users can also sign in to the user interface.",
                "Use a profile with API Only User.", scope.IdentitySource);
        }

        return profile;
    }

    private static ProfileFacts? Find(string name, IReadOnlyList<ProfileFacts> profiles) =>
        profiles.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));

    private static bool FitsLicense(AccessScope scope, ProfileFacts profile, PlanBuilder builder)
    {
        if (string.Equals(profile.LicenseName, scope.Identity.License, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        builder.Stop("ProfileWrongLicense", profile.Name, $"Profile '{profile.Name}' is bound to licence '{profile.LicenseName}'; the scope says '{scope.Identity.License}'.",
            "Name a profile of that licence, or change identity.license.", scope.IdentitySource);
        return false;
    }
}
