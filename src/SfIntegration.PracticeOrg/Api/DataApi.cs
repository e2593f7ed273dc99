using System;
using System.Collections.Generic;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Api.Bulk;
using SfIntegration.Practice.Auth;
using SfIntegration.Practice.Traces;
using SfIntegration.Practice.Metadata;

namespace SfIntegration.Practice.Api;

/// <summary>/services/data: who may enter, and the table of resources.</summary>
internal static class DataApi
{
    private const string Root = "/services/data";

    private static readonly Router s_router = BulkResource.AddTo(new Router())
        .Add("query", "GET", QueryResource.Query)
        .Add("queryAll", "GET", QueryResource.QueryAll)
        .Add("query/{locator}", "GET", QueryResource.Next)
        .Add("queryAll/{locator}", "GET", QueryResource.Next)
        .Add("tooling", "GET", ToolingResource.Resources)
        .Add("tooling/query", "GET", ToolingQuery.Run)
        .Add("tooling/query/{locator}", "GET", QueryResource.Next)
        .Add("tooling/sobjects", "GET", DescribeResource.Global)
        .Add("tooling/sobjects/{type}", "GET", DescribeResource.Basic)
        .Add("tooling/sobjects/{type}/describe", "GET", DescribeResource.Object)
        .Add("tooling/sobjects/{type}/{id}", "GET", RowResource.Get)
        .Add("sobjects", "GET", DescribeResource.Global)
        .Add("sobjects/{type}", "GET", DescribeResource.Basic)
        .Add("sobjects/{type}", "POST", RowResource.Create)
        .Add("sobjects/{type}/describe", "GET", DescribeResource.Object)
        .Add("sobjects/{type}/{id}", "GET", RowResource.Get)
        .Add("sobjects/{type}/{id}", "PATCH", RowResource.Update)
        .Add("sobjects/{type}/{id}", "DELETE", RowResource.Delete)
        .Add("sobjects/{type}/{field}/{value}", "GET", RowResource.GetByKey)
        .Add("sobjects/{type}/{field}/{value}", "PATCH", RowResource.Upsert)
        .Add("sobjects/{type}/{field}/{value}", "DELETE", RowResource.DeleteByKey)
        .Add("sobjects/EventLogFile/{id}/LogFile", "GET", LogFileResource.Get)
        .Add("sobjects/User/{id}/password", "GET", PasswordResource.Get)
        .Add("sobjects/User/{id}/password", "POST", PasswordResource.Set)
        .Add("sobjects/User/{id}/password", "DELETE", PasswordResource.Generate)
        .Add("composite", "POST", CompositeResource.Run)
        .Add("composite/graph", "POST", GraphResource.Run)
        .Add("composite/batch", "POST", BatchResource.Run)
        .Add("composite/tree/{type}", "POST", TreeResource.Create)
        .Add("composite/sobjects", "POST", CollectionResource.Create)
        .Add("composite/sobjects", "PATCH", CollectionResource.Update)
        .Add("composite/sobjects", "DELETE", CollectionResource.Delete)
        .Add("composite/sobjects/{type}", "GET", CollectionResource.Retrieve)
        .Add("composite/sobjects/{type}", "POST", CollectionResource.Retrieve)
        .Add("composite/sobjects/{type}/{field}", "PATCH", CollectionResource.Upsert)
        .Add("metadata/deployRequest", "POST", DeployResource.Start)
        .Add("metadata/deployRequest/{id}", "GET", DeployResource.Get)
        .Add("metadata/deployRequest/{id}", "PATCH", DeployResource.Cancel)
        .Add("apps/oauth/credentials/{app}", "GET", AppCredentialsResource.List)
        .Add("apps/oauth/credentials/{app}/{consumer}", "GET", AppCredentialsResource.Get)
        .Add("apps/oauth/credentials/{app}/{consumer}/staged", "GET", AppCredentialsResource.ListStaged)
        .Add("apps/oauth/credentials/{app}/{consumer}/staged", "POST", AppCredentialsResource.Stage)
        .Add("apps/oauth/credentials/{app}/{consumer}/staged/{staged}", "GET", AppCredentialsResource.GetStaged)
        .Add("apps/oauth/credentials/{app}/{consumer}/staged/{staged}", "PATCH", AppCredentialsResource.Rotate)
        .Add("apps/oauth/credentials/{app}/{consumer}/staged/{staged}", "DELETE", AppCredentialsResource.DeleteStaged)
        .Add("apps/oauth/usage", "GET", AppUsageResource.Apps)
        .Add("apps/oauth/usage/{app}/users", "GET", AppUsageResource.Users)
        .Add("apps/oauth/usage/{app}/tokens", "DELETE", AppUsageResource.DeleteAppTokens)
        .Add("apps/oauth/usage/{app}/{user}/tokens", "GET", AppUsageResource.UserTokens)
        .Add("apps/oauth/usage/{app}/{user}/tokens", "DELETE", AppUsageResource.DeleteUserTokens)
        .Add("apps/oauth/usage/tokens/{token}", "DELETE", AppUsageResource.DeleteToken)
        .Add("limits", "GET", LimitsResource.Get)
        .Add("limits/recordCount", "GET", LimitsResource.RecordCount);

    /// <summary>Answers a request under /services/data.</summary>
    public static PracticeResponse Handle(OrgParts org, PracticeRequest request, DmlLedger ledger)
    {
        if (!Split(request.Path, out var versionSegment, out var resource))
        {
            return request.Method is "GET" or "HEAD"
                ? ApiVersions.List()
                : PracticeResponse.Error(405, "METHOD_NOT_ALLOWED", $"HTTP Method '{request.Method}' not allowed. Allowed are GET,HEAD");
        }

        Session? session = null;
        var version = "";
        PracticeResponse response;
        try
        {
            version = ApiVersions.Read(versionSegment);
            session = SessionEntry.Of(org, request);
            org.Engine.CurrentSessionId = session.AuthSessionId;
            var exchange = new Exchange(org, request, ledger)
            {
                Version = version,
                Session = session,
                Caller = org.Engine.AccessOf(session.UserId),
            };
            if (!exchange.Caller.HasPermission("ApiEnabled"))
            {
                throw new SfFault(403, "API_DISABLED_FOR_ORG", "The REST API is not enabled for this Organization");
            }

            org.Meter.Count();
            org.Counters.CountedAgainstLimit();
            response = Route(exchange, resource);
        }
        catch (SfFault fault)
        {
            response = PracticeResponse.Error(fault);
        }

        response.Headers["Sforce-Limit-Info"] = $"api-usage={org.Meter.Used}/{org.Meter.Limit}";
        if (version.Length > 0 && ApiVersions.Warning(version) is { } warning)
        {
            response.Headers["Warning"] = warning;
        }

        CallEvents.Rest(org, request, session, Label(request), version, response, ledger.RowsWritten);
        return response;
    }

    /// <summary>Runs a request inside a composite or batch, as the same caller and on the same ledger.</summary>
    public static PracticeResponse Subrequest(Exchange outer, string method, string url, IReadOnlyDictionary<string, string> headers, JToken? body, bool allOrNone)
    {
        if (!Uri.TryCreate(outer.InstanceUrl, url, out var uri)
            || uri.Host != outer.InstanceUrl.Host
            || !Split(uri.AbsolutePath, out var versionSegment, out var resource))
        {
            throw new SfFault(400, "INVALID_INPUT", $"The url '{url}' of a subrequest has to start with {outer.DataPath}/.");
        }

        if (string.Equals(resource, "composite", StringComparison.OrdinalIgnoreCase) || resource.StartsWith("composite/batch", StringComparison.OrdinalIgnoreCase) || resource.StartsWith("composite/graph", StringComparison.OrdinalIgnoreCase))
        {
            throw new SfFault(400, "INVALID_INPUT", "A subrequest cannot be a composite, graph or batch itself.");
        }

        var exchange = new Exchange(outer.Org, new PracticeRequest(method, uri, headers) { RemoteAddress = outer.Request.RemoteAddress }, outer.Ledger)
        {
            Version = ApiVersions.Read(versionSegment),
            Session = outer.Session,
            Caller = outer.Org.Engine.AccessOf(outer.Caller.UserId),
            AllOrNone = allOrNone,
            ParsedBody = body ?? JValue.CreateNull(),
        };
        try
        {
            return Route(exchange, resource);
        }
        catch (SfFault fault)
        {
            return PracticeResponse.Error(fault);
        }
    }

    /// <summary>The resource's name for the counters: method and pattern.</summary>
    public static string Label(PracticeRequest request) =>
        request.Method + " " + (!Split(request.Path, out _, out var resource) ? "versions"
            : resource.Length == 0 ? "resources"
            : s_router.Find(resource, out _)?.Pattern ?? "unknown");

    private static PracticeResponse Route(Exchange exchange, string resource)
    {
        if (resource.Length == 0)
        {
            return Resources(exchange);
        }

        if (s_router.Find(resource, out var values) is not { } route)
        {
            throw new SfFault(404, "NOT_FOUND", "The requested resource does not exist");
        }

        exchange.Route = values;
        exchange.IsTooling = route.Pattern.StartsWith(ToolingResource.Root, StringComparison.Ordinal);
        return route.Run(exchange);
    }

    private static PracticeResponse Resources(Exchange exchange)
    {
        var map = new JObject();
        foreach (var name in new[] { "composite", "jobs", "limits", "metadata", "query", "queryAll", "sobjects", "tooling" })
        {
            map[name] = $"{exchange.DataPath}/{name}";
        }

        map["identity"] = Identity.Url(exchange.Org, exchange.InstanceUrl, exchange.Caller.UserId);
        return PracticeResponse.Of(200, map);
    }

    /// <summary>Takes /services/data/v66.0/rest apart; false for /services/data itself.</summary>
    private static bool Split(string path, out string version, out string resource)
    {
        version = resource = "";
        var rest = path.StartsWith(Root, StringComparison.OrdinalIgnoreCase) ? path.Substring(Root.Length).Trim('/') : "";
        if (rest.Length == 0)
        {
            return false;
        }

        var slash = rest.IndexOf('/');
        version = slash < 0 ? rest : rest.Substring(0, slash);
        resource = slash < 0 ? "" : rest.Substring(slash + 1);
        return true;
    }
}
