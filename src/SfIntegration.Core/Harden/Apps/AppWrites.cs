using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Plan;

namespace SfIntegration.Harden.Apps;

/// <summary>
/// The writes that make one external client app as it is wished: whole where it is not there, else only what its flows lack, and the sets that
/// are not pre-authorised yet. Policies of an app that is there are not touched: where they are looser than ours it is said. Pure.
/// </summary>
internal static class AppWrites
{
    /// <param name="wish">What is wanted.</param>
    /// <param name="there">The app as it stands, or null.</param>
    /// <param name="builder">Where writes and problems go.</param>
    public static void Plan(AppWish wish, ExternalApp? there, PlanBuilder builder)
    {
        var definition = wish.Definition;
        if (definition.Flows.HasFlag(AppFlows.ClientCredentials) && !wish.IsApiOnly)
        {
            builder.Stop("RunAsNotApiOnly", definition.Label,
                $"Client credentials of the app '{definition.Label}' would sign in as {definition.RunAs}, which is not API Only; Salesforce takes no other user for it.",
                "Give the user a profile with API Only User (the licence's own has it), or use the flow jwt.", wish.Source);
            return;
        }

        if (there is null)
        {
            if (definition.Flows.HasFlag(AppFlows.Jwt) && definition.Certificate is null)
            {
                NoCertificate(wish, $"app {definition.Label}", "made for the jwt flow", builder);
                return;
            }

            Create(wish, builder);
        }
        else if (!Change(wish, there, builder))
        {
            return;
        }

        foreach (var door in wish.Doors)
        {
            Open(wish, door, there, builder);
        }
    }

    /// <summary>What stands for an app until it is made.</summary>
    public static IdRef Made(string developerName) => new(AppComponents.External, developerName);

    private static void Create(AppWish wish, PlanBuilder builder)
    {
        var app = wish.Definition.App();
        builder.Add(Component(WriteStage.App, wish, app, app.Title));
        foreach (var part in wish.Definition.Companions())
        {
            builder.Add(Component(WriteStage.AppParts, wish, part, $"{app.Title}: {part.Title}"));
        }
    }

    /// <summary>False where the app is somebody else's and nothing more may be planned.</summary>
    private static bool Change(AppWish wish, ExternalApp there, PlanBuilder builder)
    {
        var definition = wish.Definition;
        if (definition.Flows.HasFlag(AppFlows.ClientCredentials) && there.RunAs is { } other && !string.Equals(other, definition.RunAs, StringComparison.OrdinalIgnoreCase))
        {
            builder.Stop("AppOfSomebodyElse", definition.Label,
                $"Client credentials of the app '{there.Label}' sign in as {other}, not as {definition.RunAs}: an app has one such user.",
                "Name another app; it is made where it is not there.", wish.Source);
            return false;
        }

        if (!there.IsEnabled)
        {
            builder.Warn("AppDisabled", definition.Label, $"The app '{there.Label}' is switched off; nobody can sign in through it, and it is left so.", "Switch it on in Setup, once you know why it is off.", wish.Source);
        }

        if (there.Strictness.Looseness() is { Count: > 0 } loose)
        {
            builder.Warn("AppLoose", definition.Label, $"The app '{there.Label}' is looser than it need be: {string.Join("; ", loose)}.", $"Set-SfApp '{there.Label}' -ToDefaults tightens it.", wish.Source);
        }

        Certificate(wish, there, builder);
        foreach (var type in AppComponents.Companions.Where(t => there.Part(t) is null))
        {
            var part = definition.Companion(type);
            if (type != AppComponents.GlobalSettings || !definition.Flows.HasFlag(AppFlows.Jwt) || definition.Certificate is not null)
            {
                builder.Add(Component(WriteStage.AppParts, wish, part with { Values = With(part.Values, AppComponents.Owner, there.DeveloperName) }, $"{there.Label}: {part.Title}", existing: true));
            }
        }

        foreach (var part in definition.Lacks(there).GroupBy(c => c.Type))
        {
            builder.Add(Update(there, part.Key, part.ToList(), wish.Reason, wish.Source));
        }

        return true;
    }

    private static void Certificate(AppWish wish, ExternalApp there, PlanBuilder builder)
    {
        if (!wish.Definition.Flows.HasFlag(AppFlows.Jwt))
        {
            return;
        }

        if (there.Certificate is null && wish.Definition.Certificate is null)
        {
            NoCertificate(wish, $"certificate of app {there.Label}", "uploaded for the jwt flow", builder);
        }
        else if (there.Certificate is { } old && wish.Definition.Certificate is { } other && !AppCertificate.Same(old, other))
        {
            builder.Warn("AppOtherCertificate", wish.Definition.Label,
                $"The app '{there.Label}' has another certificate ({AppCertificate.Read(old)?.ToString() ?? "not readable"}), which is left: an app has one, and whoever signs in with it would stop at once.",
                "Use that certificate, or replace it in Setup at a moment that suits its users.", wish.Source);
        }
    }

    private static void NoCertificate(AppWish wish, string target, string wanted, PlanBuilder builder) =>
        builder.NotApplied(target, wanted, $"The jwt flow needs a certificate and none was given: {wish.CertificateLine}", wish.Source);

    private static void Open(AppWish wish, AppDoor door, ExternalApp? there, PlanBuilder builder)
    {
        if (there is not null && (there.Lists(door.PermissionSet, door.Id as string) || (there.Id is { } id && door.Entities.Any(e => AppComponents.SameId(e, id)))))
        {
            return;
        }

        builder.Add(AppAccessRows.Open(there?.DeveloperName ?? wish.Definition.DeveloperName, there is null, door, wish.Access, new AccessChange
        {
            Kind = ChangeKind.PreauthorizeApp,
            Target = door.PermissionSet,
            Container = there?.Label ?? wish.Definition.Label,
            After = wish.Access == AppAccess.Policy ? "in the app's list of permission sets" : "by a SetupEntityAccess row",
            Reason = "Pre-authorises the holders of the set for the app.",
            Source = door.Source,
            Risk = ChangeRisk.Low,
        }));
    }

    private static Write Component(WriteStage stage, AppWish wish, AppComponent component, string title, bool existing = false)
    {
        var isApp = component.Type == AppComponents.External;
        var owner = isApp ? null : (string?)component.Values[AppComponents.Owner];
        return new Write
        {
            Stage = stage,
            Operation = WriteOperation.Create,
            SobjectType = MetadataRows.TypeOf(component.Type),
            Values = component.Values.Properties().ToDictionary(p => p.Name, p => (object?)p.Value),
            Key = isApp ? new NaturalKey(("fullName", component.FullName)) : new NaturalKey(("fullName", component.FullName), (AppAccessRows.AppKey, owner!)),
            Makes = isApp ? Made(component.FullName) : null,
            Needs = isApp || existing ? null : Made(owner!),
            Changes = new[]
            {
                new AccessChange
                {
                    Kind = ChangeKind.CreateApp,
                    Target = title,
                    Container = isApp ? title : title.Substring(0, title.LastIndexOf(": ", StringComparison.Ordinal)),
                    After = component.Words,
                    Reason = wish.Reason,
                    Source = wish.Source,
                    Risk = ChangeRisk.Low,
                },
            },
        };
    }

    /// <summary>Elements of one component that change.</summary>
    public static Write Update(ExternalApp there, string type, IReadOnlyCollection<AppChange> changes, string reason, string? source) => new()
    {
        Stage = WriteStage.AppParts,
        Operation = WriteOperation.Update,
        SobjectType = MetadataRows.TypeOf(type),
        RecordId = there.Part(type)!.FullName,
        Values = changes.ToDictionary(c => c.Element, c => (object?)c.Value),
        Before = changes.ToDictionary(c => c.Element, c => (object?)c.Before),
        Key = new NaturalKey(("fullName", there.Part(type)!.FullName), (AppAccessRows.AppKey, there.DeveloperName)),
        Changes = changes.Select(c => new AccessChange
        {
            Kind = ChangeKind.UpdateApp,
            Target = c.Title,
            Container = there.Label,
            Before = c.BeforeWords,
            After = c.Words,
            Reason = reason,
            Source = source,
            Risk = ChangeRisk.Medium,
        }).ToList(),
    };

    private static JObject With(JObject values, string name, string value)
    {
        values[name] = value;
        return values;
    }
}
