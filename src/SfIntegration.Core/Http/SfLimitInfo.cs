using System;
using System.Globalization;

namespace SfIntegration;

/// <summary>How many API calls of the rolling 24 hours are used, as the last answer said.</summary>
public sealed class SfLimitInfo
{
    internal SfLimitInfo(long used, long max)
    {
        Used = used;
        Max = max;
    }

    /// <summary>Calls used in the last 24 hours.</summary>
    public long Used { get; }

    /// <summary>Calls allowed in 24 hours.</summary>
    public long Max { get; }

    /// <summary>Gives used and allowed calls as "25/15000".</summary>
    /// <returns>The two numbers.</returns>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}/{1}", Used, Max);

    /// <summary>
    /// Reads Sforce-Limit-Info ("api-usage=25/15000", in some orgs followed by "; per-app-api-usage=...", RS:headers_api_usage);
    /// null for anything else, since a header we cannot read must not fail the request.
    /// </summary>
    internal static SfLimitInfo? Parse(string? header)
    {
        foreach (var part in (header ?? string.Empty).Split(';', ','))
        {
            var pair = part.Trim().Split('=');
            if (pair.Length != 2 || !string.Equals(pair[0].Trim(), "api-usage", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var numbers = pair[1].Split('/');
            if (numbers.Length == 2
                && long.TryParse(numbers[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var used)
                && long.TryParse(numbers[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var max))
            {
                return new SfLimitInfo(used, max);
            }
        }

        return null;
    }
}
