using System;
using System.Collections.Generic;
using SfIntegration.Access;
using SfIntegration.Rules;

namespace SfIntegration.Plan;

/// <summary>A profile as far as choosing one needs it.</summary>
internal sealed record ProfileFacts(string Id, string Name, string LicenseName, bool ApiUserOnly, bool ApiEnabled);

/// <summary>Names that a scope mentions, with their ids in this org. Pure data.</summary>
internal sealed class NamedThings
{
    public IReadOnlyList<ProfileFacts> Profiles { get; init; } = Array.Empty<ProfileFacts>();

    /// <summary>UserRole.Name or DeveloperName to id.</summary>
    public IReadOnlyDictionary<string, string> Roles { get; init; } = new Dictionary<string, string>();

    /// <summary>ApexClass.Name (with "Namespace__" where packaged) to id.</summary>
    public IReadOnlyDictionary<string, string> ApexClasses { get; init; } = new Dictionary<string, string>();

    /// <summary>CustomPermission.DeveloperName (with its namespace) to id.</summary>
    public IReadOnlyDictionary<string, string> CustomPermissions { get; init; } = new Dictionary<string, string>();

    /// <summary>Record types of the objects that the scope names some of: "Case.Support" (with a namespace before the name where packaged) to whether it is active.</summary>
    public IReadOnlyDictionary<string, bool> RecordTypes { get; init; } = new Dictionary<string, bool>();

    /// <summary>External client apps that the scope names; null where the org does not show their rows.</summary>
    public IReadOnlyList<AppFacts>? ExternalApps { get; init; } = Array.Empty<AppFacts>();

    /// <summary>Apps of both kinds that the scope names; null where the connected ones could not be read.</summary>
    public IReadOnlyList<AppFacts>? Apps { get; init; } = Array.Empty<AppFacts>();

    /// <summary>Usernames by id of users that the plan may have to name (other holders of a set).</summary>
    public IReadOnlyDictionary<string, string> Usernames { get; init; } = new Dictionary<string, string>();

    /// <summary>The values every new user takes from its maker or the org: TimeZoneSidKey, LocaleSidKey, EmailEncodingKey, LanguageLocaleKey.</summary>
    public IReadOnlyDictionary<string, string> UserDefaults { get; init; } = new Dictionary<string, string>();

    /// <summary>Organization.TimeZoneSidKey, where the scope names hours; else null.</summary>
    public string? OrgTimeZone { get; init; }

    /// <summary>The identity's sign-ins, newest first; null where they were not asked for or could not be read.</summary>
    public IReadOnlyList<LoginFacts>? Logins { get; init; }

    /// <summary>What could not be read, in words.</summary>
    public IReadOnlyList<string> NotRead { get; init; } = Array.Empty<string>();
}

/// <summary>Everything a plan is made from: read once, then pure.</summary>
internal sealed class PlanInput
{
    /// <summary>What the scope is compared with.</summary>
    public required OrgState State { get; init; }

    /// <summary>The part of it that says who holds what.</summary>
    public AccessSnapshot Snapshot => State.Snapshot;

    public required SchemaFacts Schema { get; init; }

    public required NamedThings Names { get; init; }

    /// <summary>The record types that the scope's sets open now.</summary>
    public SetRecordTypes RecordTypes => State.RecordTypes;

    /// <summary>The caller's own user id: it is never locked out by its own plan.</summary>
    public required string CallerUserId { get; init; }

    /// <summary>Now, UTC.</summary>
    public required DateTime Now { get; init; }
}

/// <summary>What the caller of the planner decided.</summary>
internal sealed record PlanOptions(bool Adopt = false, bool RemoveUnscoped = false)
{
    /// <summary>How a profile of the identity's own is made (facts leave it open which way an org takes).</summary>
    public ProfileCloning ProfileCloning { get; init; } = ProfileCloning.Row;

    /// <summary>How a set is pre-authorised for an external client app.</summary>
    public AppAccess AppAccess { get; init; } = AppAccess.Policy;

    /// <summary>The certificate (DER, base64) that apps of the JWT flow get which have none; null where none was given. Never a private key.</summary>
    public string? Certificate { get; init; }
}
