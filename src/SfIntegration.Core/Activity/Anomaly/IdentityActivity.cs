using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Activity.Anomaly;

/// <summary>
/// What one identity did, as far as logs tell: the window that is judged and the past that it is compared with. Pure data; a part that is null was not
/// read, and its reason stands beside it.
/// </summary>
internal sealed class IdentityActivity
{
    /// <summary>What is judged begins here, UTC; what is earlier is the past.</summary>
    public required DateTime Since { get; init; }

    /// <summary>What is judged ends here (not part of it), UTC.</summary>
    public required DateTime Until { get; init; }

    /// <summary>
    /// The calls, hour by hour, by client, API version, address, object and operation; of the past too. Null where no log of calls was given.
    /// </summary>
    public IReadOnlyList<SfActivity>? Calls { get; init; }

    /// <summary>Why the calls were not read.</summary>
    public string? CallsNotRead { get; init; }

    /// <summary>The sign-ins, oldest first; of the past too. Null where no log of sign-ins was given.</summary>
    public IReadOnlyList<SignIn>? SignIns { get; init; }

    /// <summary>Why the sign-ins were not read.</summary>
    public string? SignInsNotRead { get; init; }

    /// <summary>When it was frozen or deactivated; null where that was not read.</summary>
    public IReadOnlyList<LockedPeriod>? Locked { get; init; }

    /// <summary>Why that was not read.</summary>
    public string? LockedNotRead { get; init; }

    /// <summary>By app (id or name), the identities that called through it within the window, of the whole org.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> AppUsers { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Days on which it called, all of them, in order.</summary>
    public IReadOnlyList<DateTime> ActiveDays => _activeDays ??= (Calls ?? Array.Empty<SfActivity>()).Select(c => c.Day!.Value).Distinct().OrderBy(d => d).ToList();

    private IReadOnlyList<DateTime>? _activeDays;

    /// <summary>The active days before a moment: the past that something new is compared with.</summary>
    public int ActiveDaysBefore(DateTime moment) => ActiveDays.Count(d => d < moment.Date);

    /// <summary>True within the window that is judged.</summary>
    public bool IsJudged(DateTime moment) => moment >= Since && moment < Until;

    /// <summary>The calls of the window.</summary>
    public IEnumerable<SfActivity> JudgedCalls => (Calls ?? Array.Empty<SfActivity>()).Where(c => IsJudged(c.HourStart!.Value));

    /// <summary>The sign-ins of the window.</summary>
    public IEnumerable<SignIn> JudgedSignIns => (SignIns ?? Array.Empty<SignIn>()).Where(s => IsJudged(s.Time));
}

/// <summary>A sign-in or an attempt at one, from LoginHistory or from the event type Login.</summary>
/// <param name="Time">When, UTC.</param>
/// <param name="Succeeded">True where it opened a session.</param>
/// <param name="LoginType">The way in, as LoginHistory.LoginType names it.</param>
/// <param name="LoginSubType">The OAuth flow or kind of password login; null for none.</param>
/// <param name="Address">From where.</param>
/// <param name="Country">The country of the address, two letters; null where the log has none.</param>
/// <param name="Application">The app; null where the log has none (the event type Login).</param>
internal sealed record SignIn(DateTime Time, bool Succeeded, string? LoginType, string? LoginSubType, string? Address, string? Country, string? Application)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Time:yyyy-MM-dd HH:mm}Z {LoginSubType ?? LoginType ?? "sign-in"} from {Address ?? "?"}{(Country is null ? "" : $" ({Country})")}{(Succeeded ? "" : ", refused")}";
}

/// <summary>A time in which a user was frozen or not active.</summary>
/// <param name="From">Since when, UTC.</param>
/// <param name="To">Until when, UTC; null for still.</param>
/// <param name="What">"frozen" or "deactivated".</param>
/// <param name="By">Who did it, as the audit trail has it; null where that is not known.</param>
/// <param name="ByPlatform">True where Salesforce itself did it (facts §5.7).</param>
internal sealed record LockedPeriod(DateTime From, DateTime? To, string What, string? By, bool ByPlatform);
