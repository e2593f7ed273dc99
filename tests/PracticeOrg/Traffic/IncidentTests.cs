using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Traffic;
using Xunit;

namespace SfIntegration.Tests.Traffic;

/// <summary>The incidents are in the logs as listed, and there are no others of their kind.</summary>
public sealed class IncidentTests
{
    private const string Administrator = "erp@acme.example";

    public static TheoryData<int, int, int> Traffics => new() { { 1, 365, 300 }, { 2, 365, 60 }, { 3, 90, 1_000 }, { 4, 14, 200 }, { 5, 30, 25 } };

    [Theory]
    [MemberData(nameof(Traffics))]
    public void Every_kind_is_planted_once_within_the_time_and_each_with_what_its_kind_says(int seed, int days, int rowsPerDay)
    {
        var made = new Made(seed, days, rowsPerDay);
        Assert.Equal(Enum.GetValues<PracticeIncidentKind>(), made.Incidents.Select(i => i.Kind).Order());
        Assert.All(made.Incidents, i => Assert.True(i.From < i.To && i.From > TrafficText.End.AddDays(-days / 1.5) && i.To < TrafficText.End, i.ToString()));
        Assert.Equal(made.Incidents.OrderBy(i => i.From), made.Incidents);
        foreach (var kind in Enum.GetValues<PracticeIncidentKind>())
        {
            var incident = made.Of(kind);
            var found = made.Found(kind);
            Assert.True(found.Count > 0, $"{incident} left no trace.");
            Assert.All(found, f => Assert.True(f.User == incident.Username && f.At >= incident.From && f.At < incident.To, $"{kind} at {f.At:u} by {f.User} is not {incident}"));
        }
    }

    [Theory]
    [MemberData(nameof(Traffics))]
    public void A_spike_towers_over_every_other_day_of_every_identity(int seed, int days, int rowsPerDay)
    {
        var made = new Made(seed, days, rowsPerDay);
        var spike = made.Of(PracticeIncidentKind.VolumeSpike);
        foreach (var identity in made.Calls.GroupBy(r => r["USER_NAME"]))
        {
            var byDay = identity.GroupBy(r => TrafficText.Local(r).Date).ToDictionary(g => g.Key, g => g.Count());
            var usual = byDay.Values.Order().ElementAt(byDay.Count / 2);
            foreach (var (day, count) in byDay)
            {
                var isSpike = identity.Key == spike.Username && day == TimeZoneInfo.ConvertTimeFromUtc(spike.From, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).Date;
                Assert.True(isSpike ? count > 5 * usual : count < (3 * usual) + 8, $"{identity.Key} has {count} calls on {day:d}, usually {usual}");
            }
        }
    }

    /// <summary>Made traffic, and how each kind of incident shows: from what the profiles say, not from the incidents.</summary>
    private sealed class Made
    {
        private readonly DateTime _late;

        public Made(int seed, int days, int rowsPerDay)
        {
            _late = TrafficText.End.AddDays(-days * 0.8);
            Calls = TrafficText.Rows(TrafficText.Csv("ApiTotalUsage", TrafficText.Settings(seed, days, rowsPerDay), null, out var made));
            Logins = TrafficText.Rows(TrafficText.Csv("Login", TrafficText.Settings(seed, days, rowsPerDay), null, out var again));
            Incidents = made.Incidents;
            Assert.Equal(made.Incidents.Select(i => i.ToString()), again.Incidents.Select(i => i.ToString()));
        }

        public List<Dictionary<string, string>> Calls { get; }

        public List<Dictionary<string, string>> Logins { get; }

        public IReadOnlyList<PracticeIncident> Incidents { get; }

        public PracticeIncident Of(PracticeIncidentKind kind) => Incidents.Single(i => i.Kind == kind);

        /// <summary>All that shows a kind, wherever it is.</summary>
        public List<(string User, DateTime At)> Found(PracticeIncidentKind kind)
        {
            IEnumerable<Dictionary<string, string>> rows = kind switch
            {
                PracticeIncidentKind.OddHour => Calls.Concat(Logins).Where(r => r["USER_NAME"] == "shop.webhook@acme.example" && TrafficText.Local(r).Hour is < 7 or >= 20),
                PracticeIncidentKind.UnknownAddress => Calls.Concat(Logins).Where(r => !Known(r, c => c.Addresses.Contains(r["CLIENT_IP"])) && !r["CLIENT_IP"].Contains(':', StringComparison.Ordinal)),
                PracticeIncidentKind.UnknownCountry => Logins.Where(r => r["COUNTRY_CODE"] is not ("US" or "IE" or "DE")).Concat(Calls.Where(r => r["CLIENT_IP"].Contains(':', StringComparison.Ordinal))),
                PracticeIncidentKind.NewClient => Calls.Where(r => !Known(r, c => c.Name == r["CLIENT_NAME"])),
                PracticeIncidentKind.OldApiVersion => Calls.Where(r => decimal.Parse(r["API_VERSION"], System.Globalization.CultureInfo.InvariantCulture) < 50),
                PracticeIncidentKind.FailureBurst => Calls.Where(r => r["STATUS_CODE"] is "401" or "403"),
                PracticeIncidentKind.UiLogin => Logins.Where(r => r["LOGIN_TYPE"] == "Application" && r["USER_NAME"] != Administrator),
                PracticeIncidentKind.UseAfterFreeze => Logins.Where(r => r["LOGIN_STATUS"] != "LOGIN_NO_ERROR").Concat(During(kind)),
                PracticeIncidentKind.PasswordLogin => Logins.Where(r => r["LOGIN_SUB_TYPE"] is "OauthUsernamePassword" or "SoapApiLogin"),
                PracticeIncidentKind.AppShared => Calls.Where(r => !Known(r, c => c.App == r["CONNECTED_APP_NAME"])),
                PracticeIncidentKind.DormantAwakened => Calls.Concat(Logins).Where(r => r["USER_NAME"] == "old.mes@acme.example" && TrafficText.At(r) > _late),
                _ => During(kind),
            };
            return rows.Select(r => (r["USER_NAME"], TrafficText.At(r))).ToList();
        }

        private IEnumerable<Dictionary<string, string>> During(PracticeIncidentKind kind) =>
            Calls.Where(r => r["USER_NAME"] == Of(kind).Username && TrafficText.At(r) >= Of(kind).From && TrafficText.At(r) < Of(kind).To);

        private static bool Known(Dictionary<string, string> row, Func<TrafficClient, bool> fits) => TrafficProfiles.Identities.Single(i => i.Username == row["USER_NAME"]).Clients.Any(fits);
    }
}
