using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Activity.Anomaly;

/// <summary>Everything that logs and org told of some identities, before it is told apart by identity. Pure data; null was not read.</summary>
internal sealed class ActivityHistory
{
    /// <summary>What is judged begins here, UTC.</summary>
    public required DateTime Since { get; init; }

    /// <summary>What is judged ends here, UTC.</summary>
    public required DateTime Until { get; init; }

    /// <summary>Calls by identity, client, API version, address, day, hour, object and operation.</summary>
    public IReadOnlyList<SfActivity>? Calls { get; init; }

    /// <summary>Why there are none.</summary>
    public string? CallsNotRead { get; init; }

    /// <summary>Who called through which app within the window: calls by identity and client, of everybody.</summary>
    public IReadOnlyList<SfActivity> AppCalls { get; init; } = Array.Empty<SfActivity>();

    /// <summary>Sign-ins by user id.</summary>
    public ILookup<string, SignIn>? SignIns { get; init; }

    /// <summary>Why there are none.</summary>
    public string? SignInsNotRead { get; init; }

    /// <summary>Times in which users were frozen or deactivated, by user id.</summary>
    public ILookup<string, LockedPeriod>? Locked { get; init; }

    /// <summary>Why there are none.</summary>
    public string? LockedNotRead { get; init; }

    /// <summary>Users of whom it cannot be told, by id: others have the same name.</summary>
    public ISet<string> LockedUnclear { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The users, by id: those that the org shows, or whom the logs name.</summary>
    public IReadOnlyDictionary<string, string> Usernames { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What one identity did; empty parts where the logs do not name it.</summary>
    public IdentityActivity Of(string username)
    {
        var ids = new HashSet<string>(Usernames.Where(u => string.Equals(u.Value, username, StringComparison.OrdinalIgnoreCase)).Select(u => u.Key).Append(username), StringComparer.Ordinal);
        return new IdentityActivity
        {
            Since = Since,
            Until = Until,
            Calls = Calls?.Where(c => c.UserId is { } id && ids.Contains(id)).ToList(),
            CallsNotRead = CallsNotRead,
            SignIns = SignIns is null ? null : ids.SelectMany(id => SignIns[id]).OrderBy(s => s.Time).ToList(),
            SignInsNotRead = SignInsNotRead,
            Locked = Locked is null || ids.Overlaps(LockedUnclear) ? null : ids.SelectMany(id => Locked[id]).OrderBy(l => l.From).ToList(),
            LockedNotRead = ids.Overlaps(LockedUnclear) ? "Several users have its name, and the audit trail tells users by name only." : LockedNotRead,
            AppUsers = AppUsers,
        };
    }

    private IReadOnlyDictionary<string, IReadOnlyList<string>> AppUsers => _appUsers ??= AppCalls
        .Where(c => c.ConnectedAppId is { Length: > 0 } && c.UserId is not null)
        .GroupBy(c => c.ConnectedAppId!, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(g => g.Key, g => (IReadOnlyList<string>)g.Select(c => c.Username ?? (Usernames.TryGetValue(c.UserId!, out var name) ? name : c.UserId!)).Distinct(StringComparer.OrdinalIgnoreCase).ToList(), StringComparer.OrdinalIgnoreCase);

    private IReadOnlyDictionary<string, IReadOnlyList<string>>? _appUsers;
}
