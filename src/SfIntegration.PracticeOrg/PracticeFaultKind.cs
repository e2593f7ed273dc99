namespace SfIntegration.Practice;

/// <summary>The ways in which a practice org can have a bad day.</summary>
public enum PracticeFaultKind
{
    /// <summary>503 SERVER_UNAVAILABLE; nothing is done.</summary>
    Unavailable,

    /// <summary>The connection breaks before anything is done.</summary>
    Reset,

    /// <summary>The answer takes <see cref="PracticeFault.Delay"/>.</summary>
    Slow,

    /// <summary>The work is done, but half of the body arrives and then the connection breaks.</summary>
    CutOff,

    /// <summary>The work is done, and the connection breaks before the answer.</summary>
    LostAnswer,

    /// <summary>The work is done, and the answer never comes: the client waits until it gives up or dies.</summary>
    Hang,

    /// <summary>The caller's session ends: 401 INVALID_SESSION_ID until it signs in again.</summary>
    ExpiredSession,

    /// <summary>UNABLE_TO_LOCK_ROW for the row <see cref="PracticeFault.Row"/>, or for every row when none is named.</summary>
    RowLock,

    /// <summary>The row <see cref="PracticeFault.Row"/> (or every row) is refused with <see cref="PracticeFault.Code"/>.</summary>
    BadRow,

    /// <summary>403 REQUEST_LIMIT_EXCEEDED; nothing is done.</summary>
    RequestLimit,
}
