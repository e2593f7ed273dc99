using System;
using System.Globalization;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Api;

/// <summary>What the Connect resources of apps have in common: the version they came with, who may use them, pages.</summary>
internal static class ConnectAccess
{
    /// <summary>A resource that came with a later version is not there.</summary>
    public static void NeedVersion(Exchange exchange, int version)
    {
        if (decimal.Parse(exchange.Version, CultureInfo.InvariantCulture) < version)
        {
            throw Faults.NotFound();
        }
    }

    /// <summary>The caller holds one of these system permissions.</summary>
    public static void NeedOne(Exchange exchange, params string[] permissions)
    {
        if (!permissions.Any(exchange.Caller.HasPermission))
        {
            throw new SfFault(403, "INSUFFICIENT_ACCESS", $"Insufficient privileges: {string.Join(" or ", permissions)} is needed.");
        }
    }

    /// <summary>The external client app of the path, by its id of 15 or 18 characters.</summary>
    public static PracticeApp App(Exchange exchange) =>
        exchange.Org.Engine.Apps.Find(SalesforceId.Normalize(exchange.Value("app"))) is { IsExternal: true } app ? app : throw Faults.NotFound();

    /// <summary>A query parameter that is a number of at least that size.</summary>
    public static int Number(Exchange exchange, string name, int otherwise, int least)
    {
        var text = exchange.Query(name);
        return text is null ? otherwise
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least ? number
            : throw new SfFault(400, "INVALID_PARAMETER", $"The parameter {name} is no number from {least} on: {text}");
    }

    /// <summary>A moment as these resources write it.</summary>
    public static string? Moment(object? value) =>
        value is DateTime moment ? moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) : null;
}
