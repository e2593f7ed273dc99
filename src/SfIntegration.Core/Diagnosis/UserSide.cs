using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using SfIntegration.Api;
using SfIntegration.Http;

namespace SfIntegration.Diagnosis;

/// <summary>What a permission set is bound to (facts §2.2).</summary>
internal enum SetBinding
{
    /// <summary>No licence: "None" in Setup.</summary>
    None,

    /// <summary>A user licence.</summary>
    UserLicense,

    /// <summary>A permission set licence, which comes along with the set.</summary>
    PermissionSetLicense,
}

/// <summary>A permission set that a user holds.</summary>
internal sealed record HeldSet(string Id, string Name, SetBinding Binding, string? LicenseName);

/// <summary>The newest sign-in that Salesforce noted.</summary>
internal sealed record LastLogin(DateTime? Time, string Status, string? SourceIp, string? Application);

/// <summary>A user as somebody who may look sees it. A part that is null could not be read; NotRead says why.</summary>
internal sealed class UserSide
{
    /// <summary>Null where the org has no such user, or shows it to nobody but others.</summary>
    public string? UserId { get; init; }

    /// <summary>The user was looked for and is not there.</summary>
    public bool IsMissing { get; init; }

    public string Username { get; init; } = "";

    public bool IsActive { get; init; }

    public string? ProfileName { get; init; }

    public string? ProfileId { get; init; }

    public bool? IsApiUserOnly { get; init; }

    /// <summary>UserLicense.Name.</summary>
    public string? License { get; init; }

    public bool? IsFrozen { get; init; }

    /// <summary>DeveloperName and label of each permission set licence.</summary>
    public IReadOnlyList<(string Name, string Label)>? SetLicenses { get; init; }

    /// <summary>Sets that people made, without those of profiles; a group's own set among them.</summary>
    public IReadOnlyList<HeldSet>? Sets { get; init; }

    public LastLogin? LastLogin { get; init; }

    /// <summary>What the profile asks of a sign-in; only where an administrator looked.</summary>
    public DoorsInWords? Doors { get; init; }

    /// <summary>Who the app of the newest sign-in is open to; null where that was not read.</summary>
    public IReadOnlyList<string>? AppOpenTo { get; init; }

    /// <summary>Why a part is missing: the org's own words.</summary>
    public string? NotRead { get; init; }
}

/// <summary>Reads <see cref="UserSide"/> with what the caller may see, be it the user itself or an administrator.</summary>
internal static class UserSideReader
{
    /// <param name="api">Who looks.</param>
    /// <param name="username">The user.</param>
    /// <param name="doors">Whether to read what lets the user in, which needs the Metadata API.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<UserSide> ReadAsync(OrgApi api, string username, bool doors, CancellationToken cancellation)
    {
        var name = Soql.Quote(username);
        IReadOnlyList<QueryOutcome> read;
        try
        {
            read = await api.Composite.TryQueryManyAsync(
                new[]
                {
                    $"SELECT Id, Username, IsActive, ProfileId, Profile.Name, Profile.PermissionsApiUserOnly, Profile.UserLicense.Name FROM User WHERE Username = {name}",
                    $"SELECT PermissionSetLicense.DeveloperName, PermissionSetLicense.MasterLabel FROM PermissionSetLicenseAssign WHERE Assignee.Username = {name}",
                    $"SELECT PermissionSet.Id, PermissionSet.Name, PermissionSet.LicenseId, PermissionSet.License.Name, PermissionSet.IsOwnedByProfile FROM PermissionSetAssignment WHERE Assignee.Username = {name}",
                    $"SELECT IsFrozen FROM UserLogin WHERE UserId IN (SELECT Id FROM User WHERE Username = {name})",
                    $"SELECT LoginTime, Status, SourceIp, Application FROM LoginHistory WHERE UserId IN (SELECT Id FROM User WHERE Username = {name}) ORDER BY LoginTime DESC LIMIT 1",
                },
                cancellation).ConfigureAwait(false);
        }
        catch (SfException e)
        {
            return new UserSide { Username = username, NotRead = e.Message };
        }

        var user = read[0].Error is null ? read[0].Records.FirstOrDefault() : null;
        var login = Rows(read[4])?.FirstOrDefault() is { } row ? new LastLogin(row.Moment("LoginTime"), row.Text("Status") ?? "", row.Text("SourceIp"), row.Text("Application")) : null;
        return new UserSide
        {
            Doors = doors && user.Text("ProfileId") is { } profileId ? await DoorsReader.ProfileAsync(api, profileId, cancellation).ConfigureAwait(false) : null,
            AppOpenTo = doors && login?.Application is { Length: > 0 } app ? await DoorsReader.OpenToAsync(api, app, cancellation).ConfigureAwait(false) : null,
            UserId = user.Text("Id"),
            IsMissing = read[0].Error is null && user is null,
            Username = user.Text("Username") ?? username,
            IsActive = user.Flag("IsActive"),
            ProfileId = user.Text("ProfileId"),
            ProfileName = (string?)user?.SelectToken("Profile.Name"),
            IsApiUserOnly = (bool?)user?.SelectToken("Profile.PermissionsApiUserOnly"),
            License = (string?)user?.SelectToken("Profile.UserLicense.Name"),
            SetLicenses = Rows(read[1])?.Select(r => ((string?)r.SelectToken("PermissionSetLicense.DeveloperName") ?? "", (string?)r.SelectToken("PermissionSetLicense.MasterLabel") ?? "")).ToList(),
            Sets = Rows(read[2])?.Select(r => r["PermissionSet"]).OfType<JObject>().Where(s => !s.Flag("IsOwnedByProfile")).Select(Set).ToList(),
            IsFrozen = Rows(read[3]) is { } logins ? logins.Any(r => r.Flag("IsFrozen")) : null,
            LastLogin = login,
            NotRead = NotRead(api, read),
        };
    }

    /// <summary>Which of the sets grant Read on an object; null where that cannot be read.</summary>
    public static async Task<IReadOnlyList<string>?> SetsThatShowAsync(OrgApi api, UserSide side, string sobjectType, CancellationToken cancellation)
    {
        if (side.Sets is not { } sets)
        {
            return null;
        }

        if (sets.Count == 0)
        {
            return Array.Empty<string>();
        }

        var queries = Soql.WhereIn($"SELECT ParentId FROM ObjectPermissions WHERE SobjectType = {Soql.Quote(sobjectType)} AND PermissionsRead = true", "ParentId", sets.Select(s => s.Id));
        var read = await api.Composite.TryQueryManyAsync(queries, cancellation).ConfigureAwait(false);
        if (read.Any(r => r.Error is not null))
        {
            return null;
        }

        var ids = new HashSet<string>(read.SelectMany(r => r.Records).Select(r => r.Text("ParentId")!), StringComparer.Ordinal);
        return sets.Where(s => ids.Contains(s.Id)).Select(s => s.Name).ToList();
    }

    private static string? NotRead(OrgApi api, IReadOnlyList<QueryOutcome> read)
    {
        var errors = read.Select(r => r.Error).Where(e => e is not null).ToList();
        return errors.Count == 0 ? null
            : errors.All(e => e!.Code == "INVALID_TYPE") ? $"{api.Org.Username} lacks View Setup"
            : errors.First(e => e!.Code != "INVALID_TYPE")!.Message;
    }

    // The id's prefix tells a permission set licence (0PL) from a user licence (100); facts §3.0.
    private static HeldSet Set(JObject set) => new(
        set.Text("Id")!,
        set.Text("Name")!,
        set.Text("LicenseId") is not { } license ? SetBinding.None
            : license.StartsWith("0PL", StringComparison.Ordinal) ? SetBinding.PermissionSetLicense : SetBinding.UserLicense,
        (string?)set.SelectToken("License.Name"));

    private static IReadOnlyList<JObject>? Rows(QueryOutcome outcome) => outcome.Error is null ? outcome.Records : null;
}
