using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Http;

namespace SfIntegration.Identity.Finding;

/// <summary>
/// Reads what tells who uses the accounts of an org: users, permissions, apps and tokens in two rounds of flat queries, and the
/// sign-ins page by page, added up as they come. LoginHistory refuses to filter by Status and Application (facts §6.1).
/// </summary>
internal sealed class FinderReader
{
    /// <summary>The most rows of OauthToken that one query gives (facts §6.3).</summary>
    private const int TokensAtOnce = 2500;

    private const string RunAsReason = "which apps run as whom is told by the Metadata API only; sign-ins with client credentials show it where sign-ins were read";

    private const string UsersQuery = "SELECT Id, Username, Name, LastName, IsActive, UserType, ProfileId, Profile.Name, Profile.UserLicense.Name, LastLoginDate FROM User";

    private readonly OrgApi _api;
    private readonly Dictionary<EvidenceKind, string> _notRead = new() { [EvidenceKind.RunAs] = RunAsReason };
    private readonly Dictionary<string, UserFacts> _users = new(StringComparer.Ordinal);
    private readonly List<(string UserId, string Permission)> _permissions = new();
    private readonly List<(string SetId, string AppId)> _access = new();
    private readonly Dictionary<string, string> _apps = new(StringComparer.Ordinal);
    private readonly List<(string UserId, string SetId)> _holders = new();

    public FinderReader(OrgApi api) => _api = api;

    /// <summary>What is known of the accounts, with sign-ins since a moment.</summary>
    public async Task<FinderInput> ReadAsync(DateTime since, bool includeInactive, CancellationToken cancellation)
    {
        var known = await KnownPermissionsAsync(cancellation).ConfigureAwait(false);
        await RunAsync(
            round =>
            {
                round.Add(UsersQuery + (includeInactive ? "" : " WHERE IsActive = true"), "Users", AddUser);
                if (known.Count > 0)
                {
                    round.Add(
                        $"SELECT AssigneeId, ExpirationDate, IsActive, IsRevoked, {string.Join(", ", known.Select(Column))} FROM PermissionSetAssignment WHERE {string.Join(" OR ", known.Select(p => Column(p) + " = true"))}",
                        "Permissions", row => AddPermissions(row, known));
                }

                round.Add("SELECT ParentId, SetupEntityId FROM SetupEntityAccess WHERE SetupEntityType IN ('ConnectedApplication','ExternalClientApplication')", "App access", row => _access.Add((row.Text("ParentId") ?? "", row.Text("SetupEntityId") ?? "")));
                round.Add("SELECT Id, Name FROM ConnectedApplication", "Connected apps", row => _apps[row.Text("Id") ?? ""] = row.Text("Name") ?? "");
                round.Add("SELECT Id, DeveloperName FROM ExternalClientApplication", "External client apps", row => _apps[row.Text("Id") ?? ""] = row.Text("DeveloperName") ?? "");
            },
            cancellation).ConfigureAwait(false);
        await RunAsync(
            round => round.Add(
                Soql.WhereIn("SELECT AssigneeId, PermissionSetId, ExpirationDate, IsActive, IsRevoked FROM PermissionSetAssignment WHERE PermissionSet.IsOwnedByProfile = false", "PermissionSetId", _access.Select(a => a.SetId)),
                "App access",
                row =>
                {
                    if (Counts(row))
                    {
                        _holders.Add((row.Text("AssigneeId") ?? "", row.Text("PermissionSetId") ?? ""));
                    }
                }),
            cancellation).ConfigureAwait(false);
        var tokens = await TokensAsync(cancellation).ConfigureAwait(false);
        var logins = await LoginsAsync(since, cancellation).ConfigureAwait(false);
        return new FinderInput
        {
            Users = _users.Values.ToList(),
            Logins = logins?.ToLookup(l => l.UserId, StringComparer.Ordinal),
            Tokens = tokens?.ToLookup(t => t.UserId, StringComparer.Ordinal),
            Apps = _notRead.ContainsKey(EvidenceKind.AppAccess) ? null : Apps(),
            Permissions = _notRead.ContainsKey(EvidenceKind.ApiOnly) ? null : _permissions.ToLookup(p => p.UserId, p => p.Permission, StringComparer.Ordinal),
            Since = since,
            NotRead = _notRead,
        };
    }

    private static string Column(string permission) => "PermissionSet.Permissions" + permission;

    /// <summary>True for an assignment that counts now.</summary>
    private static bool Counts(JObject row) =>
        (row["IsActive"] is null || row.Flag("IsActive")) && !row.Flag("IsRevoked") && !(row.Moment("ExpirationDate") is { } end && end <= DateTime.UtcNow);

    private static bool IsFatal(SfException error) => error is SfAuthenticationException or SfNetworkException or SfLimitException;

    /// <summary>The columns of PermissionSet differ between orgs (facts §3.1), so describe names them.</summary>
    private async Task<IReadOnlyList<string>> KnownPermissionsAsync(CancellationToken cancellation)
    {
        var describes = await _api.Describe.ObjectsAsync(new[] { "PermissionSet" }, cancellation).ConfigureAwait(false);
        var columns = new HashSet<string>(DescribeFacts.Columns(describes["PermissionSet"], "Permissions"), StringComparer.OrdinalIgnoreCase);
        var known = IntegrationSigns.Permissions.Where(p => columns.Contains("Permissions" + p)).ToList();
        if (known.Count == 0)
        {
            NotPermissions("the caller does not see PermissionSet: it needs View Setup and Configuration");
        }

        return known;
    }

    private async Task RunAsync(Action<QueryRound> ask, CancellationToken cancellation)
    {
        var round = new QueryRound();
        ask(round);
        var notRead = new List<string>();
        await round.RunAsync(new BatchApi(_api.Connection), notRead, cancellation).ConfigureAwait(false);
        foreach (var text in notRead)
        {
            if (text.StartsWith("Users:", StringComparison.Ordinal))
            {
                throw new SfApiException("The users could not be read. " + text, "The caller needs to see users: View All Users, or View Setup and Configuration.");
            }

            if (text.StartsWith("Permissions:", StringComparison.Ordinal))
            {
                NotPermissions(text);
            }
            else if (text.StartsWith("App access:", StringComparison.Ordinal))
            {
                _notRead[EvidenceKind.AppAccess] = text;
            }

            // Where only the names of apps were refused (facts §5.5: Salesforce calls ExternalClientApplication internal), they stand by id.
        }
    }

    private void NotPermissions(string reason)
    {
        foreach (var kind in new[] { EvidenceKind.ApiOnly, EvidenceKind.PasswordNeverExpires, EvidenceKind.Administrator })
        {
            _notRead[kind] = reason;
        }
    }

    private void AddUser(JObject row) => _users[row.Text("Id") ?? ""] = new UserFacts
    {
        UserId = row.Text("Id") ?? "",
        Username = row.Text("Username") ?? "",
        DisplayName = row.Text("Name") ?? "",
        LastName = row.Text("LastName") ?? "",
        IsActive = row.Flag("IsActive"),
        UserType = row.Text("UserType") ?? "",
        ProfileId = row.Text("ProfileId") ?? "",
        ProfileName = row["Profile"].Text("Name") ?? "",
        LicenseName = (row["Profile"] as JObject)?["UserLicense"].Text("Name") ?? "",
        LastLoginDate = row.Moment("LastLoginDate"),
    };

    private void AddPermissions(JObject row, IReadOnlyList<string> known)
    {
        if (Counts(row))
        {
            _permissions.AddRange(known.Where(p => row["PermissionSet"].Flag("Permissions" + p)).Select(p => (row.Text("AssigneeId") ?? "", p)));
        }
    }

    private ILookup<string, string> Apps()
    {
        var appsOfSet = _access.ToLookup(a => a.SetId, a => _apps.TryGetValue(a.AppId, out var name) ? name : a.AppId, StringComparer.Ordinal);
        return _holders.SelectMany(h => appsOfSet[h.SetId].Select(app => (h.UserId, App: app))).ToLookup(a => a.UserId, a => a.App, StringComparer.Ordinal);
    }

    private async Task<IReadOnlyList<TokenUse>?> TokensAsync(CancellationToken cancellation)
    {
        var tokens = new List<TokenUse>();
        try
        {
            for (var offset = 0; offset == tokens.Count; offset += TokensAtOnce)
            {
                var rows = await _api.Query.QueryAllPagesAsync($"SELECT UserId, AppName, UseCount, LastUsedDate FROM OauthToken ORDER BY UserId, AppName LIMIT {TokensAtOnce} OFFSET {offset}", cancellation).ConfigureAwait(false);
                tokens.AddRange(rows.Select(r => new TokenUse(r.Text("UserId") ?? "", r.Text("AppName") ?? "an app", (int?)r["UseCount"] ?? 0, r.Moment("LastUsedDate"))));
            }
        }
        catch (SfException error) when (!IsFatal(error))
        {
            _notRead[EvidenceKind.OAuthToken] = tokens.Count == 0 ? "tokens could not be read: " + error.Message : $"only the first {tokens.Count} tokens could be read: {error.Message}";
            return tokens.Count == 0 ? null : tokens;
        }

        // Without Customize Application Salesforce shows a caller its own tokens and says nothing of the others (facts §6.3).
        if (!_permissions.Contains((_api.Org.UserId, "CustomizeApplication")))
        {
            _notRead[EvidenceKind.OAuthToken] = "the caller sees its own tokens only: it needs Customize Application";
            return null;
        }

        return tokens;
    }

    private async Task<IReadOnlyList<LoginUse>?> LoginsAsync(DateTime since, CancellationToken cancellation)
    {
        var uses = new Dictionary<(string, string, string, string), LoginUse>();
        try
        {
            var soql = $"SELECT UserId, LoginTime, LoginType, LoginSubType, Application, Browser, Status FROM LoginHistory WHERE LoginTime >= {Soql.Moment(since)}";
            for (var page = await _api.Query.FirstPageAsync(soql, cancellation).ConfigureAwait(false); page is not null;
                page = page.NextPath is null ? null : await _api.Query.NextPageAsync(page.NextPath, cancellation).ConfigureAwait(false))
            {
                foreach (var row in page.Records.Where(r => string.Equals(r.Text("Status"), "Success", StringComparison.OrdinalIgnoreCase)))
                {
                    Add(uses, row);
                }
            }
        }
        catch (SfException error) when (!IsFatal(error))
        {
            return NotLogins("sign-ins could not be read: " + error.Message);
        }

        // Without Manage Users or Monitor Login History Salesforce shows a caller its own rows only, and says nothing (facts §6.1).
        var seesOthers = uses.Values.Any(u => u.UserId != _api.Org.UserId);
        return seesOthers || !_users.Values.Any(u => u.UserId != _api.Org.UserId && u.LastLoginDate >= since)
            ? uses.Values.ToList()
            : NotLogins("the caller sees its own sign-ins only: it needs Manage Users or Monitor Login History");
    }

    private IReadOnlyList<LoginUse>? NotLogins(string reason)
    {
        _notRead[EvidenceKind.ApiLogin] = reason;
        return null;
    }

    private static void Add(Dictionary<(string, string, string, string), LoginUse> uses, JObject row)
    {
        var type = row.Text("LoginType") ?? "";
        var use = new LoginUse(row.Text("UserId") ?? "", type, row.Text("LoginSubType") ?? "", IntegrationSigns.Default.Client(row.Text("Application"), row.Text("Browser"), type), 1, row.Moment("LoginTime") ?? default);

        // People are one: which browser they sign in with tells nothing.
        var key = (use.UserId, use.LoginType, use.SubType, IntegrationSigns.Default.KindOf(use) == EvidenceKind.UiLogin ? "" : use.Client.ToUpperInvariant());
        uses[key] = uses.TryGetValue(key, out var known) ? known with { Count = known.Count + 1, Last = known.Last > use.Last ? known.Last : use.Last } : use;
    }
}
