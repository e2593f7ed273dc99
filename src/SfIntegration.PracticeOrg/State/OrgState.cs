using System;
using System.Globalization;
using System.IO;
using System.Net;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Api;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Seed;

namespace SfIntegration.Practice.State;

/// <summary>
/// Saves and loads a whole org: schema, rows (sessions, apps and other internal tables among them), id counters, switches, clock,
/// addresses. Statistics, faults to come and open query locators belong to the process and are left out.
/// </summary>
internal static class OrgState
{
    public static void Save(OrgParts org, Stream stream) => StateWriter.Write(stream, Settings(org), org.Schema, org.Store);

    /// <summary>Puts a saved state in the place of what the org is.</summary>
    public static void Load(OrgParts org, Stream stream)
    {
        var state = StateReader.Read(stream);
        var administrator = (string?)state.Settings["administrator"] ?? CompanySeed.AdminUsername;
        if (state.Tables.Find(t => t.Layout.Type == "Organization") is not { Rows.Count: 1 }
            || state.Tables.Find(t => t.Layout.Type == "User")?.Find("Username", administrator, ignoreCase: true).Count != 1)
        {
            throw new FormatException($"The state has no organization, or no user '{administrator}'.");
        }

        Apply(org, state.Settings);
        org.Administrator = administrator;
        org.Schema.Replace(state.Objects);
        org.Store.Replace(state.Tables, state.Numbers);
        org.Cursors.Clear();
        org.Meter.Clear();
        org.Engine.LogFiles.Clear();
    }

    private static JObject Settings(OrgParts org) => new()
    {
        ["administrator"] = org.Administrator,
        ["clockOffset"] = org.Clock.Offset.ToString("c", CultureInfo.InvariantCulture),
        ["clockStopped"] = org.Clock.Stopped?.ToString("o", CultureInfo.InvariantCulture),
        ["baseAddress"] = org.BaseAddress.OriginalString,
        ["callerAddress"] = org.SetAddress,
        ["dailyApiLimit"] = org.Meter.Override,
        ["switches"] = SwitchValues.Read(org.Switches),
    };

    // All is read before anything is set.
    private static void Apply(OrgParts org, JObject settings)
    {
        try
        {
            string Text(string name) => (string?)settings[name] ?? throw new FormatException($"The state's settings lack {name}.");
            var offset = TimeSpan.ParseExact(Text("clockOffset"), "c", CultureInfo.InvariantCulture);
            DateTime? stopped = (string?)settings["clockStopped"] is { } moment
                ? DateTime.ParseExact(moment, "o", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind)
                : null;
            var (baseAddress, callerAddress) = (new Uri(Text("baseAddress")), (string?)settings["callerAddress"]);
            if (callerAddress is not null && !IPAddress.TryParse(callerAddress, out _))
            {
                throw new FormatException($"The state's caller address '{callerAddress}' is no IP address.");
            }

            var limit = (int?)settings["dailyApiLimit"];
            SwitchValues.Write(org.Switches, settings["switches"] as JObject ?? new JObject());
            org.Clock.Set(offset, stopped);
            (org.BaseAddress, org.SetAddress, org.Meter.Override) = (baseAddress, callerAddress, limit);
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"The state's settings are wrong: {e.Message}", e);
        }
    }
}
