using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Traffic;

/// <summary>What a planted incident is.</summary>
public enum PracticeIncidentKind
{
    /// <summary>Calls at an hour at which the identity never works.</summary>
    OddHour,

    /// <summary>Calls from an address that it never used.</summary>
    UnknownAddress,

    /// <summary>A sign-in and calls from a country that it never used.</summary>
    UnknownCountry,

    /// <summary>Calls by a client that it never used.</summary>
    NewClient,

    /// <summary>Calls of a very old API version.</summary>
    OldApiVersion,

    /// <summary>A day with many times the calls.</summary>
    VolumeSpike,

    /// <summary>Many refused calls in a short time.</summary>
    FailureBurst,

    /// <summary>A sign-in on the login page.</summary>
    UiLogin,

    /// <summary>Calls while the user is frozen.</summary>
    UseAfterFreeze,

    /// <summary>A sign-in by username and password, through OAuth and through SOAP.</summary>
    PasswordLogin,

    /// <summary>Calls through the app of another identity.</summary>
    AppShared,

    /// <summary>Calls of an identity that had stopped.</summary>
    DormantAwakened,
}

/// <summary>An incident that was planted in made traffic.</summary>
public sealed class PracticeIncident
{
    internal PracticeIncident(PracticeIncidentKind kind, string username, DateTime from, DateTime to, string what) => (Kind, Username, From, To, What) = (kind, username, from, to, what);

    /// <summary>What it is.</summary>
    public PracticeIncidentKind Kind { get; }

    /// <summary>Whose it is.</summary>
    public string Username { get; }

    /// <summary>When it begins, UTC.</summary>
    public DateTime From { get; }

    /// <summary>When it is over, UTC; nothing of it is as late as this.</summary>
    public DateTime To { get; }

    /// <summary>What happens, in words.</summary>
    public string What { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} of {Username}, {From:u} to {To:u}: {What}";
}

/// <summary>What traffic was made.</summary>
public sealed class PracticeTrafficResult
{
    internal PracticeTrafficResult(long calls, long signIns, IReadOnlyList<PracticeIncident> incidents) => (Calls, SignIns, Incidents) = (calls, signIns, incidents);

    /// <summary>Rows of ApiTotalUsage.</summary>
    public long Calls { get; }

    /// <summary>Rows of Login.</summary>
    public long SignIns { get; }

    /// <summary>The planted incidents, in the order of time.</summary>
    public IReadOnlyList<PracticeIncident> Incidents { get; }
}
