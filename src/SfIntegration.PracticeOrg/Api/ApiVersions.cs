using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Practice.Api;

/// <summary>Which API versions answer (facts §0).</summary>
internal static class ApiVersions
{
    private const int Oldest = 31;
    private const int Newest = 68;

    /// <summary>7.0 to 30.0 are retired: 410.</summary>
    private const int OldestEver = 7;

    /// <summary>Up to this version the answer carries a warning.</summary>
    private const int NewestDeprecated = 40;

    private static readonly Regex s_segment = new("^v([0-9]{1,3})\\.0$", RegexOptions.CultureInvariant);

    /// <summary>The answer of /services/data.</summary>
    public static PracticeResponse List() => PracticeResponse.Of(200, new JArray(
        Enumerable.Range(Oldest, Newest - Oldest + 1).Select(v => new JObject
        {
            ["label"] = Label(v),
            ["url"] = $"/services/data/v{Text(v)}",
            ["version"] = Text(v),
        })));

    /// <summary>The version of a path segment; refuses retired and unknown ones.</summary>
    public static string Read(string segment)
    {
        var match = s_segment.Match(segment);
        var version = match.Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        return version switch
        {
            >= Oldest and <= Newest => Text(version),
            >= OldestEver and < Oldest => throw new SfFault(410, "UNSUPPORTED_API_VERSION", $"Version {Text(version)} of the API is retired and no longer available."),
            _ => throw new SfFault(404, "NOT_FOUND", "The requested resource does not exist"),
        };
    }

    /// <summary>The Warning header of a deprecated version, or null.</summary>
    public static string? Warning(string version) =>
        decimal.Parse(version, CultureInfo.InvariantCulture) <= NewestDeprecated
            ? $"299 - \"This API is deprecated and will be removed by Summer '28. Please see https://developer.salesforce.com/docs/platform/api/guide/api-eol-soap.html for details.\""
            : null;

    /// <summary>Three releases a year: 66.0 is Spring '26, 67.0 Summer '26, 68.0 Winter '27.</summary>
    private static string Label(int version)
    {
        var year = (version / 3) + 4;
        return (version % 3) switch
        {
            0 => $"Spring '{year}",
            1 => $"Summer '{year}",
            _ => $"Winter '{year + 1}",
        };
    }

    private static string Text(int version) => version.ToString(CultureInfo.InvariantCulture) + ".0";
}
