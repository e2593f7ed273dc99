using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Auth;
using SfIntegration.Http;
using SfIntegration.Plan;
using SfIntegration.Practice;
using SfIntegration.Proof;
using SfIntegration.Report;
using SfIntegration.Rules;
using SfIntegration.Scope;
using SfIntegration.Scope.Drafting;
using SfIntegration.Scope.Writing;

namespace SfIntegration.Rehearsal.Rehearse;

/// <summary>
/// The main job on the practice org: reads a scope, plans, applies, signs in as the new identity, proves what it can and cannot
/// do, and reports. The practice org lives as long as the command.
/// </summary>
internal static class RehearseCommand
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        try
        {
            var options = RehearseOptions.Parse(args);
            if (options.Help)
            {
                await output.WriteLineAsync(RehearseOptions.Usage).ConfigureAwait(false);
                return 0;
            }

            return await RunAsync(options, new Story(output, options.Full), cancellation).ConfigureAwait(false);
        }
        catch (ArgumentException e)
        {
            await errors.WriteLineAsync($"{e.Message}{Environment.NewLine}{RehearseOptions.Usage}").ConfigureAwait(false);
            return 1;
        }
        catch (SfException e)
        {
            await errors.WriteLineAsync(e.Cure is null || e is SfScopeException ? e.Message.Replace("-Namespace", "--namespace", StringComparison.Ordinal) : $"{e.Message}{Environment.NewLine}{e.Cure}").ConfigureAwait(false);
            return 1;
        }
    }

    private static async Task<int> RunAsync(RehearseOptions options, Story story, CancellationToken cancellation)
    {
        var org = PracticeOrg.CreateCompany();
        var scope = ReadScope(options, org, story);
        Directory.CreateDirectory(options.ReportFolder);

        story.Chapter("Plan");
        org.Counters.Reset();
        using var administrator = await ConnectAsync(org, _ => new AccessTokenSource(org.BaseAddress.AbsoluteUri, new Secret(org.SignIn(org.AdministratorUsername))), null, cancellation).ConfigureAwait(false);
        var api = OrgApi.For(administrator);
        var service = new PlanService(api, () => org.Clock.UtcNow);
        using var identity = new IdentitySession(org, scope, administrator.ApiVersion);
        var planning = new PlanOptions { Certificate = identity.Certificate };
        var plan = await service.PlanAsync(scope, planning, cancellation).ConfigureAwait(false);
        story.Plan(plan);
        if (plan.IsBlocked)
        {
            story.Line("Nothing was written.");
            return 1;
        }

        story.Chapter("Apply");
        var journal = FreshFile(options.ReportFolder, $"{scope.Name}.journal.jsonl");
        var trial = new IdentityTrial(api, plan) { Prepare = _ => Task.FromResult(new TrialSignIn(identity.SignInAsync, identity.HasApp ? identity.SignInAsync : null, "The scope names no app to sign in through.")) };
        var applied = await service.ApplyAsync(plan, new ApplyOptions { JournalPath = journal, CheckFreshness = false, Trial = trial }, cancellation).ConfigureAwait(false);
        story.Applied(applied);
        story.Chapter("Sign in as the identity, and prove");
        var result = await new LeastPrivilegeTest(api, () => org.Clock.UtcNow).RunAsync(
            new TestRequest { Username = scope.Identity.Username, Scope = scope, Live = true, SignIn = identity.SignInAsync, Proof = trial.Proof, ApplyErrors = applied.Errors },
            cancellation).ConfigureAwait(false);
        var calls = org.Counters.Calls;
        story.SignedIn(identity);
        story.Tried(trial.Steps);
        story.Findings(result);

        story.Chapter("Counted by the server");
        story.Line($"{calls} HTTP calls in all, {org.Counters.RowsWritten} rows written.");
        var again = await service.PlanAsync(scope, planning, cancellation).ConfigureAwait(false);
        story.Line(again.IsEmpty ? "Planned again: nothing to change." : $"Planned again: {again.ChangeCount} change(s) are still open.");

        story.Chapter("Reports");
        WriteReports(options.ReportFolder, scope, result, story, org.Clock.UtcNow);
        story.Line(journal + "  (Undo-SfAccessPlan takes it back)");
        return applied.State == ApplyState.Complete && again.IsEmpty ? 0 : 1;
    }

    private static AccessScope ReadScope(RehearseOptions options, PracticeOrg org, Story story)
    {
        if (options.MetadataPath is { } metadata)
        {
            var name = ScopeName(metadata);
            var draft = ScopeDraft.FromMetadataFile(metadata, options.NamespacePrefix, new DraftOptions
            {
                Name = name,
                Username = $"integ-svc-{name}@acme.example",
                Owner = new ScopeContact("Platform Team", "platform-team@acme.example"),
            });
            org.GrowFromMetadata(File.ReadAllText(metadata), options.NamespacePrefix);
            Directory.CreateDirectory(options.ReportFolder);
            var path = Path.Combine(options.ReportFolder, name + ".scope.yaml");
            File.WriteAllText(path, ScopeWriter.Write(draft));
            story.Line($"Scope drafted from {metadata}: {path}");
            foreach (var note in draft.Notes)
            {
                story.Line("  note: " + note);
            }

            return ScopeReader.ReadFile(path, knownRules: RuleIds, shownAs: Path.GetFileName(path)).Get();
        }

        var file = options.ScopePath ?? Path.Combine(AppContext.BaseDirectory, "samples", "order-sync.scope.yaml");
        story.Line($"Scope: {Path.GetFileName(file)}");
        return ScopeReader.ReadFile(file, options.Environment, RuleIds, Path.GetFileName(file)).Get();
    }

    private static string[] RuleIds => RuleSet.All.Select(r => r.Id).ToArray();

    private static string ScopeName(string path)
    {
        var name = Path.GetFileName(path).Split('.')[0].ToLowerInvariant();
        return string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
    }

    internal static Task<SfConnection> ConnectAsync(PracticeOrg org, Func<HttpSender, ITokenSource> signIn, string? version, CancellationToken cancellation) =>
        SfConnection.ConnectAsync(new SfConnectOptions { Handler = org.CreateHandler(), SignIn = signIn, ApiVersion = version }, cancellation);

    private static void WriteReports(string folder, AccessScope scope, AssessmentResult result, Story story, DateTime now)
    {
        var model = ReportModel.Of(result.Findings, now);
        foreach (var writer in ReportWriters.ForFiles)
        {
            var path = Path.Combine(folder, scope.Name + writer.Extension);
            using (var file = new StreamWriter(path, append: false))
            {
                writer.Write(model, file);
            }

            story.Line(path);
        }
    }

    /// <summary>A journal is never written over; an older one steps aside.</summary>
    private static string FreshFile(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (File.Exists(path))
        {
            File.Move(path, Path.Combine(folder, File.GetLastWriteTimeUtc(path).ToString("yyyyMMdd'T'HHmmss'.'fff'-'", System.Globalization.CultureInfo.InvariantCulture) + name), overwrite: true);
        }

        return path;
    }
}
