using System;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Auth;

/// <summary>Whether a user may sign in at all, now and from there: active, not frozen, within the profile's hours and addresses (facts §5.1).</summary>
internal sealed class LoginPolicy
{
    private readonly OrgEngine _engine;
    private readonly OrgStore _store;

    public LoginPolicy(OrgEngine engine)
    {
        _engine = engine;
        _store = engine.Store;
    }

    /// <summary>The user of that username (any case), or null.</summary>
    public Row? FindUser(string username) => _store.Rows("User", "Username", username, ignoreCase: true).FirstOrDefault();

    /// <summary>Refuses users who may not sign in at all.</summary>
    public void RequireUsable(Row user)
    {
        if (!user.Flag("IsActive"))
        {
            throw new OAuthFault("inactive_user", "user is inactive") { LoginStatus = LoginStatuses.Inactive };
        }

        if (_store.Rows("UserLogin", "UserId", user.Id).Any(l => l.Flag("IsFrozen")))
        {
            throw new OAuthFault(_engine.Switches.FrozenTokenError, _engine.Switches.FrozenTokenErrorDescription) { LoginStatus = LoginStatuses.Frozen };
        }
    }

    /// <summary>The same for a sign-in by code: says it as an exception of this process.</summary>
    public void RequireUsableFor(Row user)
    {
        try
        {
            RequireUsable(user);
        }
        catch (OAuthFault fault)
        {
            throw new InvalidOperationException($"'{user.Text("Username")}' cannot sign in: {fault.Message}.", fault);
        }
    }

    /// <summary>Refuses sign-ins outside the hours of the user's profile.</summary>
    public void RequireHours(Row user)
    {
        if (!IsOpen(user))
        {
            throw Restricted(LoginStatuses.RestrictedTime);
        }
    }

    /// <summary>
    /// Refuses sign-ins from outside the address ranges of the user's profile, as far as the app's policy does not relax them; and from outside
    /// the app's own ranges where they restrict (facts §5.3, §5.4).
    /// </summary>
    public void RequireAddress(Row user, PracticeApp? app, string address, bool isRefresh)
    {
        var inApp = app is not null && InRangesOf(app, address);
        if (app is not null && !inApp && (_engine.Switches.AppAddressesRestrict || app.IpRelaxation == "BYPASS_2FACTOR") && HasRanges(app))
        {
            throw Restricted(LoginStatuses.AppAddress);
        }

        if (!Relaxes(app, inApp, isRefresh) && !InProfile(user, address))
        {
            throw Restricted(LoginStatuses.RestrictedAddress);
        }
    }

    /// <summary>
    /// A session goes on from this address: the profile's ranges on every request (enforceIpRangesEveryRequest), sessions tied to the address they
    /// began at (lockSessionsToIp), and by a switch the profile's hours. Otherwise a token works from everywhere (facts §5.3).
    /// </summary>
    public bool MayGoOn(Session session, string address)
    {
        var user = _store.Find("User", session.UserId)!;
        var settings = _engine.Settings;
        return (!settings.Flag("SecuritySettings.sessionSettings.lockSessionsToIp") || _store.Find("AuthSession", session.AuthSessionId)?.Text("SourceIp") == address)
            && (!settings.Flag("SecuritySettings.sessionSettings.enforceIpRangesEveryRequest")
                || Relaxes(session.App, session.App is { } app && InRangesOf(app, address), session.IsRefreshed)
                || InProfile(user, address))
            && (!_engine.Switches.LoginHoursOnEveryRequest || IsOpen(user));
    }

    // BYPASS relaxes. With a second factor only the app's own ranges do: a server cannot confirm its identity. RELAXREFRESH relaxes refresh
    // tokens and what they open (MD:connectedapp, ipRelaxation).
    private static bool Relaxes(PracticeApp? app, bool inAppRanges, bool isRefresh) => app?.IpRelaxation switch
    {
        "BYPASS" => true,
        "BYPASS_2FACTOR" => inAppRanges,
        "ENFORCE_RELAXREFRESH" => isRefresh,
        _ => false,
    };

    private static OAuthFault Restricted(string status) => OAuthFault.Grant("ip restricted or invalid login hours", status);

    private bool HasRanges(PracticeApp app) => _store.Rows(SideTables.AppIpRange, "ParentId", app.Id).Count > 0;

    private bool InRangesOf(PracticeApp app, string address) =>
        _store.Rows(SideTables.AppIpRange, "ParentId", app.Id).Any(r => AddressRange.Contains(r, "startIpAddress", "endIpAddress", address));

    /// <summary>A profile without ranges lets in from everywhere. The org's trusted ranges spare a challenge in the browser, no more.</summary>
    private bool InProfile(Row user, string address)
    {
        var ranges = _store.Rows(SideTables.LoginIpRange, "ParentId", user.Text("ProfileId"));
        return ranges.Count == 0 || ranges.Any(r => AddressRange.Contains(r, "startAddress", "endAddress", address));
    }

    private bool IsOpen(Row user)
    {
        var hours = SideRows.Of(_store, SideTables.LoginHours, user.Text("ProfileId"));
        return hours is null
            || LoginHours.IsOpen(hours, LoginHours.Local(_engine.Clock.UtcNow, hours.Text("TimeZoneSidKey") ?? _store.Find("Organization", _engine.OrganizationId)!.Text("TimeZoneSidKey")));
    }
}
