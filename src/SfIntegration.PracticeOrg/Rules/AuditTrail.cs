using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Auth;
using SfIntegration.Practice.Traces;

namespace SfIntegration.Practice.Rules;

/// <summary>Writes SetupAuditTrail rows. What Salesforce itself does (seeding, rows that rules add) leaves none.</summary>
internal static class AuditTrail
{
    private static readonly JObject s_actions = EmbeddedData.Json("Rules.Data.audit-actions.json");

    /// <summary>Notes what somebody did in a write, in the event log too where permissions changed.</summary>
    public static void Note(Write write, string key, string display)
    {
        Note(write.Engine, write.Caller, key, display);
        if (write.Caller is not SystemAccess)
        {
            PermissionEvents.Record(write, key, display);
        }
    }

    /// <summary>Notes what somebody did; the key is one of Data/audit-actions.json.</summary>
    public static void Note(OrgEngine engine, ICallerAccess caller, string key, string display)
    {
        if (caller is SystemAccess || engine.Schema.Find("SetupAuditTrail") is null)
        {
            return;
        }

        var action = s_actions[key]!;
        engine.Create(
            "SetupAuditTrail",
            caller.UserId,
            ("Action", (string)action["action"]!),
            ("Section", (string)action["section"]!),
            ("Display", display),
            ("DelegateUser", DelegateOf(engine, caller)),
            ("CreatedByContext", null));
    }

    /// <summary>The administrator who signed in as the caller, by username (OR:setupaudittrail).</summary>
    private static string? DelegateOf(OrgEngine engine, ICallerAccess caller) =>
        engine.Store.Find("AuthSession", engine.CurrentSessionId) is { } session && session.Text("UsersId") == caller.UserId
            ? engine.Store.Find("User", session.Text(LoginAs.Delegate))?.Text("Username")
            : null;
}
