using System;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Practice.Traces;

/// <summary>A change of what a permission set holds, or of who holds it, as a row of the event type PermissionUpdate.</summary>
internal static class PermissionEvents
{
    /// <summary>Notes the change that an audit key names; other changes leave no such event.</summary>
    public static void Record(Write write, string key, string display)
    {
        var dot = key.IndexOf('.');
        var (subject, what) = (key.Substring(0, dot), key.Substring(dot + 1));
        if (subject is not ("set" or "group" or "profile" or "license"))
        {
            return;
        }

        write.Engine.Events.Record(
            "PermissionUpdate",
            ("USER_ID", write.Caller.UserId),
            ("CONTEXT", write.Schema.Name),
            ("DESCRIPTION", display),
            ("FEATURE_ID", write.Row.Text("PermissionSetId") ?? write.Row.Text("ParentId") ?? write.Row.Id),
            ("PERMISSION_TYPE", what switch { "objects" => "ObjectPermission", "fields" => "FieldPermission", "permissions" => "UserPermission", "entities" => "SetupEntityAccess", _ => "Assignment" }),
            ("UPDATE_TYPE", what.StartsWith("un", StringComparison.Ordinal) || what == "deleted" ? "Delete" : write.Old is null ? "Create" : "Update"));
    }
}
