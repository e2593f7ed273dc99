using System;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Report;

/// <summary>What was done, and what grants were used for, as JSON.</summary>
internal static class JsonActivity
{
    public static JObject Of(ReportActivity activity) => new()
    {
        ["org"] = JsonReportWriter.Org(activity.Org),
        ["by"] = JsonReportWriter.Texts(activity.Coverage.By.Select(d => d.ToString())),
        ["since"] = Moment(activity.Coverage.Since),
        ["until"] = Moment(activity.Coverage.Until),
        ["firstEvent"] = Moment(activity.Coverage.FirstEvent),
        ["lastEvent"] = Moment(activity.Coverage.LastEvent),
        ["eventTypes"] = JsonReportWriter.Texts(activity.Coverage.EventTypes),
        ["events"] = activity.Coverage.Events,
        ["counted"] = activity.Coverage.Counted,
        ["countedElsewhere"] = activity.Coverage.CountedElsewhere,
        ["damaged"] = activity.Coverage.Damaged,
        ["gaps"] = JsonReportWriter.Texts(activity.Coverage.Gaps.Select(g => g.ToString())),
        ["notShown"] = JsonReportWriter.Texts(activity.Coverage.NotShown),
        ["calls"] = activity.Calls,
        ["errors"] = activity.Errors,
        ["rowsWorkedOn"] = activity.RowsWorkedOn,
        ["rows"] = new JArray(activity.Rows.Select(Row)),
    };

    public static JObject Of(ReportUse use) => new()
    {
        ["org"] = JsonReportWriter.Org(use.Org),
        ["username"] = use.Username,
        ["scope"] = use.ScopeName,
        ["lookedAt"] = use.LookedAt,
        ["couldNotLook"] = use.CouldNotLook,
        ["grants"] = new JArray(use.Grants.Select(Grant)),
    };

    private static JObject Row(SfActivity row) => new()
    {
        ["username"] = row.Username ?? row.UserId,
        ["client"] = row.Client ?? row.ConnectedAppId ?? row.UserAgent,
        ["apiVersion"] = row.ApiVersion,
        ["addressBlock"] = row.AddressBlock,
        ["address"] = row.Address,
        ["day"] = row.Day is { } day ? day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null,
        ["hour"] = row.Hour,
        ["sobjectType"] = row.SobjectType,
        ["operation"] = row.Operation,
        ["eventType"] = row.EventType,
        ["calls"] = row.Calls,
        ["rows"] = row.Rows,
        ["errors"] = row.Errors,
        ["firstSeen"] = Moment(row.FirstSeen),
        ["lastSeen"] = Moment(row.LastSeen),
    };

    private static JObject Grant(SfUnusedAccess grant) => new()
    {
        ["integration"] = grant.Integration,
        ["permissionSet"] = grant.PermissionSet,
        ["sobjectType"] = grant.SobjectType,
        ["field"] = grant.Field,
        ["access"] = grant.Access,
        ["verdict"] = grant.Verdict.ToString(),
        ["reason"] = grant.Reason,
        ["confidence"] = grant.Confidence?.ToString(),
        ["lastUsed"] = Moment(grant.LastUsed),
        ["grantedAt"] = Moment(grant.GrantedAt),
        ["windowStart"] = Moment(grant.WindowStart),
        ["windowEnd"] = Moment(grant.WindowEnd),
        ["days"] = grant.Days,
        ["daysCovered"] = grant.DaysCovered,
        ["source"] = grant.Source?.ToString(),
    };

    private static string? Moment(DateTime? moment) => moment is { } known ? ReportWriters.Moment(known) : null;
}
