using System;
using SfIntegration.Practice.Api;

namespace SfIntegration.Practice.Auth;

/// <summary>The way into every API that takes a token in the header.</summary>
internal static class SessionEntry
{
    /// <summary>The caller's session, from "Bearer" or the older "OAuth".</summary>
    public static Session Of(OrgParts org, PracticeRequest request)
    {
        var parts = (request.Header("Authorization") ?? "").Split(new[] { ' ' }, 2);
        var known = string.Equals(parts[0], "Bearer", StringComparison.OrdinalIgnoreCase) || string.Equals(parts[0], "OAuth", StringComparison.OrdinalIgnoreCase);
        return Of(org, request, known && parts.Length == 2 ? parts[1].Trim() : "");
    }

    /// <summary>The session of a token, if it is alive and may be used from the caller's address.</summary>
    public static Session Of(OrgParts org, PracticeRequest request, string token) =>
        org.Tokens.Find(token) is { } session && org.Policy.MayGoOn(session, org.AddressOf(request))
            ? session
            : throw new SfFault(401, "INVALID_SESSION_ID", "Session expired or invalid");
}
