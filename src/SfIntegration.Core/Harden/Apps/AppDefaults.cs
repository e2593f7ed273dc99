using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Harden.Apps;

/// <summary>How strict an app is made where nobody says otherwise: data (app-defaults.json), read at first use.</summary>
internal static class AppDefaults
{
    private static readonly Lazy<JObject> s_data = new(Load);

    /// <summary>The elements of a component, a copy of its own for every caller.</summary>
    public static JObject Of(string componentType) => (JObject)s_data.Value["components"]![componentType]!.DeepClone();

    /// <summary>The scopes that a set of flows needs.</summary>
    public static IReadOnlyList<string> Scopes(AppFlows flows) => new[] { (AppFlows.ClientCredentials, "clientCredentials"), (AppFlows.Jwt, "jwt") }
        .Where(f => flows.HasFlag(f.Item1))
        .SelectMany(f => s_data.Value["scopes"]![f.Item2]!.Values<string>())
        .Select(s => s!)
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .ToList();

    /// <summary>The minutes without a call after which a session ends.</summary>
    public static int SessionTimeout => (int)s_data.Value["components"]![AppComponents.OauthPolicies]!["sessionTimeoutInMinutes"]!;

    private static JObject Load()
    {
        const string Name = "SfIntegration.Harden.Apps.Data.app-defaults.json";
        using var stream = typeof(AppDefaults).GetTypeInfo().Assembly.GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException($"The assembly does not hold the data file {Name}.");
        using var reader = new JsonTextReader(new StreamReader(stream)) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }
}
