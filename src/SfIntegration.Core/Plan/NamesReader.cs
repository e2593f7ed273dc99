using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Access;
using SfIntegration.Api;
using SfIntegration.Harden.Apps;
using SfIntegration.Http;
using SfIntegration.Rules;
using SfIntegration.Scope;

namespace SfIntegration.Plan;

/// <summary>
/// Looks up the names a scope mentions (profiles, role, classes, custom permissions, apps, other holders of its sets) and, for
/// a test, the identity's sign-ins. One call.
/// </summary>
internal sealed class NamesReader
{
    private static readonly string[] s_userDefaults = { "TimeZoneSidKey", "LocaleSidKey", "EmailEncodingKey", "LanguageLocaleKey" };

    private readonly OrgApi _api;
    private readonly List<(string What, string Soql, Action<IReadOnlyList<JObject>> Take)> _questions = new();

    public NamesReader(OrgApi api) => _api = api;

    /// <summary>The latest sign-ins are enough to see who uses an identity; history goes back six months (OR:loginhistory).</summary>
    private const int MostLogins = 2000;

    /// <param name="scope">The scope, or null: then only sign-ins are read.</param>
    /// <param name="loginsOf">The username whose sign-ins are read, or null.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<NamedThings> ReadAsync(AccessScope? scope, string? loginsOf, CancellationToken cancellation)
    {
        var profiles = new List<ProfileFacts>();
        var roles = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var classes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var permissions = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var recordTypes = new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase);
        List<AppFacts>? connected = null;
        List<AppFacts>? external = null;
        var usernames = new Dictionary<string, string>(StringComparer.Ordinal);
        var defaults = new Dictionary<string, string>();
        List<LoginFacts>? logins = null;
        string? zone = null;

        if (loginsOf is not null)
        {
            // Application and Status cannot be filtered (facts §6.1), so the rule does that.
            Ask("sign-ins", $"SELECT LoginTime, LoginType, LoginSubType, Application, SourceIp, Status FROM LoginHistory WHERE UserId IN (SELECT Id FROM User WHERE Username = {Soql.Quote(loginsOf)}) ORDER BY LoginTime DESC LIMIT {MostLogins}", rows =>
                logins = rows.Select(r => new LoginFacts(r.Moment("LoginTime") ?? default, Text(r, "LoginType"), (string?)r["Application"], (string?)r["SourceIp"], Text(r, "Status")) { LoginSubType = (string?)r["LoginSubType"] }).ToList());
        }

        if (scope is not null)
        {
            AskScope(scope);
        }

        var outcomes = await new BatchApi(_api.Connection).TryQueryManyAsync(_questions.Select(q => q.Soql), cancellation).ConfigureAwait(false);
        var notRead = new List<string>();
        for (var i = 0; i < outcomes.Count; i++)
        {
            if (outcomes[i].Error is { } error)
            {
                notRead.Add($"{_questions[i].What}: {error.Message}");
            }
            else
            {
                _questions[i].Take(outcomes[i].Records);
            }
        }

        return new NamedThings
        {
            Profiles = profiles,
            Roles = roles,
            ApexClasses = classes,
            CustomPermissions = permissions,
            RecordTypes = recordTypes,
            Apps = connected?.Concat(external ?? Enumerable.Empty<AppFacts>()).ToList(),
            ExternalApps = external,
            Usernames = usernames,
            UserDefaults = defaults,
            OrgTimeZone = zone,
            Logins = logins,
            NotRead = notRead,
        };

        void AskScope(AccessScope scope)
        {
            Ask("profiles", "SELECT Id, Name, UserLicense.Name, PermissionsApiUserOnly, PermissionsApiEnabled FROM Profile", rows =>
                profiles.AddRange(rows.Select(r => new ProfileFacts(
                    Text(r, "Id"), Text(r, "Name"), (string?)r.SelectToken("UserLicense.Name") ?? "", Flag(r, "PermissionsApiUserOnly"), Flag(r, "PermissionsApiEnabled")))));
            Ask("the caller's own settings", $"SELECT {string.Join(", ", s_userDefaults)} FROM User WHERE Id = {Soql.Quote(_api.Org.UserId)}", rows =>
            {
                foreach (var field in s_userDefaults.Where(f => rows.Count > 0 && rows[0][f]?.Type == JTokenType.String))
                {
                    defaults[field] = Text(rows[0], field);
                }
            });
            if (scope.Identity.Hours is not null)
            {
                Ask("the org's time zone", "SELECT TimeZoneSidKey FROM Organization", rows => zone = rows.Count > 0 ? (string?)rows[0]["TimeZoneSidKey"] : null);
            }

            if (scope.Identity.Role is { } role)
            {
                Ask("roles", $"SELECT Id, Name, DeveloperName FROM UserRole WHERE Name = {Soql.Quote(role)} OR DeveloperName = {Soql.Quote(role)}", rows =>
                {
                    if (rows.Count > 0)
                    {
                        roles[role] = Text(rows[0], "Id");
                    }
                });
            }

            AskNames("Apex classes", "ApexClass", "Name", scope.Integrations.SelectMany(i => i.SetupAccess.ApexClasses), classes);
            AskNames("custom permissions", "CustomPermission", "DeveloperName", scope.Integrations.SelectMany(i => i.SetupAccess.CustomPermissions), permissions);
            AskRecordTypes(scope, recordTypes);
            AskApps(scope, rows => connected = rows, rows => external = rows);
            AskHolders(scope, usernames);
        }
    }

    private void Ask(string what, string soql, Action<IReadOnlyList<JObject>> take) => _questions.Add((what, soql, take));

    /// <summary>Packaged names are written "ns__Name" in a scope; the rows keep the two apart.</summary>
    private void AskNames(string what, string sobjectType, string nameField, IEnumerable<ScopeName> names, Dictionary<string, string> found)
    {
        var list = names.Select(n => n.Name).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (list.Count == 0)
        {
            return;
        }

        var bare = list.Concat(list.Where(n => n.IndexOf("__", StringComparison.Ordinal) > 0).Select(n => n.Substring(n.IndexOf("__", StringComparison.Ordinal) + 2)));
        foreach (var soql in Soql.WhereIn($"SELECT Id, {nameField}, NamespacePrefix FROM {sobjectType}", nameField, bare))
        {
            Ask(what, soql, rows =>
            {
                foreach (var row in rows)
                {
                    var prefix = (string?)row["NamespacePrefix"];
                    found[string.IsNullOrEmpty(prefix) ? Text(row, nameField) : $"{prefix}__{Text(row, nameField)}"] = Text(row, "Id");
                }
            });
        }
    }

    /// <summary>All record types of the objects, so that a wrong name can be told with the right one.</summary>
    private void AskRecordTypes(AccessScope scope, Dictionary<string, bool> found)
    {
        var objects = scope.Integrations.SelectMany(i => i.Objects).Where(o => o.RecordTypes.Count > 0).Select(o => o.SobjectType).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (objects.Count == 0)
        {
            return;
        }

        foreach (var soql in AccessQueries.RecordTypes(objects))
        {
            Ask("record types", soql, rows =>
            {
                foreach (var row in rows)
                {
                    found[AccessQueries.RecordTypeName(row)] = Flag(row, "IsActive");
                }
            });
        }
    }

    /// <summary>Gives the apps the scope names, by kind; none is given of a kind that could not be read.</summary>
    private void AskApps(AccessScope scope, Action<List<AppFacts>> takeConnected, Action<List<AppFacts>> takeExternal)
    {
        var names = scope.Integrations.Where(i => i.App is not null).Select(i => i.App!.Name).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (names.Count == 0)
        {
            takeConnected(new List<AppFacts>());
            takeExternal(new List<AppFacts>());
            return;
        }

        foreach (var (what, soql, kind) in AppQueries.Named(names))
        {
            Ask(what, soql, rows => (kind == AppComponents.Connected ? takeConnected : takeExternal)(rows.Select(r => AppQueries.Read(r, kind)).ToList()));
        }
    }

    private void AskHolders(AccessScope scope, Dictionary<string, string> usernames)
    {
        var sets = scope.Integrations.Select(i => i.PermissionSet).Where(n => n.Length > 0).ToList();
        foreach (var soql in Soql.WhereIn("SELECT AssigneeId, Assignee.Username FROM PermissionSetAssignment", "PermissionSet.Name", sets))
        {
            Ask("holders of the scope's sets", soql, rows =>
            {
                foreach (var row in rows)
                {
                    usernames[Text(row, "AssigneeId")] = (string?)row.SelectToken("Assignee.Username") ?? Text(row, "AssigneeId");
                }
            });
        }
    }

    private static string Text(JObject row, string field) => (string?)row[field] ?? "";

    private static bool Flag(JObject row, string field) => (bool?)row[field] == true;
}
