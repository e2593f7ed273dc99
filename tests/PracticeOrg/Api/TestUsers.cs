using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice;
using SfIntegration.Practice.Rules;

namespace SfIntegration.Tests.Api;

/// <summary>Users and doors that several tests need.</summary>
internal static class TestUsers
{
    public static Dictionary<string, object?> Values(params (string Field, object? Value)[] values) => values.ToDictionary(v => v.Field, v => v.Value);

    /// <summary>An API-only integration user; answers its id.</summary>
    public static string Integration(Practice.PracticeOrg org, string username, string alias = "integ")
    {
        var profile = org.AsSystem.Query("SELECT Id FROM Profile WHERE UserLicense.Name = 'Salesforce Integration'")[0]["Id"];
        return org.AsSystem.Insert("User", Values(
            ("Username", username), ("LastName", alias), ("Email", username), ("Alias", alias), ("ProfileId", profile),
            ("TimeZoneSidKey", "Europe/Berlin"), ("LocaleSidKey", "en_US"), ("EmailEncodingKey", "UTF-8"), ("LanguageLocaleKey", "en_US")));
    }

    /// <summary>Opens an app to a user through a permission set; answers the assignment's id.</summary>
    public static string Preauthorize(Practice.PracticeOrg org, string userId, string appId)
    {
        var set = org.AsSystem.Insert("PermissionSet", Values(("Name", "Door"), ("Label", "Door")));
        org.AsSystem.Insert("SetupEntityAccess", Values(("ParentId", set), ("SetupEntityId", appId)));
        return org.AsSystem.Insert("PermissionSetAssignment", Values(("AssigneeId", userId), ("PermissionSetId", set)));
    }

    /// <summary>Changes a setting of the org.</summary>
    public static void SetSetting(this Practice.PracticeOrg org, string name, object? value) => org.Do(engine => engine.Settings[name] = value);

    /// <summary>Changes what the org keeps outside its objects.</summary>
    public static void Side(this Practice.PracticeOrg org, string table, string parentId, params (string Column, object? Value)[] values) =>
        org.Do(engine => SideRows.Set(engine.Store, table, parentId, values));
}
