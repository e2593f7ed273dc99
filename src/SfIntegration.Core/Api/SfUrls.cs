using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Api;

/// <summary>Every path the module asks for. Versions come as "66.0".</summary>
internal static class SfUrls
{
    public const string Versions = "/services/data/";

    public const string Token = "/services/oauth2/token";

    public const string Revoke = "/services/oauth2/revoke";

    public const string UserInfo = "/services/oauth2/userinfo";

    public static string Root(string version) => "/services/data/v" + version;

    public static string Query(string version, string soql, bool includeDeleted = false) =>
        Root(version) + (includeDeleted ? "/queryAll?q=" : "/query?q=") + Escape(soql);

    public static string ToolingQuery(string version, string soql) => Root(version) + "/tooling/query?q=" + Escape(soql);

    public static string Row(string version, string type, string? id = null) =>
        Root(version) + "/sobjects/" + Escape(type) + (id is null ? string.Empty : "/" + Escape(id));

    public static string RowFields(string version, string type, string id, IEnumerable<string> fields) =>
        Row(version, type, id) + "?fields=" + Escape(string.Join(",", fields));

    public static string RowByKey(string version, string type, string keyField, string key) =>
        Row(version, type) + "/" + Escape(keyField) + "/" + Escape(key);

    public static string DescribeGlobal(string version) => Root(version) + "/sobjects";

    public static string Describe(string version, string type) => Row(version, type) + "/describe";

    public static string Collections(string version) => Root(version) + "/composite/sobjects";

    public static string CollectionsDelete(string version, IEnumerable<string> ids, bool allOrNone) =>
        Collections(version) + "?ids=" + string.Join(",", ids.Select(Escape)) + "&allOrNone=" + (allOrNone ? "true" : "false");

    public static string CollectionsUpsert(string version, string type, string keyField) =>
        Collections(version) + "/" + Escape(type) + "/" + Escape(keyField);

    public static string Composite(string version) => Root(version) + "/composite";

    public static string Limits(string version) => Root(version) + "/limits";

    public static string RecordCount(string version, IEnumerable<string> types) => Limits(version) + "/recordCount?sObjects=" + string.Join(",", types.Select(Escape));

    public static string Metadata(string version) => "/services/Soap/m/" + version;

    public static string AppCredentials(string version, string appId) => Root(version) + "/apps/oauth/credentials/" + Escape(appId);

    public static string AppConsumer(string version, string appId, string consumerId, string part) =>
        AppCredentials(version, appId) + "/" + Escape(consumerId) + "?part=" + Escape(part);

    public static string AppUsage(string version, int page, int pageSize) => Root(version) + "/apps/oauth/usage?" + Page(page, pageSize);

    public static string AppUsageUsers(string version, string appId, int page, int pageSize) =>
        Root(version) + "/apps/oauth/usage/" + Escape(appId) + "/users?" + Page(page, pageSize);

    public static string LogFile(string version, string id) => Row(version, "EventLogFile", id) + "/LogFile";

    private static string Page(int page, int pageSize) => FormattableString.Invariant($"page={page}&pageSize={pageSize}");

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
