namespace SfIntegration.Practice.Rules;

/// <summary>Roles: no circles, none deleted while people have it.</summary>
internal sealed class RoleRules : ObjectRules
{
    public override string Type => "UserRole";

    public override void AfterInsert(Write write) => AuditTrail.Note(write, "role.created", $"Created role {write.Row.Text("Name")}");

    public override void BeforeUpdate(Write write)
    {
        for (var parent = write.Row.Text("ParentRoleId"); parent is not null; parent = write.Engine.Store.Find("UserRole", parent)?.Text("ParentRoleId"))
        {
            if (parent == write.Row.Id)
            {
                throw new SfFault(400, "CIRCULAR_DEPENDENCY", "A role cannot be its own parent", "ParentRoleId");
            }
        }
    }

    public override void AfterUpdate(Write write) => AuditTrail.Note(write, "role.changed", $"Changed role {write.Row.Text("Name")}");

    public override void AfterDelete(Write write) => AuditTrail.Note(write, "role.deleted", $"Deleted role {write.Row.Text("Name")}");

    public override void BeforeDelete(Write write)
    {
        if (write.Engine.Store.Rows("User", "UserRoleId", write.Row.Id).Count > 0 || write.Engine.Store.Rows("UserRole", "ParentRoleId", write.Row.Id).Count > 0)
        {
            throw new SfFault(400, "DELETE_FAILED", "Your attempt to delete the role could not be completed because users or roles are below it.");
        }
    }
}
