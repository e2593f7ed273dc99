using SfIntegration.Practice.Api;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;
using SfIntegration.Practice.Traces;

namespace SfIntegration.Practice.Auth;

/// <summary>An administrator signs in as somebody else, without a password: what the user does from then on names the administrator too.</summary>
internal static class LoginAs
{
    /// <summary>The column of the AuthSession row that names the administrator; no caller sees it.</summary>
    public const string Delegate = "DelegateId";

    /// <summary>Opens the session and answers its token.</summary>
    public static string Open(OrgParts org, Row administrator, Row user, string sourceIp)
    {
        org.Policy.RequireUsableFor(administrator);
        org.Policy.RequireUsableFor(user);
        var token = org.Tokens.Open(new NewSession(user.Id, null, "api", sourceIp, null) { DelegateId = administrator.Id });
        var session = org.Tokens.Find(token)!;
        AuditTrail.Note(org.Engine, org.Engine.AccessOf(administrator.Id), "loginAs.in", $"Logged in as user {user.Text("Name")}");
        org.Engine.Events.Record(
            "LoginAs",
            ("USER_ID", administrator.Id),
            ("DELEGATED_USER_ID", user.Id),
            ("DELEGATED_USER_NAME", user.Text("Username")),
            ("SESSION_KEY", EventLog.Key(session.AuthSessionId)),
            ("CLIENT_IP", sourceIp));
        return token;
    }

    /// <summary>Notes that such a session ended; other sessions leave no row.</summary>
    public static void Ended(OrgEngine engine, Row session)
    {
        if (session.Text(Delegate) is { } administrator)
        {
            var user = engine.Store.Find("User", session.Text("UsersId"));
            AuditTrail.Note(engine, engine.AccessOf(administrator), "loginAs.out", $"Logged out as user {user?.Text("Name")}");
        }
    }
}
