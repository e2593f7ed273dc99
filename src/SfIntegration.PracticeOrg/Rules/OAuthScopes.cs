using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Practice.Rules;

/// <summary>Scopes by their two names: the Metadata API's (RefreshToken) and OAuth's (refresh_token). Data/oauth-scopes.json.</summary>
internal static class OAuthScopes
{
    private static readonly Dictionary<string, string> s_oauth = EmbeddedData.Json("Rules.Data.oauth-scopes.json").Properties()
        .Where(p => p.Name != "about")
        .ToDictionary(p => p.Name, p => (string)((JValue)p.Value)!, StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, string> s_metadata = s_oauth.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);

    /// <summary>The OAuth scopes of a list of names, of either kind, joined by commas. A name nobody knows stays as it is.</summary>
    public static IReadOnlyList<string> Read(string? names) => (names ?? "").Split(',')
        .Select(n => n.Trim())
        .Where(n => n.Length > 0)
        .Select(n => s_oauth.TryGetValue(n, out var scope) ? scope : n)
        .ToList();

    /// <summary>The Metadata API's names of OAuth scopes, joined by commas.</summary>
    public static string Write(IEnumerable<string> scopes) =>
        string.Join(",", scopes.Select(s => s_metadata.TryGetValue(s, out var name) ? name : s));
}
