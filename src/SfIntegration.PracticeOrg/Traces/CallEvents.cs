using System;
using System.Globalization;
using SfIntegration.Practice.Api;
using SfIntegration.Practice.Auth;

namespace SfIntegration.Practice.Traces;

/// <summary>
/// A served call as rows of the event log: ApiTotalUsage always, RestApi or API with Event Monitoring. The calls inside a composite
/// are part of it and leave no rows of their own (facts §6.4).
/// </summary>
internal static class CallEvents
{
    /// <summary>Notes a call of the REST API.</summary>
    public static void Rest(OrgParts org, PracticeRequest request, Session? session, string resource, string version, PracticeResponse response, int rows)
    {
        var client = ClientName(request.Header("Sforce-Call-Options"));
        var entity = response.QueriedObject ?? Entity(request.Path);
        Usage(org, request, session, "REST", "/" + resource.Substring(resource.IndexOf(' ') + 1), version, response.Status, entity, client);
        if (session is null || !org.Engine.Events.Keeps("RestApi"))
        {
            return;
        }

        org.Engine.Events.Record(
            "RestApi",
            ("USER_ID", session.UserId),
            ("USER_TYPE", EventLog.UserType),
            ("URI", request.Path),
            ("METHOD", request.Method),
            ("MEDIA_TYPE", request.Header("Accept")),
            ("STATUS_CODE", EventLog.Number(response.Status)),
            ("REQUEST_STATUS", response.Status < 400 ? "S" : "F"),
            ("USER_AGENT", request.Header("User-Agent")),
            ("REQUEST_SIZE", EventLog.Number(request.Body.Length)),
            ("RESPONSE_SIZE", EventLog.Number(response.Length)),
            ("ROWS_PROCESSED", EventLog.Number(Math.Max(rows, response.RowsProcessed))),
            ("ENTITY_NAME", entity),
            ("QUERY", Query(request)),
            ("EXCEPTION_MESSAGE", response.Status < 400 ? null : (response.Json as Newtonsoft.Json.Linq.JArray)?[0]["message"]?.ToString()),
            ("CLIENT_NAME", client),
            ("CONNECTED_APP_ID", session.App?.Id),
            ("CLIENT_IP", org.AddressOf(request)));
    }

    /// <summary>Notes a call of a SOAP API.</summary>
    public static void Soap(OrgParts org, PracticeRequest request, Session? session, string operation, string version, PracticeResponse response, string? client)
    {
        Usage(org, request, session, "SOAP", "/Soap/m/" + operation, version, response.Status, null, client);
        if (session is null || !org.Engine.Events.Keeps("API"))
        {
            return;
        }

        org.Engine.Events.Record(
            "API",
            ("USER_ID", session.UserId),
            ("USER_TYPE", EventLog.UserType),
            ("URI", request.Path),
            ("API_TYPE", "M"),
            ("API_VERSION", version),
            ("CLIENT_NAME", client),
            ("METHOD_NAME", operation),
            ("REQUEST_STATUS", response.Status < 400 ? "S" : "F"),
            ("REQUEST_SIZE", EventLog.Number(request.Body.Length)),
            ("RESPONSE_SIZE", EventLog.Number(response.Length)),
            ("CLIENT_IP", org.AddressOf(request)));
    }

    /// <summary>Sforce-Call-Options: client=x, defaultNamespace=y.</summary>
    public static string? ClientName(string? options)
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

    private static void Usage(OrgParts org, PracticeRequest request, Session? session, string family, string resource, string version, int status, string? entity, string? client) => org.Engine.Events.Record(
        "ApiTotalUsage",
        ("USER_ID", session?.UserId),
        ("USER_NAME", session is null ? null : org.Store.Find("User", session.UserId)?.Text("Username")),
        ("API_FAMILY", family),
        ("API_RESOURCE", resource),
        ("API_VERSION", version),
        ("HTTP_METHOD", request.Method),
        ("STATUS_CODE", status.ToString(CultureInfo.InvariantCulture)),
        ("ENTITY_NAME", entity),
        ("COUNTS_AGAINST_API_LIMIT", session is null ? "0" : "1"),
        ("CLIENT_NAME", client),
        ("CLIENT_IP", org.AddressOf(request)),
        ("CONNECTED_APP_ID", session?.App?.Id),
        ("CONNECTED_APP_NAME", session?.App?.Name),
        ("API_CLIENT_CATEGORY", session?.App is null ? "UNKNOWN" : "EXTERNAL_APPLICATION"));

    private static string? Query(PracticeRequest request) =>
        FormText.Read(request.Uri.Query.TrimStart('?')).TryGetValue("q", out var soql) ? soql : null;

    private static string? Entity(string path)
    {
        var parts = path.Split('/');
        var at = Array.FindIndex(parts, p => string.Equals(p, "sobjects", StringComparison.OrdinalIgnoreCase));
        return at >= 0 && at + 1 < parts.Length ? parts[at + 1] : null;
    }
}
