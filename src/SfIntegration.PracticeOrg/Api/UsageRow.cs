using System;
using System.Globalization;
using SfIntegration.Practice.Auth;

namespace SfIntegration.Practice.Api;

/// <summary>Writes a call into the usage log.</summary>
internal static class UsageRow
{
    public static void Add(OrgParts org, PracticeRequest request, Session? session, string resource, string version, int status, string family = "REST", string? client = null)
    {
        var space = resource.IndexOf(' ');
        org.Usage.Add(new ApiUsage(
            org.Clock.UtcNow,
            Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture).Substring(0, 22),
            family,
            "/" + resource.Substring(space + 1),
            version,
            request.Method,
            status,
            Entity(request.Path),
            CountsAgainstApiLimit: session is not null,
            session?.UserId,
            session is null ? null : org.Store.Find("User", session.UserId)?.Text("Username"),
            client ?? ClientName(request.Header("Sforce-Call-Options")),
            org.AddressOf(request),
            session?.App?.Id,
            session?.App?.Name));
    }

    private static string? Entity(string path)
    {
        var parts = path.Split('/');
        var at = Array.FindIndex(parts, p => string.Equals(p, "sobjects", StringComparison.OrdinalIgnoreCase));
        return at >= 0 && at + 1 < parts.Length ? parts[at + 1] : null;
    }

    /// <summary>Sforce-Call-Options: client=x, defaultNamespace=y.</summary>
    private static string? ClientName(string? options)
    {
        foreach (var option in (options ?? "").Split(',', ';'))
        {
            var parts = option.Split(new[] { '=' }, 2);
            if (parts.Length == 2 && string.Equals(parts[0].Trim(), "client", StringComparison.OrdinalIgnoreCase))
            {
                return parts[1].Trim();
            }
        }

        return null;
    }
}
