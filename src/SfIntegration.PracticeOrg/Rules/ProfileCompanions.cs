using System;
using System.Globalization;
using System.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>What belongs to a profile and is no row of an object: addresses, hours, its password policy and session settings (facts §5.1, §5.3).</summary>
internal static class ProfileCompanions
{
    private static readonly string[] s_tables = { SideTables.LoginIpRange, SideTables.LoginHours, SideTables.ProfilePasswordPolicy, SideTables.ProfileSessionSetting };

    /// <summary>Removes all of it; it goes with its profile.</summary>
    public static void Clear(OrgStore store, string profileId)
    {
        foreach (var table in s_tables)
        {
            SideRows.Clear(store, table, profileId);
        }
    }

    /// <summary>
    /// The full name that Setup gives a companion: the profile's name as an API name, the type, and the time in milliseconds since 1970, as
    /// "PT1_profilePasswordPolicy1559051539083" (GH:SalesforceLabs/OrgCheck#239).
    /// </summary>
    /// <param name="engine">The org, for its clock.</param>
    /// <param name="profile">The profile's row.</param>
    /// <param name="type">ProfilePasswordPolicy or ProfileSessionSetting.</param>
    public static string NameFor(OrgEngine engine, Row profile, string type)
    {
        var words = string.Concat(profile.Text("Name")!.Select(c => char.IsLetterOrDigit(c) ? c : ' ')).Split(new[] { ' ' }, StringSplitOptions.RemoveEmptyEntries);
        var time = new DateTimeOffset(engine.Clock.UtcNow, TimeSpan.Zero).ToUnixTimeMilliseconds();
        return $"{string.Join("_", words)}_{char.ToLowerInvariant(type[0])}{type.Substring(1)}{time.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>Gives a profile a password policy with what Salesforce sets for an org (facts §5.3).</summary>
    public static void BringPasswordPolicy(OrgEngine engine, Row profile, string userId)
    {
        const string Type = "ProfilePasswordPolicy";
        var now = engine.Clock.UtcNow;
        SideRows.Add(
            engine.Store,
            SideTables.ProfilePasswordPolicy,
            profile.Id,
            ("DeveloperName", NameFor(engine, profile, Type)),
            ("CreatedDate", now),
            ("CreatedById", userId),
            ("LastModifiedDate", now),
            ("LastModifiedById", userId),
            ("lockoutInterval", 15),
            ("maxLoginAttempts", 10),
            ("minimumPasswordLength", 8),
            ("passwordComplexity", 1),
            ("passwordExpiration", 90),
            ("passwordHistory", 3),
            ("passwordQuestion", 1));
    }
}
