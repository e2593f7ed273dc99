using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;
using SfIntegration.Rules;

namespace SfIntegration.Identity.Finding;

/// <summary>
/// Finds the accounts that systems use today, by the evidence for it. Salesforce's own users are left out: nobody can or may
/// change what they are for. Pure.
/// </summary>
internal static class IntegrationFinder
{
    private const int MostNames = 5;

    /// <summary>Administrators and accounts that a person uses too come first, then by score and name.</summary>
    public static IReadOnlyList<SfIntegrationAccount> Find(FinderInput input, SfOrg org, bool includeInactive) => input.Users
        .Where(u => (u.IsActive || includeInactive) && !PlatformUsers.IsPlatformUser(u))
        .Select(u => Judge(u, input, org))
        .Where(a => a.Score >= IntegrationSigns.Default.Shown)
        .OrderByDescending(a => (a.IsAdministrator == true ? 2 : 0) + (a.IsSharedWithPerson == true ? 1 : 0))
        .ThenByDescending(a => a.Score)
        .ThenBy(a => a.Username, StringComparer.OrdinalIgnoreCase)
        .ToList();

    private static SfIntegrationAccount Judge(UserFacts user, FinderInput input, SfOrg org)
    {
        var signs = IntegrationSigns.Default;
        var evidence = new List<IntegrationEvidence>();
        var logins = input.Logins?[user.UserId].ToList();
        var people = logins?.Where(l => signs.KindOf(l) == EvidenceKind.UiLogin).ToList();
        var machines = logins?.Where(l => signs.KindOf(l) is EvidenceKind.ClientCredentialsLogin or EvidenceKind.PasswordLogin or EvidenceKind.ApiLogin).ToList();
        var systems = machines?.Select(l => l.Client).Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(c => c, StringComparer.OrdinalIgnoreCase).ToList();
        AddLogins(evidence, logins, people, machines, systems, input);
        AddTokens(evidence, input.Tokens?[user.UserId]);
        AddApps(evidence, input.Apps?[user.UserId]);
        var administrator = AddPermissions(evidence, input.Permissions?[user.UserId].ToList());
        AddUser(evidence, user);
        foreach (var reason in input.NotRead)
        {
            evidence.Add(new IntegrationEvidence(reason.Key, reason.Value, null, 0, false));
        }

        var score = evidence.GroupBy(e => e.Kind).Sum(g => g.Max(e => e.Weight));
        var shared = machines is null ? null : (bool?)(machines.Count > 0 && people!.Count > 0);
        return new SfIntegrationAccount
        {
            Org = org,
            UserId = user.UserId,
            Username = user.Username,
            DisplayName = user.DisplayName,
            Profile = user.ProfileName,
            License = user.LicenseName,
            IsActive = user.IsActive,
            IsAdministrator = administrator,
            IsSharedWithPerson = shared,
            Systems = systems,
            Confidence = score >= signs.High ? IntegrationConfidence.High : score >= signs.Medium ? IntegrationConfidence.Medium : IntegrationConfidence.Low,
            Score = score,
            LastApiLogin = Last(machines),
            LastUiLogin = Last(people),
            LastLogin = user.LastLoginDate,
            Concerns = Concerns(administrator, shared, systems),
            Evidence = evidence.OrderBy(e => !e.IsAssessed).ThenByDescending(e => e.Weight).ThenByDescending(e => e.When ?? DateTime.MinValue).ThenBy(e => e.What, StringComparer.Ordinal).ToList(),
        };
    }

    private static IReadOnlyList<string> Concerns(bool? administrator, bool? shared, IReadOnlyCollection<string>? systems)
    {
        var concerns = new List<string>();
        if (administrator == true)
        {
            concerns.Add("an administrator's rights");
        }

        if (shared == true)
        {
            concerns.Add("a person signs in with it too");
        }

        if (systems is { Count: > 1 })
        {
            concerns.Add($"{systems.Count.ToString(CultureInfo.InvariantCulture)} systems use it");
        }

        return concerns;
    }

    private static void AddLogins(List<IntegrationEvidence> evidence, List<LoginUse>? logins, List<LoginUse>? people, List<LoginUse>? machines, List<string>? systems, FinderInput input)
    {
        if (logins is null)
        {
            return;
        }

        var signs = IntegrationSigns.Default;
        foreach (var login in logins)
        {
            var kind = signs.KindOf(login);
            var how = login.SubType.Length == 0 ? login.LoginType : $"{login.LoginType}, {login.SubType}";
            evidence.Add(new IntegrationEvidence(kind, $"{Times(login.Count)} signed in {(kind == EvidenceKind.UiLogin ? "by a person" : "by " + login.Client)} ({how})", login.Last, signs.Weight(login), true));
        }

        if (machines!.Count > 0 && people!.Count == 0)
        {
            evidence.Add(new IntegrationEvidence(EvidenceKind.NoUiLogin, $"no person signed in since {Day(input.Since)}", null, signs.Weight(EvidenceKind.NoUiLogin), true));
        }

        if (systems!.Count > 1)
        {
            evidence.Add(new IntegrationEvidence(EvidenceKind.SeveralSystems, $"{systems.Count.ToString(CultureInfo.InvariantCulture)} systems sign in with it: {Names(systems)}", Last(machines), signs.Weight(EvidenceKind.SeveralSystems), true));
        }
    }

    private static void AddTokens(List<IntegrationEvidence> evidence, IEnumerable<TokenUse>? tokens)
    {
        foreach (var app in (tokens ?? Enumerable.Empty<TokenUse>()).GroupBy(t => t.App, StringComparer.OrdinalIgnoreCase))
        {
            var kind = IntegrationSigns.Default.IsPersonal(app.Key) ? EvidenceKind.PersonalToken : EvidenceKind.OAuthToken;
            evidence.Add(new IntegrationEvidence(kind, $"{app.Key} holds a refresh token, used {Times(app.Sum(t => t.UseCount))}", app.Max(t => t.LastUsed), IntegrationSigns.Default.Weight(kind), true));
        }
    }

    private static void AddApps(List<IntegrationEvidence> evidence, IEnumerable<string>? apps)
    {
        var names = (apps ?? Enumerable.Empty<string>()).Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(n => n, StringComparer.OrdinalIgnoreCase).ToList();
        if (names.Count > 0)
        {
            evidence.Add(new IntegrationEvidence(EvidenceKind.AppAccess, $"a permission set pre-authorises it for {Names(names)}", null, IntegrationSigns.Default.Weight(EvidenceKind.AppAccess), true));
        }
    }

    private static bool? AddPermissions(List<IntegrationEvidence> evidence, IReadOnlyCollection<string>? permissions)
    {
        if (permissions is null)
        {
            return null;
        }

        bool Holds(string name) => permissions.Contains(name, StringComparer.OrdinalIgnoreCase);
        void Add(EvidenceKind kind, string what) => evidence.Add(new IntegrationEvidence(kind, what, null, IntegrationSigns.Default.Weight(kind), true));
        if (Holds("ApiUserOnly"))
        {
            Add(EvidenceKind.ApiOnly, "API Only User: nobody can sign in through a browser");
        }

        if (Holds("PasswordNeverExpires"))
        {
            Add(EvidenceKind.PasswordNeverExpires, "Password Never Expires");
        }

        // What makes an administrator is what rule SFI101 says, wherever it is held.
        var companions = RuleTexts.List("SFI101", "together").Where(Holds).ToList();
        var administrator = RuleTexts.List("SFI101", "always").All(Holds) && companions.Count > 0;
        if (administrator)
        {
            Add(EvidenceKind.Administrator, "holds " + string.Join(", ", RuleTexts.List("SFI101", "always").Concat(companions)));
        }

        return administrator;
    }

    private static void AddUser(List<IntegrationEvidence> evidence, UserFacts user)
    {
        if (string.Equals(user.LicenseName, SetLicense.IntegrationLicense, StringComparison.OrdinalIgnoreCase))
        {
            evidence.Add(new IntegrationEvidence(EvidenceKind.License, $"licence {user.LicenseName}, profile {user.ProfileName}", null, IntegrationSigns.Default.Weight(EvidenceKind.License), true));
        }

        if (IntegrationSigns.Default.NameWord(user) is { } name)
        {
            evidence.Add(new IntegrationEvidence(EvidenceKind.Name, $"called {user.Username} ({user.DisplayName}): '{name.Word}'", null, name.Weight, true));
        }
    }

    private static DateTime? Last(IReadOnlyCollection<LoginUse>? logins) => logins is { Count: > 0 } ? logins.Max(l => l.Last) : null;

    private static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Times(int count) => count == 1 ? "once" : count.ToString(CultureInfo.InvariantCulture) + " times";

    private static string Names(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? $" and {(names.Count - MostNames).ToString(CultureInfo.InvariantCulture)} more" : "");
}
