using System.Linq;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Report;

/// <summary>A user's access as JSON.</summary>
internal static class JsonAccess
{
    public static JObject Of(ReportAccess access) => new()
    {
        ["org"] = JsonReportWriter.Org(access.Org),
        ["username"] = access.Username,
        ["asOf"] = ReportWriters.Moment(access.AsOf),
        ["lookedAt"] = access.LookedAt,
        ["couldNotLook"] = access.CouldNotLook,
        ["reach"] = access.Reach is { } reach ? new JObject
        {
            ["read"] = reach.Read,
            ["edit"] = reach.Edit,
            ["delete"] = reach.Delete,
            ["objects"] = reach.Objects,
            ["notCounted"] = reach.NotCounted,
        } : JValue.CreateNull(),
        ["grants"] = new JArray(access.Grants.Select(Grant)),
    };

    private static JObject Grant(ReportGrant grant) => new()
    {
        ["kind"] = grant.Kind.ToString(),
        ["target"] = grant.Target,
        ["sobjectType"] = grant.SobjectType,
        ["field"] = grant.Field,
        ["access"] = grant.Access,
        ["known"] = grant.IsKnown,
        ["effective"] = grant.IsEffective,
        ["note"] = grant.Note,
        ["recordCount"] = grant.RecordCount,
        ["paths"] = new JArray(grant.Paths.Select(p => new JObject
        {
            ["access"] = p.Access,
            ["from"] = p.Path.From,
            ["kind"] = p.Path.Kind.ToString(),
            ["through"] = p.Path.Through,
            ["impliedBy"] = p.Path.ImpliedBy,
        })),
    };
}
