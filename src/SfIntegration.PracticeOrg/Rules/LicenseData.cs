using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Practice.Rules;

/// <summary>What the licences open: Data/licenses.json.</summary>
internal static class LicenseData
{
    private static readonly HashSet<string> s_closed;
    private static readonly HashSet<string> s_openedBy;
    private static readonly JObject s_beyond;

    static LicenseData()
    {
        var data = EmbeddedData.Json("Rules.Data.licenses.json");
        s_closed = Names(data["closed"]);
        s_openedBy = Names(data["openedBy"]);
        s_beyond = (JObject)data["beyondMaximum"]!;
    }

    /// <summary>Holders of the user licence get no standard objects without a permission set licence.</summary>
    public static bool IsClosed(string? userLicenseName) => userLicenseName is not null && s_closed.Contains(userLicenseName);

    /// <summary>The permission set licence opens standard objects for those.</summary>
    public static bool Opens(string? developerName) => developerName is not null && s_openedBy.Contains(developerName);

    /// <summary>The permission set licence may hold the system permission (name without "Permissions").</summary>
    public static bool Allows(string developerName, string permission) =>
        s_beyond[developerName] is not JArray beyond || !beyond.Values<string>().Contains(permission, StringComparer.OrdinalIgnoreCase);

    private static HashSet<string> Names(JToken? list) => new(list!.Values<string>().Select(n => n!), StringComparer.OrdinalIgnoreCase);
}
