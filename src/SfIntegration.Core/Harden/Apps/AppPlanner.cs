using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;
using SfIntegration.Rules;
using SfIntegration.Scope;

namespace SfIntegration.Harden.Apps;

/// <summary>
/// The part of the plan about the apps that the integrations sign in through: an app of either kind that is there is kept, one that is not is
/// made as an external client app (facts §5.7: no other can be made), and the integration's set is pre-authorised. Pure.
/// </summary>
internal static class AppPlanner
{
    public static void Plan(AccessScope scope, DesiredAccess desired, PlannedUser user, PlanInput input, PlanOptions options, PlanBuilder builder)
    {
        foreach (var app in scope.Integrations.Where(i => i.App is not null).GroupBy(i => i.App!.Name, StringComparer.OrdinalIgnoreCase))
        {
            Plan(app.Key, app.ToList(), scope, desired, user, input, options, builder);
        }
    }

    private static void Plan(string name, IReadOnlyList<ScopeIntegration> integrations, AccessScope scope, DesiredAccess desired, PlannedUser user, PlanInput input, PlanOptions options, PlanBuilder builder)
    {
        var source = integrations[0].Source;
        var state = input.State.Apps;
        var connected = input.Names.Apps?.Where(a => a.Kind == AppComponents.Connected && a.IsNamed(name)).ToList();
        var external = External(name, input);
        var found = (connected ?? new List<AppFacts>()).Select(a => $"the connected app '{a.Name}' ({a.Id})")
            .Concat(external.Select(a => $"the external client app '{a.Label}' ({a.DeveloperName})"))
            .ToList();
        if (found.Count > 1)
        {
            builder.Stop("AppAmbiguous", name, $"The name '{name}' means {string.Join(" and ", found)}.", "Rename one of them in Setup, or name an external client app by its developer name.", source);
            return;
        }

        if (connected?.Count == 1)
        {
            if (connected[0].AdminApprovedOnly == false)
            {
                builder.Warn("AppLoose", name, $"The app '{name}' is looser than it need be: every user may authorise it for itself.", $"Set-SfApp '{name}' -PermittedUsers {AppStrictness.PreAuthorized} tightens it.", source);
            }

            return;
        }

        if (connected is null && external.Count == 0)
        {
            var why = input.Names.NotRead.FirstOrDefault(n => n.StartsWith("connected apps", StringComparison.Ordinal)) ?? "The org's connected apps were not read.";
            builder.NotApplied($"app {name}", "found or made", $"Whether this org has it could not be looked up. {why}", source);
            return;
        }

        if (external.Count == 0 && state.NotRead is not null)
        {
            builder.NotApplied($"app {name}", $"made for the {integrations[0].App!.Flow} flow", $"{state.NotRead} {state.Cure}".TrimEnd(), source);
            return;
        }

        var there = state.Named(name).FirstOrDefault();
        if (there is null && state.NotRead is not null)
        {
            NotReadable(external[0], integrations, desired, input, builder);
            return;
        }

        var definition = Definition(name, integrations, scope, options);
        if (there is null && state.Named(definition.DeveloperName).FirstOrDefault() is { } taken)
        {
            builder.Stop("AppNameTaken", name, $"The app '{name}' would get the developer name {definition.DeveloperName}, which the app '{taken.Label}' has.", "Name that app, or another one.", source);
            return;
        }

        AppWrites.Plan(
            new AppWish
            {
                Definition = definition,
                Doors = integrations.SelectMany(i => Doors(i, desired, input)).ToList(),
                Access = options.AppAccess,
                IsApiOnly = user.Profile?.ApiUserOnly == true || scope.Integrations.Any(i => i.SystemPermissions.Any(p => string.Equals(p.Name, "ApiUserOnly", StringComparison.OrdinalIgnoreCase))),
                Source = source?.ToString(),
                Reason = "The integration signs in through it.",
            },
            there,
            builder);
    }

    private static IReadOnlyList<(string Id, string Label, string DeveloperName)> External(string name, PlanInput input)
    {
        var read = input.State.Apps.Named(name).Select(a => (Id: a.Id ?? "", a.Label, a.DeveloperName)).ToList();
        var rows = (input.Names.ExternalApps ?? Array.Empty<AppFacts>()).Where(a => a.IsNamed(name) && !read.Any(r => AppComponents.SameId(r.Id, a.Id)));
        return read.Concat(rows.Select(a => (a.Id, Label: a.Name, DeveloperName: a.DeveloperName ?? ""))).ToList();
    }

    /// <summary>An app that is there and whose policies nobody could read: pre-authorised where a row says so, else not to be told.</summary>
    private static void NotReadable((string Id, string Label, string DeveloperName) app, IReadOnlyList<ScopeIntegration> integrations, DesiredAccess desired, PlanInput input, PlanBuilder builder)
    {
        var state = input.State.Apps;
        foreach (var integration in integrations)
        {
            foreach (var door in Doors(integration, desired, input).Where(d => !d.Entities.Any(e => AppComponents.SameId(e, app.Id))))
            {
                builder.NotApplied($"permission set {door.PermissionSet}", $"pre-authorised for the app {app.Label}", $"{state.NotRead} {state.Cure}".TrimEnd(), integration.Source);
            }
        }

        builder.Warn("AppNotRead", app.Label, $"The flows and policies of the app '{app.Label}' were not read. {state.NotRead}", state.Cure ?? "", integrations[0].Source);
    }

    private static AppDefinition Definition(string name, IReadOnlyList<ScopeIntegration> integrations, AccessScope scope, PlanOptions options)
    {
        var flows = integrations.Aggregate(AppFlows.None, (all, i) => all | AppComponents.FlowOf(i.App!.Flow));
        return new AppDefinition
        {
            Label = name,
            DeveloperName = AppComponents.DeveloperName(name),
            ContactEmail = scope.Identity.Email,
            Description = ScopeMarker.Description(scope, integrations[0]),
            Flows = flows,
            RunAs = flows.HasFlag(AppFlows.ClientCredentials) ? scope.Identity.Username : null,
            Certificate = flows.HasFlag(AppFlows.Jwt) ? options.Certificate : null,
        };
    }

    private static IEnumerable<AppDoor> Doors(ScopeIntegration integration, DesiredAccess desired, PlanInput input)
    {
        foreach (var set in desired.Sets.Where(s => s.Integration == integration && !s.IsEmpty))
        {
            var container = input.Snapshot.Containers.FirstOrDefault(c => c.Kind == ContainerKind.PermissionSet && string.Equals(c.Name, set.Name, StringComparison.OrdinalIgnoreCase));
            yield return new AppDoor(
                set.Name,
                container?.Id is { } id ? id : new IdRef("PermissionSet", set.Name),
                (container?.SetupEntities ?? Array.Empty<SetupEntityGrant>()).Select(e => e.EntityId).ToList(),
                integration.Source?.ToString());
        }
    }
}
