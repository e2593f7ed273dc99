using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Auth;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Traces;

/// <summary>Where addresses are: Data/places.json. LoginGeo rows come from it.</summary>
internal static class Places
{
    private static readonly IReadOnlyList<JObject> s_places = EmbeddedData.Json("Traces.Data.places.json")["places"]!.Cast<JObject>().ToList();

    /// <summary>Puts country and place on a LoginHistory row, where the address has one.</summary>
    public static void Locate(OrgEngine engine, Row login)
    {
        var place = Of(login.Text("SourceIp"));
        if (place is null)
        {
            return;
        }

        var geo = engine.Create(
            "LoginGeo",
            login.Text("UserId")!,
            ("LoginTime", login["LoginTime"]),
            ("CountryIso", (string)place["countryIso"]!),
            ("Country", (string)place["country"]!),
            ("City", (string)place["city"]!),
            ("Latitude", (decimal)place["latitude"]!),
            ("Longitude", (decimal)place["longitude"]!));
        login["LoginGeoId"] = geo.Id;
        login["CountryIso"] = (string)place["countryIso"]!;
    }

    /// <summary>The country of an address, two letters; null where it has none.</summary>
    public static string? CountryOf(string? address) => (string?)Of(address)?["countryIso"];

    private static JObject? Of(string? address) => s_places.FirstOrDefault(p => AddressRange.Contains((string)p["start"]!, (string)p["end"]!, address));
}
