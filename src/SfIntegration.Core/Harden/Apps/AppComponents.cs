using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Harden.Apps;

/// <summary>The ways of signing in that an integration may use an app for (facts §1.2).</summary>
[Flags]
internal enum AppFlows
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Key and secret sign in as the app's Run As user.</summary>
    ClientCredentials = 1,

    /// <summary>A certificate signs in as a pre-authorised user.</summary>
    Jwt = 2,
}

/// <summary>The objects and metadata types that apps consist of, and the names they are given.</summary>
internal static class AppComponents
{
    /// <summary>The object of connected apps (facts §5.4).</summary>
    public const string Connected = "ConnectedApplication";

    /// <summary>The object and the metadata type of external client apps (facts §5.5).</summary>
    public const string External = "ExternalClientApplication";

    /// <summary>The metadata type of connected apps.</summary>
    public const string ConnectedMetadata = "ConnectedApp";

    /// <summary>Scopes and trusted addresses.</summary>
    public const string OauthSettings = "ExtlClntAppOauthSettings";

    /// <summary>Key, certificate and flows.</summary>
    public const string GlobalSettings = "ExtlClntAppGlobalOauthSettings";

    /// <summary>Who may sign in, as whom, from where and for how long.</summary>
    public const string OauthPolicies = "ExtlClntAppOauthConfigurablePolicies";

    /// <summary>Whether the app is on.</summary>
    public const string Policies = "ExtlClntAppConfigurablePolicies";

    /// <summary>The element of a companion that names its app.</summary>
    public const string Owner = "externalClientApplication";

    /// <summary>An API name has 80 characters at most; the longest ending of a companion has to fit too.</summary>
    private const int LongestName = 69;

    // The endings that Salesforce gives to companions it makes itself, as retrieved files show.
    private static readonly (string Type, string Suffix)[] s_companions =
    {
        (GlobalSettings, "_glbloauth"), (OauthSettings, "_oauth"), (OauthPolicies, "_oauthPlcy"), (Policies, "_plcy"),
    };

    /// <summary>The four companions of an external client app.</summary>
    public static IEnumerable<string> Companions => s_companions.Select(c => c.Type);

    /// <summary>The name that a companion of an app is given.</summary>
    public static string CompanionName(string type, string developerName) => developerName + s_companions.First(c => c.Type == type).Suffix;

    /// <summary>An API name for a label: letters and digits, one underscore for whatever lies between them.</summary>
    public static string DeveloperName(string label)
    {
        var words = new string(label.Select(c => c < 128 && char.IsLetterOrDigit(c) ? c : ' ').ToArray()).Split(new[] { ' ' }, StringSplitOptions.RemoveEmptyEntries);
        var name = string.Join("_", words);
        name = name.Length > 0 && char.IsLetter(name[0]) ? name : "App_" + name;
        return (name.Length <= LongestName ? name : name.Substring(0, LongestName)).TrimEnd('_');
    }

    /// <summary>The flow of a scope file's word.</summary>
    public static AppFlows FlowOf(string word) => string.Equals(word, "jwt", StringComparison.OrdinalIgnoreCase) ? AppFlows.Jwt : AppFlows.ClientCredentials;

    /// <summary>"clientCredentials, jwt".</summary>
    public static string Words(AppFlows flows) => string.Join(", ", new[] { (AppFlows.ClientCredentials, "clientCredentials"), (AppFlows.Jwt, "jwt") }.Where(f => flows.HasFlag(f.Item1)).Select(f => f.Item2));

    /// <summary>What a person calls a kind of app.</summary>
    public static string KindWords(string kind) => kind == Connected ? "connected app" : "external client app";

    /// <summary>True where both name one thing; Salesforce writes ids of 15 and of 18 characters.</summary>
    public static bool SameId(string a, string b) => a.Length >= 15 && b.Length >= 15 && string.CompareOrdinal(a, 0, b, 0, 15) == 0;
}
