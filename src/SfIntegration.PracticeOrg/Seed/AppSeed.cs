using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Seed;

/// <summary>The applications of the seed. Keys and secrets are new in every org; none is written anywhere.</summary>
internal static class AppSeed
{
    public static void Add(SeedContext context, JArray apps)
    {
        foreach (var app in apps)
        {
            var model = AppWriter.Create(context.Engine, "", new AppDraft
            {
                Kind = (string)app["kind"]!,
                Name = (string)app["name"]!,
                DeveloperName = (string?)app["developerName"],
                ClientCredentialsEnabled = (bool?)app["clientCredentials"] ?? false,
                RunAsUserId = (string?)app["runAs"] is { } runAs ? context.IdOf("User", "Username", runAs) : null,
                CertificatePem = (bool?)app["certificate"] == true ? SeedCertificate.Pem(context.Now) : null,
                AdminApprovedOnly = (bool?)app["adminApprovedOnly"] ?? true,
                Scopes = app["scopes"]!.Values<string>().Select(s => s!).ToArray(),
                IpRelaxation = (string?)app["ipRelaxation"] ?? "ENFORCE",
                CredentialsCreated = context.Now.AddDays(-400),
            });
            foreach (var username in app["selfApprovedBy"]?.Values<string>() ?? Enumerable.Empty<string>())
            {
                SelfApprove(context, model, context.IdOf("User", "Username", username!));
            }

            context.Age(context.Find(model.Kind, "DeveloperName", model.DeveloperName!), 500, context.IdOf("User", "Username", CompanySeed.AdminUsername));
            PreAuthorise(context, app, model.Id);
        }
    }

    private static void SelfApprove(SeedContext context, PracticeApp app, string userId)
    {
        AppWriter.Approve(context.Engine, app, userId);
        context.Create(
            "OauthToken",
            ("AppName", app.Name),
            ("AppId", app.Id),
            ("UserId", userId),
            ("UseCount", 214),
            ("LastUsedDate", context.Now.AddDays(-1)),
            ("DeleteToken", RandomText.Of(32)));
    }

    private static void PreAuthorise(SeedContext context, JToken app, string appId)
    {
        foreach (var name in app["profiles"]?.Values<string>() ?? Enumerable.Empty<string>())
        {
            var set = ProfileRules.OwnedSet(context.Engine.Store, context.IdOf("Profile", "Name", name!))!;
            context.Insert("SetupEntityAccess", ("ParentId", set.Id), ("SetupEntityId", appId));
        }

        foreach (var name in app["sets"]?.Values<string>() ?? Enumerable.Empty<string>())
        {
            context.Insert("SetupEntityAccess", ("ParentId", context.IdOf("PermissionSet", "Name", name!)), ("SetupEntityId", appId));
        }
    }
}
