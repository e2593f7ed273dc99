using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;

namespace SfIntegration.Http;

/// <summary>Which API version to speak (facts of November 2026: 68.0 is current, 66.0 the safe default).</summary>
internal static class VersionDiscovery
{
    public const string Preferred = "66.0";

    /// <summary>The newest version whose behaviour this module knows.</summary>
    public const string NewestKnown = "68.0";

    /// <summary>Asks the org (no session needed, not counted against limits; RS:dome_versions) and picks.</summary>
    public static async Task<string> FindAsync(SfConnection connection, string? requested, CancellationToken cancellationToken)
    {
        var request = new SfRequest(System.Net.Http.HttpMethod.Get, SfUrls.Versions) { IsAnonymous = true };
        var answer = await connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var offered = answer.Array(SfUrls.Versions).Select(v => v.Text("version") ?? string.Empty).ToList();
        return Pick(offered, requested, connection.Org.Host);
    }

    /// <summary>The requested version, else the preferred, else the newest that both sides know.</summary>
    public static string Pick(IReadOnlyList<string> offered, string? requested, string host)
    {
        var known = offered.Select(Number).Where(n => n > 0).OrderBy(n => n).ToList();
        if (known.Count == 0)
        {
            throw new SfApiException($"{host} names no API version.", "Check that the address is a Salesforce org.");
        }

        if (requested is not null)
        {
            var wanted = Number(requested);
            if (wanted <= 0)
            {
                throw new SfException($"'{requested}' is no API version.", "Give a number such as 66.0.");
            }

            return known.Contains(wanted)
                ? Text(wanted)
                : throw new SfException(
                    $"{host} does not offer API version {Text(wanted)}.", $"Leave -ApiVersion out, or give one from {Text(known[0])} to {Text(known[known.Count - 1])}.");
        }

        if (known.Contains(Number(Preferred)))
        {
            return Preferred;
        }

        var newest = known.LastOrDefault(n => n <= Number(NewestKnown));
        return newest > 0
            ? Text(newest)
            : throw new SfException(
                $"{host} offers API versions from {Text(known[0])} on; this module knows them up to {NewestKnown}.",
                $"Update the module, or name a version with -ApiVersion {Text(known[0])} and watch the results.");
    }

    /// <summary>66 and 66.0 alike; zero for what is no version.</summary>
    private static decimal Number(string text) =>
        decimal.TryParse(text.Trim().TrimStart('v', 'V'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Text(decimal number) => number.ToString("0.0", CultureInfo.InvariantCulture);
}
