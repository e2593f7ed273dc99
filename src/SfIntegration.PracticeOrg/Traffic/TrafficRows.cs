using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfIntegration.Practice.Store;
using SfIntegration.Practice.Traces;

namespace SfIntegration.Practice.Traffic;

/// <summary>The ids of users and apps: an org's, or made from their names where there is no org.</summary>
/// <param name="UserId">By username.</param>
/// <param name="AppId">By client.</param>
internal sealed record TrafficIds(Func<string, string> UserId, Func<TrafficClient, string> AppId);

/// <summary>Made events as rows of the logs. The columns that real calls leave empty here are empty too.</summary>
internal static class TrafficRows
{
    public const string Calls = "ApiTotalUsage";
    public const string Logins = "Login";

    /// <summary>The columns of a call that are not the log's own, by name.</summary>
    public static IEnumerable<(string Column, string? Value)> Of(TrafficCall call, TrafficIds ids)
    {
        var isSoap = call.App.Family == "SOAP";
        yield return ("REQUEST_ID", call.RequestId);
        yield return ("USER_ID", ids.UserId(call.Identity.Username));
        yield return ("USER_NAME", call.Identity.Username);
        yield return ("API_FAMILY", call.App.Family);
        yield return ("API_RESOURCE", call.Shape.Resource);
        yield return ("API_VERSION", call.Version);
        yield return ("HTTP_METHOD", isSoap ? "POST" : call.Shape.Method);
        yield return ("STATUS_CODE", call.Status.ToString(CultureInfo.InvariantCulture));
        yield return ("ENTITY_NAME", call.Shape.Entity);
        yield return ("COUNTS_AGAINST_API_LIMIT", "1");
        yield return ("CLIENT_NAME", call.ClientName);
        yield return ("CLIENT_IP", call.Address);
        yield return ("CONNECTED_APP_ID", ids.AppId(call.App));
        yield return ("CONNECTED_APP_NAME", call.App.App);
        yield return ("API_CLIENT_CATEGORY", "EXTERNAL_APPLICATION");
    }

    /// <summary>A sign-in as a row of LoginHistory; its country comes from its address.</summary>
    public static Row Of(TrafficLogin login, TrafficIds ids, string rowId) => new("LoginHistory", rowId)
    {
        ["UserId"] = ids.UserId(login.Identity.Username),
        ["LoginTime"] = login.At,
        ["LoginType"] = login.Type,
        ["LoginSubType"] = login.SubType,
        ["SourceIp"] = login.Address,
        ["CountryIso"] = Places.CountryOf(login.Address),
        ["LoginUrl"] = "login.salesforce.com",
        ["Status"] = login.Status,
        ["Application"] = login.Application,
        ["Browser"] = login.Browser,
        ["Platform"] = "Unknown",
        ["ClientVersion"] = "N/A",
        ["ApiType"] = login.ApiType ?? "N/A",
        ["ApiVersion"] = login.Version ?? "N/A",
        ["TlsProtocol"] = "TLS 1.3",
        ["OptionsIsGet"] = false,
        ["OptionsIsPost"] = true,
    };

    /// <summary>The same as an event; of it LoginHistory has no request.</summary>
    public static IEnumerable<(string Column, string? Value)> Of(TrafficLogin login, Row row) =>
        LoginEvents.Values(row, login.Identity.Username, login.Uri).Concat(new (string, string?)[] { ("REQUEST_ID", login.RequestId) });
}
