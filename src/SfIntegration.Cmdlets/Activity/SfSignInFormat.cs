using System;

namespace SfIntegration.Cmdlets;

/// <summary>The cells of the default views of sign-ins, tokens and sessions. For SfIntegration.Format.ps1xml.</summary>
public static class SfSignInFormat
{
    /// <summary>"2026-11-26 08:00:00", UTC; nothing where there is no moment.</summary>
    /// <param name="moment">A moment, UTC.</param>
    public static string Moment(DateTime? moment) => moment?.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) ?? "";

    /// <summary>The way in: "OauthClientCredentials", or the login type where there is no sub-type.</summary>
    /// <param name="login">The sign-in.</param>
    public static string Way(SfLogin login) => login.LoginSubType ?? login.LoginType ?? "";

    /// <summary>The login name; the id where the name is not known.</summary>
    /// <param name="username">The name.</param>
    /// <param name="userId">The id.</param>
    public static string User(string? username, string? userId) => username ?? userId ?? "";

    /// <summary>The address with its country: "203.0.113.9 DE".</summary>
    /// <param name="login">The sign-in.</param>
    public static string Where(SfLogin login) => $"{login.SourceIp} {login.CountryIso}".Trim();

    /// <summary>Who did it, and the administrator behind that user: "erp@acme.example (by admin@acme.example)".</summary>
    /// <param name="change">The change.</param>
    public static string Doer(SfSetupChange change) =>
        (change.Username ?? change.UserId ?? "Salesforce") + (change.DelegateUser is null ? "" : $" (by {change.DelegateUser})");

    /// <summary>What sort of session: "Oauth2, STANDARD"; the caller's own is marked.</summary>
    /// <param name="session">The session.</param>
    public static string Kind(SfAuthSession session) => session.SessionType + (session.SessionSecurityLevel is null or "STANDARD" ? "" : $", {session.SessionSecurityLevel}") + (session.IsCurrent ? " (this one)" : "");
}
