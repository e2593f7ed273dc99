using System;
using System.Collections.Generic;

namespace SfIntegration;

/// <summary>
/// The calls that event logs show for one combination of who, with what, from where, when, on which object, doing what. A part is null
/// where it was not asked for (<see cref="SfActivityCoverage.By"/> tells) and where the log names none.
/// </summary>
public sealed class SfActivity
{
    internal SfActivity()
    {
    }

    /// <summary>The org; of saved logs with its id and host as they were saved.</summary>
    public SfOrg? Org { get; internal init; }

    /// <summary>The 18-character id of the user; null for a call without a user.</summary>
    public string? UserId { get; internal init; }

    /// <summary>The username, where a log names it or the org was asked.</summary>
    public string? Username { get; internal init; }

    /// <summary>What called, by name: CLIENT_NAME, or else the connected app's name.</summary>
    public string? Client { get; internal init; }

    /// <summary>The id of the app that the session was signed in through (0H4 or 888).</summary>
    public string? ConnectedAppId { get; internal init; }

    /// <summary>The User-Agent header; only RestApi and ApexRestApi have it.</summary>
    public string? UserAgent { get; internal init; }

    /// <summary>The API version such as 66.0.</summary>
    public string? ApiVersion { get; internal init; }

    /// <summary>203.0.113.0/24, 2001:db8:1::/48, or as the log has it where that is no address ("Salesforce.com IP").</summary>
    public string? AddressBlock { get; internal init; }

    /// <summary>The address itself, where it was asked for.</summary>
    public string? Address { get; internal init; }

    /// <summary>The UTC day, at midnight.</summary>
    public DateTime? Day { get; internal init; }

    /// <summary>The UTC hour of the day, 0 to 23.</summary>
    public int? Hour { get; internal init; }

    /// <summary>The start of the UTC hour where both day and hour were asked for.</summary>
    public DateTime? HourStart => Day is { } day && Hour is { } hour ? day.AddHours(hour) : null;

    /// <summary>The object (ENTITY_NAME).</summary>
    public string? SobjectType { get; internal init; }

    /// <summary>Read, Query, Create, Update, Upsert, Delete, Describe, Login, ...; as the log has it where we know no word for it.</summary>
    public string? Operation { get; internal init; }

    /// <summary>LOGIN_TYPE of a sign-in, as the log has it; with the operation.</summary>
    public string? LoginType { get; internal init; }

    /// <summary>LOGIN_STATUS of a sign-in (LOGIN_NO_ERROR, LOGIN_ERROR_INVALID_PASSWORD, ...; facts §6.2); with the operation.</summary>
    public string? LoginStatus { get; internal init; }

    /// <summary>The event type, where asked for by it.</summary>
    public string? EventType { get; internal init; }

    /// <summary>How many.</summary>
    public long Calls { get; internal init; }

    /// <summary>Rows that the calls worked on. Null where no log of them has rows (ApiTotalUsage has none): never a false 0.</summary>
    public long? Rows { get; internal init; }

    /// <summary>Calls that failed: a status of 400 or more, a request status of failure, a sign-in that was refused.</summary>
    public long Errors { get; internal init; }

    /// <summary>The first of them, UTC.</summary>
    public DateTime FirstSeen { get; internal init; }

    /// <summary>The last of them, UTC.</summary>
    public DateTime LastSeen { get; internal init; }

    /// <summary>The event types it was counted from.</summary>
    public IReadOnlyList<string> EventTypes { get; internal init; } = Array.Empty<string>();

    /// <summary>What the logs could show and what not; one object for all rows of a measurement.</summary>
    public SfActivityCoverage Coverage { get; internal init; } = null!;
}
