using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Harden.Login;

/// <summary>What the identity's profile restricts sign-ins to, as a plan needs it. Pure data.</summary>
internal sealed class ProfileRestriction
{
    /// <summary>Nothing was asked for.</summary>
    public static readonly ProfileRestriction None = new();

    private const int MostNames = 6;

    private static readonly string[] s_rights = { "PermissionsModifyMetadata", "PermissionsModifyAllData" };

    /// <summary>The caller's own rights (facts §3.4: UserPermissionAccess tells of the running user alone).</summary>
    private static string MayWrite => $"SELECT {string.Join(", ", s_rights)} FROM UserPermissionAccess";

    /// <summary>The profile as it is; null where it does not exist yet or nothing was asked for.</summary>
    public ProfileDoors? Doors { get; init; }

    /// <summary>What the profile says of passwords; null where it says nothing, does not exist yet, or is not the identity's own.</summary>
    public PasswordPolicy? Policy { get; init; }

    /// <summary>Why the policy was not read, or may not be written, with what would let it; or null.</summary>
    public string? PolicyNotRead { get; init; }

    /// <summary>Organization.TimeZoneSidKey.</summary>
    public string OrgTimeZone { get; init; } = "";

    /// <summary>Other active users that hold the profile, by login name; the first few.</summary>
    public IReadOnlyList<string> OtherUsers { get; init; } = Array.Empty<string>();

    /// <summary>Why it was not read, or null.</summary>
    public string? NotRead { get; init; }

    /// <summary>What would let it be read, where it was not.</summary>
    public string? Cure { get; init; }

    /// <summary>What a plan rests on, in one line: somebody else's change in between changes it.</summary>
    public string Fingerprint => $"{Doors?.FullName}|{(Doors?.Ranges is { } ranges ? AddressRanges.Words(ranges) : "")}|{Doors?.Hours}|{OrgTimeZone}|{string.Join(",", OtherUsers)}|{NotRead}|{string.Join(",", PasswordPolicyDefaults.All.Select(d => Policy?.Value(d.Element)))}|{PolicyNotRead}";

    /// <summary>
    /// Reads what the scope speaks of, in two or three calls, one for a profile that is still to be made; nothing where it names neither addresses nor
    /// hours, nor a profile of the identity's own.
    /// </summary>
    public static async Task<ProfileRestriction> ReadAsync(OrgApi api, AccessScope scope, NamedThings names, CancellationToken cancellation)
    {
        var identity = scope.Identity;
        var (asksDoors, isOwn) = (identity.Network.Count > 0 || identity.Hours is not null, identity.Profile?.CloneOf is not null);
        if (!asksDoors && !isOwn)
        {
            return None;
        }

        var profile = names.Profiles.FirstOrDefault(p => string.Equals(p.Name, identity.Profile?.Name, StringComparison.OrdinalIgnoreCase));
        var queries = new List<string> { MayWrite };
        if (profile is not null)
        {
            queries.Add($"SELECT Username FROM User WHERE ProfileId = {Soql.Quote(profile.Id)} AND IsActive = true AND Username != {Soql.Quote(identity.Username)} ORDER BY Username LIMIT {MostNames}");
        }

        var answers = await new BatchApi(api.Connection).TryQueryManyAsync(queries, cancellation).ConfigureAwait(false);
        if (answers.Skip(1).FirstOrDefault(a => a.Error is not null)?.Error is { } error)
        {
            return Closed($"Who else has the profile was not read: {error.Message}", error.Cure);
        }

        // Reading may go by Tooling; writing is the Metadata API's alone, and is better told now than when everything else is there.
        if (answers[0].Error is null && answers[0].Records.Count == 1 && !s_rights.Any(r => (bool?)answers[0].Records[0][r] == true))
        {
            return Closed("Only the Metadata API writes what a profile restricts, and it is closed to the caller.", "Give the calling user the system permission ModifyMetadata (or ModifyAllData).");
        }

        var doors = profile is null || !asksDoors ? null : await ProfileDoors.ReadAsync(api, profile.Id, cancellation).ConfigureAwait(false);
        var (policy, policyNotRead) = profile is null || !isOwn ? (null, null) : await PolicyAsync(api, profile.Name, cancellation).ConfigureAwait(false);
        return new ProfileRestriction
        {
            Doors = doors,
            Policy = policy,
            PolicyNotRead = policyNotRead,
            OrgTimeZone = names.OrgTimeZone ?? "",
            OtherUsers = answers.Skip(1).SelectMany(a => a.Records).Select(r => (string?)r["Username"] ?? "").ToList(),
            NotRead = doors?.NotRead,
            Cure = doors?.Cure,
        };
    }

    private static async Task<(PasswordPolicy? Policy, string? NotRead)> PolicyAsync(OrgApi api, string profileName, CancellationToken cancellation)
    {
        try
        {
            return (await PasswordPolicy.ReadAsync(api, profileName, cancellation).ConfigureAwait(false), null);
        }
        catch (SfApiException e) when (e is MetadataClosedException || e.Code == "INVALID_TYPE")
        {
            return (null, $"{e.Message} {e.Cure}".TrimEnd());
        }
    }

    private static ProfileRestriction Closed(string why, string? cure) => new() { NotRead = why, Cure = cure, PolicyNotRead = $"{why} {cure}".TrimEnd() };
}
