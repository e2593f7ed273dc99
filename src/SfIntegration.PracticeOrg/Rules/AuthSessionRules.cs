namespace SfIntegration.Practice.Rules;

/// <summary>Deleting an AuthSession row ends the session (OR:authsession), which the event log shows as a logout.</summary>
internal sealed class AuthSessionRules : ObjectRules
{
    public override string Type => "AuthSession";

    public override void AfterDelete(Write write)
    {
        SessionActivationRules.End(write.Engine.Store, write.Row.Id);
        write.Engine.Events.Logout(write.Row, byUser: write.Row.Text("UsersId") == write.Caller.UserId);
    }
}
