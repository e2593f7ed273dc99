using System;
using System.Collections.Generic;
using System.Globalization;

namespace SfIntegration.Practice.Rules;

/// <summary>How long a session lasts without use.</summary>
internal static class SessionTimeouts
{
    private const string Setting = "SecuritySettings.sessionSettings.sessionTimeout";

    /// <summary>What 0 minutes of a profile stand for (MD:profilesessionsetting).</summary>
    private const int ZeroMinutes = 120;

    /// <summary>The setting's names for minutes (MD:securitysettings). Any other time that a test asks for is kept as seconds.</summary>
    private static readonly Dictionary<string, int> s_minutes = new(StringComparer.Ordinal)
    {
        ["FifteenMinutes"] = 15,
        ["ThirtyMinutes"] = 30,
        ["SixtyMinutes"] = 60,
        ["NinetyMinutes"] = 90,
        ["TwoHours"] = 120,
        ["FourHours"] = 240,
        ["EightHours"] = 480,
        ["TwelveHours"] = 720,
        ["TwentyFourHours"] = 1440,
    };

    /// <summary>The org's session timeout.</summary>
    public static TimeSpan Of(OrgEngine engine)
    {
        var text = engine.Settings.Text(Setting)!;
        return s_minutes.TryGetValue(text, out var minutes)
            ? TimeSpan.FromMinutes(minutes)
            : TimeSpan.FromSeconds(int.Parse(text, CultureInfo.InvariantCulture));
    }

    /// <summary>A session's timeout: the app's, otherwise the profile's, otherwise the org's.</summary>
    public static TimeSpan Of(OrgEngine engine, string userId, PracticeApp? app) =>
        (app?.SessionTimeout ?? SideRows.Of(engine.Store, SideTables.ProfileSessionSetting, engine.Store.Find("User", userId)?.Text("ProfileId"))?["sessionTimeout"] as int?) is { } minutes
            ? TimeSpan.FromMinutes(minutes == 0 ? ZeroMinutes : minutes)
            : Of(engine);

    /// <summary>Sets the org's session timeout.</summary>
    public static void Set(OrgEngine engine, TimeSpan timeout)
    {
        var text = ((int)timeout.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        foreach (var named in s_minutes)
        {
            text = TimeSpan.FromMinutes(named.Value) == timeout ? named.Key : text;
        }

        engine.Settings[Setting] = text;
    }
}
