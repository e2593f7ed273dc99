
namespace SfIntegration.Activity.Anomaly;

/// <summary>Names of clients, for telling one from another. Pure.</summary>
internal static class ClientNames
{
    /// <summary>The name without its version: "SAP-PI" of "SAP-PI/7.50"; null for none.</summary>
    public static string? Plain(string? client)
    {
        var name = client?.Split('/')[0].Trim();
        return string.IsNullOrEmpty(name) || name == "N/A" ? null : name;
    }

    /// <summary>An API version as a number, 60.0; null where it is none (the log has 9998.0 for the user interface, facts §6.4).</summary>
    public static decimal? Version(string? text) =>
        decimal.TryParse(text, System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1000 ? number : null;
}
