using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Plan;
using SfIntegration.Rules;

namespace SfIntegration.Harden.Apps;

/// <summary>Makes and tightens single apps, for those who have no scope: plans, writes with a journal, reads back.</summary>
internal sealed class AppService
{
    private readonly OrgApi _api;
    private readonly Func<DateTime> _now;

    public AppService(OrgApi api, Func<DateTime>? now = null)
    {
        _api = api;
        _now = now ?? (() => DateTime.UtcNow);
    }

    /// <summary>Plans an app for an identity.</summary>
    /// <exception cref="SfPlanException">UserNotFound, PlatformUser, AppExistsAsConnectedApp, AppAmbiguous, AppNameTaken, AppOfSomebodyElse, RunAsNotApiOnly, PermissionSetNotFound, NoPermissionSet, SecretsClosed.</exception>
    /// <exception cref="MetadataClosedException">The caller may not use the Metadata API.</exception>
    public async Task<AppPlan> PlanNewAsync(NewAppRequest request, CancellationToken cancellation)
    {
        var facts = await NewAppFacts.ReadAsync(_api, request, cancellation).ConfigureAwait(false);
        if (facts.State.NotRead is { } closed)
        {
            throw new SfPlanException("MetadataClosed", $"Apps are made through the Metadata API. {closed}", facts.State.Cure ?? "");
        }

        var found = facts.Apps.Where(a => a.Kind == AppComponents.Connected && a.IsNamed(request.AppName)).Select(a => $"the connected app '{a.Name}' ({a.Id})").ToList();
        var there = facts.State.Named(request.AppName).ToList();
        if (found.Count > 0 && there.Count == 0)
        {
            throw new SfPlanException("AppExistsAsConnectedApp", $"The name '{request.AppName}' is that of {found[0]}; New-SfApp makes external client apps.",
                "Choose another name; or keep the connected app and name it in the scope, which pre-authorises the identity for it.");
        }

        if (found.Count + there.Count > 1)
        {
            throw new SfPlanException("AppAmbiguous", $"The name '{request.AppName}' means {string.Join(" and ", found.Concat(there.Select(a => $"the external client app '{a.Label}' ({a.DeveloperName})")))}.", "Rename one of them in Setup, or name the external client app by its developer name.");
        }

        if (there.Count == 0 && facts.State.Named(AppComponents.DeveloperName(request.AppName)).FirstOrDefault() is { } taken)
        {
            throw new SfPlanException("AppNameTaken", $"The app '{request.AppName}' would get the developer name {taken.DeveloperName}, which the app '{taken.Label}' has.", "Name that app, or choose another name.");
        }

        var builder = new PlanBuilder();
        if (there.All(a => a.Part(AppComponents.GlobalSettings) is null))
        {
            await SecretsAsync(request, builder, cancellation).ConfigureAwait(false);
        }

        AppWrites.Plan(facts.Wish(request, builder), there.FirstOrDefault(), builder);
        if (builder.Problems.FirstOrDefault(p => p.Stops) is { } stop)
        {
            throw new SfPlanException(stop.Code, stop.Message, stop.Cure);
        }

        return new AppPlan
        {
            Org = _api.Org,
            AppName = there.FirstOrDefault()?.Label ?? request.AppName,
            Username = facts.Username,
            MakesKey = builder.Writes.Any(w => w.Operation == WriteOperation.Create && w.SobjectType == MetadataRows.TypeOf(AppComponents.GlobalSettings)),
            Problems = builder.Problems,
            NotApplied = builder.Changes.Where(c => c.Kind == ChangeKind.NotApplied).ToList(),
            Writes = builder.Writes.OrderBy(w => w.Stage).ToList(),
            AgainAsync = token => PlanNewAsync(request, token),
        };
    }

    /// <summary>Plans what makes an app stricter.</summary>
    /// <exception cref="SfPlanException">AppNotFound, AppAmbiguous, AppWouldLoosen, AppNotRead, and what this kind of app cannot do.</exception>
    /// <param name="name">The app's label or developer name.</param>
    /// <param name="id">Its id, where several may have the name; null for any.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<AppPlan> PlanSetAsync(string name, string? id, SetAppRequest request, CancellationToken cancellation)
    {
        var facts = await FindAsync(name, id, cancellation).ConfigureAwait(false);
        var app = (await new AppReader(_api).ReadAsync(new[] { facts }, AppReading.Metadata | AppReading.Access, cancellation).ConfigureAwait(false)).Single();
        if (app.DeveloperName is null || app.NotRead.FirstOrDefault(n => n.StartsWith("Flows, scopes", StringComparison.Ordinal)) is not null)
        {
            throw new SfPlanException("AppNotRead", $"The policies of the app '{app.AppName}' cannot be changed: they were not read. {string.Join(" ", app.NotRead)}".TrimEnd(), "Give the calling user the system permission ModifyMetadata (or ModifyAllData), or change them in Setup.");
        }

        await RunAsAsync(request.RunAs, cancellation).ConfigureAwait(false);
        var (writes, loses) = await new AppTightening(_api).PlanAsync(app, request, cancellation).ConfigureAwait(false);
        return new AppPlan { Org = _api.Org, AppName = app.AppName, Writes = writes, Loses = loses, AppId = facts.Id, AgainAsync = token => PlanSetAsync(name, facts.Id, request, token) };
    }

    /// <summary>Writes a plan with a journal, and reads the app back.</summary>
    public async Task<AppApplyResult> ApplyAsync(AppPlan plan, string journalPath, Action<WorkProgress>? progress, CancellationToken cancellation)
    {
        if (plan.Writes.Count == 0)
        {
            return new AppApplyResult(await ReadAsync(plan, cancellation).ConfigureAwait(false), Array.Empty<string>(), null);
        }

        using var journal = new JournalWriter(journalPath, _now);
        journal.Start("app", plan.AppName, plan.Username, _api.Org.OrgId, _api.Org.Host, "");
        var applier = new Applier(new RowSender(new OrgRowWriter(_api), journal));
        try
        {
            await applier.ApplyAsync(plan.Writes, progress, cancellation).ConfigureAwait(false);
            progress?.Invoke(new WorkProgress("Reading back", plan.Writes.Count, plan.Writes.Count));
            var changes = plan.Changes;
            ReadBack.Check(changes, (await plan.AgainAsync(cancellation).ConfigureAwait(false)).Changes);
            var errors = changes.Where(c => c.State == ChangeState.Failed).GroupBy(c => (c.Kind, c.Error)).Select(g => $"{g.Key.Kind} {string.Join(", ", g.Select(c => c.Target))}: {g.Key.Error}").ToList();
            var app = await ReadAsync(plan, cancellation).ConfigureAwait(false);
            journal.End(errors.Count == 0 ? "Complete" : "Incomplete");
            return new AppApplyResult(app, errors, journal.Path);
        }
        catch (Exception)
        {
            journal.End("Stopped");
            throw;
        }
    }

    private async Task<SfApp?> ReadAsync(AppPlan plan, CancellationToken cancellation)
    {
        var found = (await new AppReader(_api).ListAsync(cancellation).ConfigureAwait(false)).Apps
            .Where(a => a.IsNamed(plan.AppName) && (plan.AppId is { Length: > 0 } id ? AppComponents.SameId(a.Id, id) : a.Kind == AppComponents.External))
            .Take(1).ToList();
        return found.Count == 0 ? null : (await new AppReader(_api).ReadAsync(found, AppReading.All, cancellation).ConfigureAwait(false)).Single();
    }

    private async Task<AppFacts> FindAsync(string name, string? id, CancellationToken cancellation)
    {
        var listing = await new AppReader(_api).ListAsync(cancellation).ConfigureAwait(false);
        var found = listing.Apps.Where(a => a.IsNamed(name) && (string.IsNullOrEmpty(id) || AppComponents.SameId(a.Id, id!))).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new SfPlanException("AppNotFound", $"This org shows no app '{name}'. {string.Join(" ", listing.NotRead)}".TrimEnd(), "Get-SfApp lists them."),
            _ => throw new SfPlanException("AppAmbiguous", $"The name '{name}' means {string.Join(" and ", found.Select(a => $"the {AppComponents.KindWords(a.Kind)} {a.Id}"))}.", "Rename one of them in Setup, or name an external client app by its developer name."),
        };
    }

    /// <summary>Salesforce takes no other user than an API Only one for client credentials (facts §5.5); it is said before anything is written.</summary>
    private async Task RunAsAsync(string? username, CancellationToken cancellation)
    {
        if (username is null)
        {
            return;
        }

        var quoted = Soql.Quote(username);
        var found = await _api.Composite.QueryManyAsync(
            new[]
            {
                $"SELECT UserType, Profile.UserLicense.Name, Profile.PermissionsApiUserOnly FROM User WHERE Username = {quoted}",
                $"SELECT Id FROM PermissionSetAssignment WHERE Assignee.Username = {quoted} AND PermissionSet.PermissionsApiUserOnly = true",
            },
            cancellation).ConfigureAwait(false);
        var user = found[0].FirstOrDefault() ?? throw new SfPlanException("UserNotFound", $"This org has no user '{username}'.", "New-SfIntegrationUser makes it.");
        if (PlatformUsers.IsPlatformUser((string?)user.SelectToken("Profile.UserLicense.Name"), (string?)user["UserType"]))
        {
            throw new SfPlanException("PlatformUser", $"The user '{username}' belongs to the platform itself.", "Use a user of your own; nothing overrides this.");
        }

        if ((bool?)user.SelectToken("Profile.PermissionsApiUserOnly") != true && found[1].Count == 0)
        {
            throw new SfPlanException("RunAsNotApiOnly", $"The user '{username}' is not API Only; Salesforce takes no other user for client credentials.", "Give the user a profile with API Only User, or name an integration user.");
        }
    }

    /// <summary>A secret that nobody can read afterwards would be of no use: the org's setting is looked at before anything is made.</summary>
    private async Task SecretsAsync(NewAppRequest request, PlanBuilder builder, CancellationToken cancellation)
    {
        if (!request.HandsOutSecret || !request.Flows.HasFlag(AppFlows.ClientCredentials))
        {
            return;
        }

        if (await SecretAccess.IsOpenAsync(_api, cancellation).ConfigureAwait(false) != false)
        {
            return;
        }

        if (!request.EnableSecretAccess)
        {
            throw SecretAccess.Closed(
                $"-EnableSecretAccess switches it on for the org ({SecretAccess.Setting}); users still need View Client Secret. Or -NoCredential makes the app, and the pair is copied from its page in Setup.");
        }

        builder.Add(SecretAccess.Open(request.AppName));
    }
}
