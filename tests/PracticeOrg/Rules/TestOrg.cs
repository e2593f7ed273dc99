using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Seed;
using SfIntegration.Practice.Store;
using Xunit;

namespace SfIntegration.PracticeOrg.Tests.Rules;

/// <summary>Acme, with the clock stopped, and short ways to do things as its administrator.</summary>
internal sealed class TestOrg
{
    public TestOrg(Action<PracticeSwitches>? switches = null)
    {
        var all = new PracticeSwitches();
        switches?.Invoke(all);
        Clock.StopAt(new DateTime(2026, 11, 21, 9, 0, 0, DateTimeKind.Utc));
        Engine = new OrgEngine(StandardSchema.Company(), new OrgStore(), Clock, all);
        CompanySeed.Fill(Engine);
    }

    public OrgEngine Engine { get; }

    public PracticeClock Clock { get; } = new();

    public OrgStore Store => Engine.Store;

    public ICallerAccess Admin => As("admin@acme.example");

    public ICallerAccess As(string username) => Engine.AccessOf(User(username).Id);

    public Row User(string username) => Find("User", "Username", username);

    public Row Find(string type, string field, string text) => Store.Rows(type).Single(r => r.Text(field) == text);

    public Row? Maybe(string type, string field, string text) => Store.Rows(type).SingleOrDefault(r => r.Text(field) == text);

    public string Profile(string name) => Find("Profile", "Name", name).Id;

    public string Psl => Find("PermissionSetLicense", "DeveloperName", "SalesforceAPIIntegrationPsl").Id;

    public string License(string name) => Find("UserLicense", "Name", name).Id;

    public SObjectSchema Schema(string name) => Engine.Schema.Find(name)!;

    public string Insert(string type, params (string Field, object? Value)[] values) => Engine.Insert(Admin, type, Map(values));

    public void Update(string type, string id, params (string Field, object? Value)[] values) => Engine.Update(Admin, type, id, Map(values));

    public void Delete(string type, string id) => Engine.Delete(Admin, type, id);

    public static Dictionary<string, object?> Map(params (string Field, object? Value)[] values) => values.ToDictionary(v => v.Field, v => v.Value);

    /// <summary>What a user insert needs.</summary>
    public Dictionary<string, object?> NewUser(string username, string profile = "Minimum Access - API Only Integrations") => Map(
        ("Username", username),
        ("LastName", "Orders"),
        ("Email", "team@acme.example"),
        ("Alias", "orders"),
        ("ProfileId", Profile(profile)),
        ("TimeZoneSidKey", "Europe/Berlin"),
        ("LocaleSidKey", "en_US"),
        ("EmailEncodingKey", "UTF-8"),
        ("LanguageLocaleKey", "en_US"));

    public string AddUser(string username, string profile = "Minimum Access - API Only Integrations") => Engine.Insert(Admin, "User", NewUser(username, profile));

    public string AddSet(string name, string? licenseId = null, params string[] permissions)
    {
        var values = Map(("Name", name), ("Label", name.Replace('_', ' ')), ("LicenseId", licenseId));
        foreach (var permission in permissions)
        {
            values["Permissions" + permission] = true;
        }

        return Engine.Insert(Admin, "PermissionSet", values);
    }

    public string Grant(string setId, string objectName, string letters = "r") => Insert(
        "ObjectPermissions",
        ("ParentId", setId),
        ("SobjectType", objectName),
        ("PermissionsRead", letters.Contains('r')),
        ("PermissionsCreate", letters.Contains('c')),
        ("PermissionsEdit", letters.Contains('e')),
        ("PermissionsDelete", letters.Contains('d')),
        ("PermissionsViewAllRecords", letters.Contains('v')),
        ("PermissionsModifyAllRecords", letters.Contains('m')),
        ("PermissionsViewAllFields", letters.Contains('f')));

    public string GrantField(string setId, string field, bool edit = false, bool read = true) => Insert(
        "FieldPermissions",
        ("ParentId", setId),
        ("SobjectType", field.Split('.')[0]),
        ("Field", field),
        ("PermissionsRead", read),
        ("PermissionsEdit", edit));

    public string Assign(string userId, string setId) => Insert("PermissionSetAssignment", ("AssigneeId", userId), ("PermissionSetId", setId));

    public static SfFault Refused(string code, Action action)
    {
        var fault = Assert.Throws<SfFault>(action);
        Assert.Equal(code, fault.Code);
        return fault;
    }
}
