using System;
using SfIntegration.Rules;

namespace SfIntegration.Proof;

/// <summary>What one sign-in after the doors closed means. Pure.</summary>
internal static class DoorVerdict
{
    // LOGIN_ERROR_RESTRICTED_DOMAIN and LOGIN_ERROR_RESTRICTED_TIME as LoginHistory.Status says them (facts §6.2); capitals vary.
    private const string WrongPlace = "Restricted IP";
    private const string WrongTime = "Restricted time";

    /// <summary>The token endpoint refused for address or hour; it does not tell which (facts §1.5; the documentation writes IP in capitals).</summary>
    public static bool IsRefusal(string message) => message.IndexOf("ip restricted or invalid login hours", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <param name="namesHours">The scope names hours.</param>
    /// <param name="isInside">The address lies in the scope's ranges; null where the scope names none.</param>
    /// <param name="refusal">What the sign-in was refused with; null where it was let in.</param>
    /// <param name="address">Where Salesforce saw it come from; null where that was not read.</param>
    /// <param name="status">LoginHistory.Status of it; null where that was not read.</param>
    public static (Outcome Outcome, string Message) Of(bool namesHours, Func<string, bool>? isInside, string? refusal, string? address, string? status)
    {
        if (address is null || status is null)
        {
            return (Outcome.NotAssessed, $"A sign-in was {(refusal is null ? "let in" : "refused")}; whether that is right cannot be told, because the login history does not show it to this caller.");
        }

        var inside = isInside?.Invoke(address);
        if (refusal is null)
        {
            return inside == false
                ? (Outcome.Fail, $"A sign-in from {address} was let in, and the scope does not name that address.")
                : (Outcome.Pass, inside == true ? $"A sign-in from {address}, an address of the scope, was let in." : $"A sign-in from {address} was let in; the scope names no addresses, and its hours are open.");
        }

        return Is(status, WrongPlace) && inside == false ? (Outcome.Pass, $"A sign-in from {address} was refused, as it must be: the scope does not name that address.")
            : Is(status, WrongTime) && namesHours ? (Outcome.Pass, $"A sign-in from {address} was refused, as it must be at this hour.")
            : Is(status, WrongPlace) ? (Outcome.Fail, $"A sign-in from {address} was refused, although the scope lets it in from there.")
            : (Outcome.Fail, $"A sign-in from {address} was refused for another reason: {refusal} ({status})");
    }

    private static bool Is(string status, string word) => status.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
}
