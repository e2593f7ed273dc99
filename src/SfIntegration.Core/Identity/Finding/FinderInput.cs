using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Access;

namespace SfIntegration.Identity.Finding;

/// <summary>Successful sign-ins of one user by one client in one way.</summary>
internal sealed record LoginUse(string UserId, string LoginType, string SubType, string Client, int Count, DateTime Last);

/// <summary>A refresh token that an app holds for a user.</summary>
internal sealed record TokenUse(string UserId, string App, int UseCount, DateTime? LastUsed);

/// <summary>All that is known of an org's accounts as far as it tells who uses them. What is null was not read, and <see cref="NotRead"/> says why. Pure data.</summary>
internal sealed class FinderInput
{
    public IReadOnlyList<UserFacts> Users { get; init; } = Array.Empty<UserFacts>();

    /// <summary>Sign-ins since <see cref="Since"/>.</summary>
    public ILookup<string, LoginUse>? Logins { get; init; }

    public ILookup<string, TokenUse>? Tokens { get; init; }

    /// <summary>By user, the apps that a permission set of its own pre-authorises it for.</summary>
    public ILookup<string, string>? Apps { get; init; }

    /// <summary>By user, those of <see cref="IntegrationSigns.Permissions"/> that it holds.</summary>
    public ILookup<string, string>? Permissions { get; init; }

    public DateTime Since { get; init; }

    /// <summary>Why a sort of evidence was not read.</summary>
    public IReadOnlyDictionary<EvidenceKind, string> NotRead { get; init; } = new Dictionary<EvidenceKind, string>();
}

/// <summary>What tells a system from a person: data (integration-signs.json), read at first use.</summary>
internal sealed class IntegrationSigns
{
    private static readonly Lazy<IntegrationSigns> s_default = new(() => new IntegrationSigns(AccessData.Read("integration-signs.json")));

    private readonly Dictionary<EvidenceKind, int> _weights;
    private readonly Dictionary<string, int> _names;
    private readonly HashSet<string> _clientCredentials;
    private readonly HashSet<string> _passwords;
    private readonly IReadOnlyList<string> _personal;
    private readonly HashSet<string> _nameless;
    private readonly int _few;

    private IntegrationSigns(JObject data)
    {
        (Shown, Medium, High, _few) = ((int)data["shown"]!, (int)data["medium"]!, (int)data["high"]!, (int)data["few"]!);
        _weights = ((JObject)data["weights"]!).Properties().ToDictionary(p => (EvidenceKind)Enum.Parse(typeof(EvidenceKind), p.Name), p => (int)p.Value);
        _names = ((JObject)data["nameWords"]!).Properties().ToDictionary(p => p.Name, p => (int)p.Value, StringComparer.OrdinalIgnoreCase);
        _clientCredentials = Set(data["clientCredentialsSubTypes"]!);
        _passwords = Set(data["passwordSubTypes"]!);
        _nameless = Set(data["namelessClients"]!);
        _personal = data["personalClients"]!.Select(n => (string)n!).ToList();
    }

    public static IntegrationSigns Default => s_default.Value;

    /// <summary>The system permissions that tell something.</summary>
    public static IReadOnlyList<string> Permissions { get; } = new[] { "ApiUserOnly", "PasswordNeverExpires" }
        .Concat(Rules.RuleTexts.List("SFI101", "always")).Concat(Rules.RuleTexts.List("SFI101", "together")).Distinct(StringComparer.OrdinalIgnoreCase).ToList();

    public int Shown { get; }

    public int Medium { get; }

    public int High { get; }

    public int Weight(EvidenceKind kind) => _weights.TryGetValue(kind, out var weight) ? weight : 0;

    /// <summary>What sign-ins of one client weigh: half where they are few.</summary>
    public int Weight(LoginUse login) => Weight(KindOf(login)) / (login.Count < _few ? 2 : 1);

    /// <summary>What a successful sign-in tells.</summary>
    public EvidenceKind KindOf(LoginUse login) =>
        Rules.RuleTexts.List("SFI106", "humanLoginTypes").Contains(login.LoginType, StringComparer.OrdinalIgnoreCase) ? EvidenceKind.UiLogin
        : _clientCredentials.Contains(login.SubType) ? EvidenceKind.ClientCredentialsLogin
        : IsPersonal(login.Client) ? EvidenceKind.PersonalClientLogin
        : _passwords.Contains(login.SubType) ? EvidenceKind.PasswordLogin
        : EvidenceKind.ApiLogin;

    /// <summary>A tool that a person works with, though it speaks an API.</summary>
    public bool IsPersonal(string client) => _personal.Any(p => client.StartsWith(p, StringComparison.OrdinalIgnoreCase));

    /// <summary>The name of the client: the application, or what else the sign-in says of it.</summary>
    public string Client(string? application, string? browser, string loginType)
    {
        foreach (var name in new[] { application, browser })
        {
            if (name is not null && !_nameless.Contains(name.Trim()))
            {
                return name.Trim();
            }
        }

        return loginType;
    }

    /// <summary>The word in a user's names that an integration's would have, and its weight; the heaviest of several.</summary>
    public (string Word, int Weight)? NameWord(UserFacts user)
    {
        (string, int)? best = null;
        var at = user.Username.IndexOf('@');
        foreach (var word in new[] { at < 0 ? user.Username : user.Username.Substring(0, at), user.DisplayName, user.LastName }.SelectMany(Words))
        {
            if (_names.TryGetValue(word, out var weight) && weight > (best?.Item2 ?? 0))
            {
                best = (word, weight);
            }
        }

        return best;
    }

    private static HashSet<string> Set(JToken names) => new(names.Select(n => (string)n!), StringComparer.OrdinalIgnoreCase);

    /// <summary>The runs of letters, each as it stands: "svc_orders2Api" has svc, orders, Api.</summary>
    private static IEnumerable<string> Words(string text)
    {
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var ends = i == text.Length || !char.IsLetter(text[i]);
            if ((ends || (i > start && char.IsUpper(text[i]) && char.IsLower(text[i - 1]))) && i > start)
            {
                yield return text.Substring(start, i - start);
                start = i;
            }

            start = ends ? i + 1 : start;
        }
    }
}
