using System;
using System.Linq;
using System.Security.Cryptography;
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
            var kind = (string)app["kind"]!;
            var adminApprovedOnly = (bool?)app["adminApprovedOnly"] ?? true;
            var row = kind == "ConnectedApplication"
                ? context.Create(kind, ("Name", (string)app["name"]!), ("OptionsAllowAdminApprovedUsersOnly", adminApprovedOnly))
                : context.Create(kind, ("MasterLabel", (string)app["name"]!), ("DeveloperName", (string)app["developerName"]!), ("Language", "en_US"), ("DistributionState", "Local"));
            var model = new PracticeApp
            {
                Id = row.Id,
                Name = (string)app["name"]!,
                Kind = kind,
                ConsumerKey = "3MVG9" + Token(60),
                ConsumerSecret = Token(48),
                ClientCredentialsEnabled = (bool?)app["clientCredentials"] ?? false,
                RunAsUserId = (string?)app["runAs"] is { } runAs ? context.IdOf("User", "Username", runAs) : null,
                AdminApprovedOnly = adminApprovedOnly,
                Scopes = app["scopes"]!.Values<string>().Select(s => s!).ToArray(),
                IpRelaxation = (string?)app["ipRelaxation"] ?? "ENFORCE",
                CredentialsCreated = context.Now.AddDays(-400),
            };
            foreach (var username in app["selfApprovedBy"]?.Values<string>() ?? Enumerable.Empty<string>())
            {
                SelfApprove(context, model, context.IdOf("User", "Username", username!));
            }

            context.Engine.Apps.Add(model);
            context.Age(row, 500, context.IdOf("User", "Username", CompanySeed.AdminUsername));
            PreAuthorise(context, app, row.Id);
        }
    }

    private static void SelfApprove(SeedContext context, PracticeApp app, string userId)
    {
        app.SelfApprovedBy.Add(userId);
        context.Create(
            "OauthToken",
            ("AppName", app.Name),
            ("UserId", userId),
            ("UseCount", 214),
            ("LastUsedDate", context.Now.AddDays(-1)),
            ("DeleteToken", "delete-" + Token(24)));
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

    private static string Token(int length)
    {
        var bytes = new byte[length];
        using (var random = RandomNumberGenerator.Create())
        {
            random.GetBytes(bytes);
        }

        return Convert.ToBase64String(bytes).Replace('+', '.').Replace('/', '_').TrimEnd('=').Substring(0, length);
    }
}
