using System;
using System.Collections.Generic;
using System.Globalization;
using SfIntegration.Http;

namespace SfIntegration.Diagnosis;

/// <summary>Why a sign-in was refused: what Salesforce answered, and what an administrator sees of the user. Pure.</summary>
internal static class RefusalJudgement
{
    /// <summary>A clock that is off by less is not why.</summary>
    private static readonly TimeSpan s_clockCounts = TimeSpan.FromSeconds(30);

    /// <summary>The token step.</summary>
    /// <param name="error">The refusal.</param>
    /// <param name="side">The user as an administrator sees it, or null.</param>
    /// <param name="clock">This machine's clock minus the org's, or null.</param>
    /// <param name="known">What is known for the cure's line.</param>
    public static StepResult Token(SfException error, UserSide? side, TimeSpan? clock, IReadOnlyDictionary<string, string?> known)
    {
        var what = ErrorCures.Explain(error.Code, Description(error));
        var (cause, cure, cmdlet) = (what?.Cause, error.Cure ?? what?.Cure, what?.Cmdlet);
        if (Noted(error, side) is { } noted)
        {
            (cause, cure, cmdlet) = ($"{noted.What.Cause} {Evidence(side!.LastLogin!)}", noted.What.Cure, Filled(noted, side, known));
        }
        else if (Exact(error, side) is { } exact)
        {
            (cause, cure, cmdlet) = (exact.Cause, exact.Cure, exact.Cmdlet);
        }
        else if (Is(error, "expired authorization code") && clock is { } off && off.Duration() > s_clockCounts)
        {
            cause = $"This machine's clock is {Span(off.Duration())} {(off > TimeSpan.Zero ? "ahead of" : "behind")} the org's, so that the assertion had expired when it arrived.";
            cure = "Set this machine's clock right.";
        }

        return StepResult.Fail(error is SfNetworkException ? error.Message : "Salesforce refused the sign-in: " + error.Message, cause, cure, CureLine.Fill(cmdlet, known), error.Code);
    }

    /// <summary>One of the steps behind the token, when the token was refused: Fail where the org noted that it is the one.</summary>
    public static StepResult Behind(ConnectionStep step, SfException error, UserSide? side, IReadOnlyDictionary<string, string?> known)
    {
        if (Noted(error, side) is { } noted && noted.Step == step)
        {
            return StepResult.Fail(Evidence(side!.LastLogin!), noted.What.Cause + Asked(step, side), noted.What.Cure, Filled(noted, side, known), error.Code);
        }

        return step is ConnectionStep.Address or ConnectionStep.Hours && Is(error, "ip restricted") && side?.LastLogin is null
            ? StepResult.NotAssessed("Salesforce refuses for the address or for the hours, and does not say for which; -Administrator <org> lets somebody look who may.")
            : StepResult.NotAssessed(Because(ConnectionStep.Token));
    }

    public static string Because(ConnectionStep step) => $"Not tried, because step {step} failed.";

    /// <summary>What an administrator sees that explains the refusal; Salesforce's own note where it wrote one, else the user's own state.</summary>
    private static ErrorExplanation? Exact(SfException error, UserSide? side)
    {
        if (side is null)
        {
            return null;
        }

        if (side.IsMissing && Is(error, "hasn't approved this consumer"))
        {
            return new ErrorExplanation($"The org has no user {side.Username}: Salesforce then says the same as for a user who has not approved the app.", "Check the username; a sandbox's ends with the sandbox's name.", "Get-SfIntegrationUser");
        }

        if (side.UserId is not null && !side.IsActive && (error.Code is "inactive_user" || Is(error, "no client credentials user")))
        {
            return new ErrorExplanation($"{side.Username} is deactivated.", "Enable the user.", "Enable-SfIntegrationUser {username}");
        }

        if (side.IsFrozen == true && error.Code is "inactive_user")
        {
            return new ErrorExplanation($"{side.Username} is frozen.", "Unlock the user.", "Unlock-SfIntegrationUser {username}");
        }

        return side.IsApiUserOnly == false && Is(error, "no client credentials user")
            ? new ErrorExplanation($"The app has no Run As user, or it is {side.Username}, whose profile {side.ProfileName} is not API Only.", "Make the identity API Only (the licence Salesforce Integration is), and the Run As user of the app's client credentials.", "Get-SfApp")
            : null;
    }

    /// <summary>What the user would have had to fulfil.</summary>
    private static string Asked(ConnectionStep step, UserSide side) => step switch
    {
        ConnectionStep.Address when side.Doors?.Ranges is { } ranges => $" The profile {side.ProfileName} lets in from {ranges}.",
        ConnectionStep.Hours when side.Doors?.Hours is { } hours => $" The profile {side.ProfileName} lets in at {hours}.",
        ConnectionStep.AppApproval when side.AppOpenTo is { Count: > 0 } doors => $" The app is open to {string.Join(", ", doors)}.",
        ConnectionStep.AppApproval when side.AppOpenTo is { Count: 0 } => " The app is open to no permission set and no profile.",
        _ => "",
    };

    private static LoginStatus? Noted(SfException error, UserSide? side) => LoginStatuses.Find(side?.LastLogin?.Status, error.Code);

    /// <summary>The row is of this attempt, and so names the app.</summary>
    private static string? Filled(LoginStatus noted, UserSide? side, IReadOnlyDictionary<string, string?> known) =>
        CureLine.Fill(noted.What.Cmdlet?.Replace("{app}", side?.LastLogin?.Application is { Length: > 0 } app ? CureLine.Quote(app) : "<app>"), known);

    private static string Evidence(LastLogin login) =>
        $"The newest sign-in in LoginHistory says '{login.Status}'"
        + (login.SourceIp is null ? "" : $", from {login.SourceIp}")
        + (login.Application is null ? "" : $", through {login.Application}")
        + (login.Time is { } time ? time.ToString("', 'yyyy-MM-dd HH:mm:ss 'UTC.'", CultureInfo.InvariantCulture) : ".");

    private static bool Is(SfException error, string part) => Description(error).IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;

    private static string Description(SfException error) => error.Errors.Count > 0 ? error.Errors[0].Message : error.Message;

    private static string Span(TimeSpan span) => span.TotalMinutes >= 2
        ? ((int)span.TotalMinutes).ToString(CultureInfo.InvariantCulture) + " minutes"
        : ((int)span.TotalSeconds).ToString(CultureInfo.InvariantCulture) + " seconds";
}
