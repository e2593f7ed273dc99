using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Plan;

namespace SfIntegration.Diagnosis;

/// <summary>
/// The trap that every setup guide warns of (facts §2.2): the Salesforce Integration licence opens no standard object by itself; its
/// permission set licence must be assigned first, and a set only brings it along if it is bound to it. Pure.
/// </summary>
internal static class LicenseJudgement
{
    public const string License = SetLicense.DeveloperName;
    private const string Label = SetLicense.Label;

    /// <summary>The licence step.</summary>
    public static StepResult Licenses(UserSide side)
    {
        if (side.License is not { } license)
        {
            return StepResult.NotAssessed("The user's licence could not be read" + Because(side) + ".");
        }

        if (!IsIntegration(license))
        {
            return StepResult.Pass($"The user licence {license} needs no permission set licence for objects.");
        }

        return Holds(side) switch
        {
            null => StepResult.NotAssessed($"The user licence {license} opens no standard objects without the permission set licence {Label}; whether the user holds that could not be read{Because(side)}. -Administrator lets somebody look who may."),
            true => StepResult.Pass($"{license}, with the permission set licence {Label}."),
            false => Missing(side, $"The user holds {license} and not the permission set licence {Label}."),
        };
    }

    /// <summary>Why an object is not seen.</summary>
    /// <param name="sobjectType">The object.</param>
    /// <param name="exists">Whether it is in the org; null where nobody could say.</param>
    /// <param name="isCustom">Whether it is a custom object, which needs no licence.</param>
    /// <param name="side">The user.</param>
    /// <param name="showing">The sets that grant Read on it; null where that is not known.</param>
    public static StepResult Invisible(string sobjectType, bool? exists, bool isCustom, UserSide side, IReadOnlyList<string>? showing)
    {
        var message = $"The user cannot see {sobjectType}.";
        if (exists == false)
        {
            return StepResult.Fail($"There is no object {sobjectType} in the org.", "The name is mistyped, or the object is of another org.", "Check the API name: custom objects end with __c, and a package's begin with its prefix.", "Get-SfObject");
        }

        if (!isCustom && IsIntegration(side.License) && Holds(side) == false)
        {
            return Missing(side, message);
        }

        var sets = side.Sets;
        var lookAlike = isCustom ? null : sets?.FirstOrDefault(IsLookAlike);
        if (showing is { Count: 0 } && lookAlike is not null)
        {
            return LookAlike(lookAlike, message);
        }

        if (showing is { Count: 0 } && sets is not null && (isCustom || !IsIntegration(side.License) || Holds(side) == true))
        {
            var set = sets.FirstOrDefault(s => s.Binding != SetBinding.UserLicense)?.Name;
            return StepResult.Fail(message,
                sets.Count == 0 ? "The user holds no permission set." : $"None of the user's permission sets ({Names(sets)}) grants Read on {sobjectType}.",
                set is null ? "Make a permission set that grants it, and assign it." : "Grant Read on it in one of them.",
                set is null ? $"New-SfPermissionSet <name>; Grant-SfObjectPermission <name> {sobjectType} -Access read; Grant-SfPermissionSet <name> -Username {side.Username}" : $"Grant-SfObjectPermission {set} {sobjectType} -Access read");
        }

        if (showing is { Count: > 0 })
        {
            return StepResult.Fail(message, $"{string.Join(", ", showing)} grants Read on it, and yet it does not count: a muted group, a session-based set, an assignment that lapsed, or a licence that does not open it.", "Look at where the access should come from and what takes it away.", $"Get-SfEffectiveAccess {side.Username} -Explain -SobjectType {sobjectType}");
        }

        return StepResult.Fail(message, Candidates(sobjectType, isCustom, side), "Have an administrator look: -Administrator <org> names the one that holds.", $"Grant-SfPermissionSetLicense {License} -Username {side.Username}; Grant-SfObjectPermission <permission set> {sobjectType} -Access read");
    }

    public static bool IsIntegration(string? license) => string.Equals(license, SetLicense.IntegrationLicense, StringComparison.OrdinalIgnoreCase);

    // The developer name is spelled in two ways in the field; the label is the second handle (facts §2.1).
    private static bool? Holds(UserSide side) => side.SetLicenses?.Any(l =>
        string.Equals(l.Name, License, StringComparison.OrdinalIgnoreCase) || string.Equals(l.Label, Label, StringComparison.OrdinalIgnoreCase));

    private static StepResult Missing(UserSide side, string message)
    {
        var sets = side.Sets;
        if (sets?.FirstOrDefault(IsLookAlike) is { } lookAlike)
        {
            return LookAlike(lookAlike, message);
        }

        var bare = sets?.Where(s => s.Binding == SetBinding.None).ToList();
        var cause = bare is { Count: > 0 }
            ? $"{Names(bare)} has the licence \"None\": assigning such a set does not bring the permission set licence {Label}, which has to be assigned first. Until then no standard object is visible, and a set that grants one cannot be assigned."
            : $"The permission set licence {Label} is not assigned. A set bound to it brings it along; a set with the licence \"None\" does not, and cannot be assigned before it.";
        return StepResult.Fail(message, cause,
            $"Assign the permission set licence {Label} first, then the permission sets that grant objects.",
            $"Grant-SfPermissionSetLicense {License} -Username {side.Username}");
    }

    private static StepResult LookAlike(HeldSet set, string message) => StepResult.Fail(message,
        $"{set.Name} is bound to the user licence {SetLicense.IntegrationLicense}, which looks like the permission set licence {Label} and is not: a set bound to it can hold no standard object.",
        $"A set's licence cannot be changed: make another one bound to {Label} (or to none, with {Label} assigned first), and assign that.",
        "New-SfPermissionSet <name> -License " + License);

    private static bool IsLookAlike(HeldSet set) => set.Binding == SetBinding.UserLicense && (set.LicenseName is null || IsIntegration(set.LicenseName));

    private static string Candidates(string sobjectType, bool isCustom, UserSide side)
    {
        var list = new List<string> { "the name is mistyped", $"no permission set of the user grants Read on {sobjectType}" };
        if (!isCustom && (side.License is null || IsIntegration(side.License)))
        {
            list.Add($"the permission set licence {Label} is not assigned (a set whose licence is \"None\" does not bring it)");
            list.Add($"the set is bound to the user licence {SetLicense.IntegrationLicense}, the look-alike that can hold no object");
        }

        return $"One of these, and the user may not see which{Because(side)}: {string.Join("; ", list)}.";
    }

    private static string Names(IEnumerable<HeldSet> sets) => string.Join(", ", sets.Select(s => s.Name));

    private static string Because(UserSide side) => side.NotRead is null ? "" : $" ({side.NotRead.Trim().TrimEnd('.')})";
}
