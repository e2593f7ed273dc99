using System.Collections.Generic;
using System.Linq;
using SfIntegration.Cmdlets.Harden;

namespace SfIntegration.Cmdlets;

/// <summary>The cells of the default views of apps. For SfIntegration.Format.ps1xml.</summary>
public static class SfAppFormat
{
    /// <summary>external or connected, and whether it is switched off.</summary>
    /// <param name="app">The app.</param>
    public static string Kind(SfApp app) => (app.Kind == SfAppKind.ConnectedApp ? "connected" : "external") + (app.IsEnabled == false ? ", off" : "");

    /// <summary>The flows; the web server flow, which nearly every app has, only where there is no other.</summary>
    /// <param name="app">The app.</param>
    public static string Flows(SfApp app) => string.Join(", ", app.Flows.Count == 1 ? app.Flows : app.Flows.Where(f => f != "webServer"));

    /// <summary>Who may use it and from where: "pre-authorised, Enforce"; ? for what was not read.</summary>
    /// <param name="app">The app.</param>
    public static string Policy(SfApp app) =>
        app.PermittedUsers switch { null => "?", "AdminApprovedPreAuthorized" => "pre-authorised", _ => "everybody" } + ", " + (app.AddressPolicy ?? "?");

    /// <summary>Tokens in use and the day of the last use: "2 tokens, 2026-11-25".</summary>
    /// <param name="app">The app.</param>
    public static string Use(SfApp app) =>
        (app.TokensInUse switch { null => "?", 1 => "1 token", var n => $"{n} tokens" }) + (app.LastUsed is null ? "" : ", " + SfFormat.Day(app.LastUsed));

    /// <summary>The sets and profiles that are let in; profiles are marked.</summary>
    /// <param name="app">The app.</param>
    public static string Doors(SfApp app) => string.Join(", ", app.PermissionSets.Concat(Profiles(app)));

    /// <summary>That there is a credential, never what it is.</summary>
    /// <param name="app">The app.</param>
    public static string Credential(SfNewApp app) => app.Credential is null ? "none handed out" : "a PSCredential: Connect-SfOrg -ClientCredential";

    /// <summary>Where the secret of a handover is, never what it is.</summary>
    /// <param name="handover">The handover.</param>
    public static string Handed(SfHandover handover) => handover switch
    {
        { VaultEntry: { } name } => $"in the vault '{handover.VaultName}': {name}",
        { ConsumerSecret: not null } => "a SecureString in ConsumerSecret",
        _ => "none: it signs in by certificate",
    };

    private static IEnumerable<string> Profiles(SfApp app) => app.Profiles.Select(p => $"profile {p}");
}
