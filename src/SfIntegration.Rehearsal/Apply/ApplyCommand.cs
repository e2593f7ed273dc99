using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Auth;
using SfIntegration.Http;
using SfIntegration.Plan;
using SfIntegration.Rehearsal.Rehearse;
using SfIntegration.Rules;
using SfIntegration.Scope;

namespace SfIntegration.Rehearsal.Apply;

/// <summary>
/// apply: plans a scope against an org that answers over HTTP (serve, in another process) and applies the plan. Killed
/// half-way and started again, it finishes the work.
/// </summary>
internal static class ApplyCommand
{
    public static async Task<int> RunAsync(string[] args, TextReader input, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        try
        {
            var options = ApplyCommandOptions.Parse(args);
            if (options.Help)
            {
                await output.WriteLineAsync(ApplyCommandOptions.Usage).ConfigureAwait(false);
                return 0;
            }

            var token = (await input.ReadLineAsync(cancellation).ConfigureAwait(false))?.Trim();
            return string.IsNullOrEmpty(token)
                ? throw new ArgumentException("Standard input holds no access token.")
                : await RunAsync(options, token, new Story(output, full: false), cancellation).ConfigureAwait(false);
        }
        catch (ArgumentException e)
        {
            await errors.WriteLineAsync($"{e.Message}{Environment.NewLine}{ApplyCommandOptions.Usage}").ConfigureAwait(false);
            return 1;
        }
        catch (SfException e)
        {
            await errors.WriteLineAsync(e.Cure is null ? e.Message : $"{e.Message}{Environment.NewLine}{e.Cure}").ConfigureAwait(false);
            return 1;
        }
        catch (IOException e)
        {
            // The journal exists already, or cannot be written: an apply without one does not begin.
            await errors.WriteLineAsync(e.Message).ConfigureAwait(false);
            return 1;
        }
    }

    private static async Task<int> RunAsync(ApplyCommandOptions options, string token, Story story, CancellationToken cancellation)
    {
        var scope = ScopeReader.ReadFile(options.ScopePath, options.Environment, RuleSet.All.Select(r => r.Id).ToArray()).Get();
        using var connection = await SfConnection.ConnectAsync(
            new SfConnectOptions { SignIn = _ => new AccessTokenSource(options.Url, new Secret(token)) }, cancellation).ConfigureAwait(false);
        var service = new PlanService(OrgApi.For(connection));
        var plan = await service.PlanAsync(scope, new PlanOptions(), cancellation).ConfigureAwait(false);
        story.Plan(plan);
        if (plan.IsBlocked)
        {
            story.Line("Nothing was written.");
            return 1;
        }

        var journal = options.JournalPath ?? $"{scope.Name}.{DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmss'.'fff", CultureInfo.InvariantCulture)}.journal.jsonl";
        var applied = await service.ApplyAsync(plan, new ApplyOptions { JournalPath = journal, CheckFreshness = false }, cancellation).ConfigureAwait(false);
        story.Applied(applied);
        story.Line(applied.JournalPath is null ? "Nothing had to be written." : $"Journal: {applied.JournalPath}");
        return applied.State == ApplyState.Complete ? 0 : 1;
    }
}
