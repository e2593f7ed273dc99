using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Activity.Anomaly;
using SfIntegration.Activity.Logs;
using SfIntegration.Api;
using SfIntegration.Auth;
using SfIntegration.Http;
using SfIntegration.Practice;
using SfIntegration.Practice.Traffic;
using SfIntegration.Rules;

namespace SfIntegration.Benchmarks;

/// <summary>Find-SfAnomaly over a year of made traffic: which planted incidents it found, which it missed, and what else it said.</summary>
internal static class AnomalyRun
{
    private const string Title = "Anomalies";
    private const int Days = 365;
    private const int Judged = 220;

    /// <summary>The rules that tell of a kind; the rules themselves do not know the list.</summary>
    private static readonly Dictionary<PracticeIncidentKind, string[]> s_rules = new()
    {
        [PracticeIncidentKind.OddHour] = ["SFI701"],
        [PracticeIncidentKind.UnknownAddress] = ["SFI702"],
        [PracticeIncidentKind.UnknownCountry] = ["SFI703", "SFI702"],
        [PracticeIncidentKind.NewClient] = ["SFI704"],
        [PracticeIncidentKind.OldApiVersion] = ["SFI704", "SFI713"],
        [PracticeIncidentKind.VolumeSpike] = ["SFI705"],
        [PracticeIncidentKind.FailureBurst] = ["SFI706"],
        [PracticeIncidentKind.UiLogin] = ["SFI707"],
        [PracticeIncidentKind.UseAfterFreeze] = ["SFI708"],
        [PracticeIncidentKind.PasswordLogin] = ["SFI712", "SFI713"],
        [PracticeIncidentKind.AppShared] = ["SFI710", "SFI704"],
        [PracticeIncidentKind.DormantAwakened] = ["SFI711"],
    };

    public static async Task RunAsync(TextWriter output, int seeds)
    {
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append('\n');
        Line("## " + Title);
        Line();
        Line(ResultsPage.Ran("anomalies"));
        Line();
        Line(string.Create(CultureInfo.InvariantCulture, $"A year of made traffic of ten identities (200 calls a day and more) with twelve planted incidents, one of each kind; the last {Judged} days judged against what came before. The rules do not know the list. Other alarms are findings that no planted incident explains."));
        Line();
        Line("| seed | calls | planted | found | missed | other alarms | of these with more than little confidence | seconds |");
        Line("|---:|---:|---:|---:|---:|---:|---:|---:|");
        var others = new List<string>();
        for (var seed = 1; seed <= seeds; seed++)
        {
            var run = await OneAsync(seed).ConfigureAwait(false);
            Line(string.Create(CultureInfo.InvariantCulture, $"| {seed} | {run.Calls:N0} | {run.Incidents.Count} | {run.Incidents.Count - run.Missed.Count} | {(run.Missed.Count == 0 ? "0" : string.Join(", ", run.Missed))} | {run.Others.Count} | {run.Others.Count(o => o.Confidence > FindingConfidence.Low)} | {run.Seconds:0.0} |"));
            others.AddRange(run.Others.Select(o => $"{o.RuleId} of {o.Username} ({o.Confidence}): {o.Message}"));
        }

        Line();
        Line("The other alarms, and in how many of the runs:");
        Line();
        foreach (var other in others.GroupBy(Plain).OrderByDescending(g => g.Count()))
        {
            Line($"- {other.First()} ({other.Count()})");
        }

        await output.WriteLineAsync(text.ToString()).ConfigureAwait(false);
        await ResultsPage.PutAsync(Title, text.ToString(), output).ConfigureAwait(false);
    }

    // The same alarm with other counts is the same.
    private static string Plain(string alarm) => alarm[..6] + string.Concat(alarm[6..].Where(c => !char.IsDigit(c)));

    private static async Task<Run> OneAsync(int seed)
    {
        var org = PracticeOrg.CreateCompany();
        org.Switches.HasEventMonitoring = true;
        using (var control = new HttpClient(org.CreateHandler(control: true)) { BaseAddress = org.BaseAddress })
        {
            using var body = new StringContent($$"""{"EventSettings.eventLogRetentionDuration":{{Days}}}""", Encoding.UTF8, "application/json");
            (await control.PostAsync(new Uri("/practice/settings", UriKind.Relative), body).ConfigureAwait(false)).EnsureSuccessStatusCode();
        }

        var made = org.AddTraffic(new PracticeTraffic { Seed = seed, Days = Days });
        var folder = Directory.CreateTempSubdirectory("sfi-anomalies-").FullName;
        try
        {
            using var connection = await SfConnection.ConnectAsync(
                new SfConnectOptions { Handler = org.CreateHandler(), SignIn = _ => new AccessTokenSource(org.BaseAddress.AbsoluteUri, new Secret(org.SignIn(org.AdministratorUsername))) }, CancellationToken.None).ConfigureAwait(false);
            var api = OrgApi.For(connection);
            var save = new EventLogSave(api, new SaveRequest(folder, ["ApiTotalUsage", "Login"], "Daily", null, null));
            await save.LookAsync(CancellationToken.None).ConfigureAwait(false);
            await save.TakeAsync(_ => true, CancellationToken.None).ConfigureAwait(false);
            var watch = Stopwatch.StartNew();
            var findings = await FindAsync(api, save.Folder).ConfigureAwait(false);
            var seconds = watch.Elapsed.TotalSeconds;
            var fails = findings.Where(f => f.Outcome == Outcome.Fail).ToList();
            bool Explains(PracticeIncident incident, Finding finding) => s_rules[incident.Kind].Contains(finding.RuleId)
                && string.Equals(incident.Username, finding.Username, StringComparison.OrdinalIgnoreCase) && finding.FirstSeen < incident.To && finding.LastSeen >= incident.From.Date;
            return new Run(
                made.Calls, made.Incidents, made.Incidents.Where(i => !fails.Any(f => f.RuleId == s_rules[i.Kind][0] && Explains(i, f))).Select(i => i.Kind).ToList(),
                fails.Where(f => !made.Incidents.Any(i => Explains(i, f))).ToList(), seconds);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Finding>> FindAsync(OrgApi api, SavedLogFolder folder)
    {
        var until = SavedHistory.EndOf(folder)!.Value;
        var read = await new HistoryReader(folder, api).ReadAsync(new HistoryWish(["*"], until.AddDays(-Days), until.AddDays(-Judged), until), CancellationToken.None).ConfigureAwait(false);
        return read.Usernames.SelectMany(u => AnomalyAssessment.Of(u, null, read.History.Of(u), api.Org, DateTime.UtcNow).Findings).ToList();
    }

    private sealed record Run(long Calls, IReadOnlyList<PracticeIncident> Incidents, IReadOnlyList<PracticeIncidentKind> Missed, IReadOnlyList<Finding> Others, double Seconds);
}
