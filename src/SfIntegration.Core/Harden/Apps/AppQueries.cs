using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;
using SfIntegration.Http;
using SfIntegration.Rules;

namespace SfIntegration.Harden.Apps;

/// <summary>The rows of apps (facts §5.4, §5.5). ExternalClientApplication is documented as internal: an org may not show it.</summary>
internal static class AppQueries
{
    private const string Connected = "SELECT Id, Name, OptionsAllowAdminApprovedUsersOnly FROM ConnectedApplication";

    private const string External = "SELECT Id, MasterLabel, DeveloperName FROM ExternalClientApplication";

    /// <summary>All apps of a kind.</summary>
    public static string All(string kind) => kind == AppComponents.Connected ? Connected + " ORDER BY Name" : External + " ORDER BY MasterLabel";

    /// <summary>Apps of these names, and external ones that have the developer name which one of these names would get.</summary>
    public static IEnumerable<(string What, string Soql, string Kind)> Named(IReadOnlyCollection<string> names)
    {
        var developerNames = names.Concat(names.Select(AppComponents.DeveloperName)).Distinct(StringComparer.OrdinalIgnoreCase);
        yield return ("connected apps", $"{Connected} WHERE {Soql.In("Name", names)}", AppComponents.Connected);
        yield return ("external client apps", $"{External} WHERE {Soql.In("MasterLabel", names)} OR {Soql.In("DeveloperName", developerNames)}", AppComponents.External);
    }

    /// <summary>A row of either kind.</summary>
    public static AppFacts Read(JObject row, string kind) => kind == AppComponents.Connected
        ? new AppFacts(row.Text("Id") ?? "", row.Text("Name") ?? "", kind, (bool?)row["OptionsAllowAdminApprovedUsersOnly"])
        : new AppFacts(row.Text("Id") ?? "", row.Text("MasterLabel") ?? "", kind, null) { DeveloperName = row.Text("DeveloperName") };
}
