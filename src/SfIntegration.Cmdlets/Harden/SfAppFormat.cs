using System.Collections.Generic;
using System.Linq;
using SfIntegration.Cmdlets.Harden;

namespace SfIntegration.Cmdlets;

/// <summary>The cells of the default views of apps. For SfIntegration.Format.ps1xml.</summary>
public static class SfAppFormat
{
    /// <summary>external or connected.</summary>
    /// <param name="app">The app.</param>
    public static string Kind(SfApp app) => app.Kind == SfAppKind.ConnectedApp ? "connected" : "external";

    /// <summary>yes, no, or ? where it was not read.</summary>
    /// <param name="app">The app.</param>
    public static string On(SfApp app) => app.IsEnabled switch { true => "yes", false => "no", null => "?" };

    /// <summary>The flows; the web server flow, which nearly every app has, only where there is no other.</summary>
    /// <param name="app">The app.</param>
    public static string Flows(SfApp app) => string.Join(", ", app.Flows.Count == 1 ? app.Flows : app.Flows.Where(f => f != "webServer"));

    /// <summary>Who may use it, in a word or two.</summary>
    /// <param name="app">The app.</param>
    public static string Users(SfApp app) => app.PermittedUsers switch { null => "?", "AdminApprovedPreAuthorized" => "pre-authorised", _ => "everybody" };

    /// <summary>The sets and profiles that are let in; profiles are marked.</summary>
    /// <param name="app">The app.</param>
    public static string Doors(SfApp app) => string.Join(", ", app.PermissionSets.Concat(Profiles(app)));

    /// <summary>That there is a credential, never what it is.</summary>
    /// <param name="app">The app.</param>
    public static string Credential(SfNewApp app) => app.Credential is null ? "none handed out" : "a PSCredential: Connect-SfOrg -ClientCredential";

    private static IEnumerable<string> Profiles(SfApp app) => app.Profiles.Select(p => $"profile {p}");
}
