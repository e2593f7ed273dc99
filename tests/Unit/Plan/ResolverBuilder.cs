using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;
using SfIntegration.Scope;

namespace SfIntegration.Unit.Tests.Plan;

/// <summary>Builds scopes and schemas for the resolver, a line per fact.</summary>
internal static class ResolverBuilder
{
    public static readonly SourceLine Line = new("orders.scope.yaml", 7, 3);

    /// <summary>Account and Contact as describe shows them, cut to one field of each kind; Detail__c is a detail of Account.</summary>
    public static SchemaFacts Schema(Func<ObjectFacts, ObjectFacts>? change = null, IEnumerable<string>? fields = null) => new()
    {
        Objects = new[]
        {
            Object("Account",
                Field("Id", "id", createable: false, updateable: false, nillable: false),
                Field("CreatedDate", "datetime", createable: false, updateable: false, nillable: false),
                Field("OwnerId", "reference", nillable: false, defaulted: true),
                Field("Name", "string", nillable: false),
                Field("Phone", "phone", permissionable: true),
                Field("AccountNumber", "string", permissionable: true),
                Field("BillingCity", "string", permissionable: true, compound: "BillingAddress"),
                Field("BillingAddress", "address", createable: false, updateable: false, permissionable: true),
                Field("Formula__c", "double", createable: false, updateable: false, calculated: true, permissionable: true),
                Field("Auto__c", "string", createable: false, updateable: false, autoNumber: true, permissionable: true),
                Field("LastActivityDate", "date", createable: false, updateable: false, permissionable: true),
                Field("IsOdd", "boolean", nillable: false, defaulted: true, createable: false, updateable: false)),
            Object("Detail__c", Field("Id", "id", createable: false, updateable: false, nillable: false), Field("Account__c", "reference", nillable: false, updateable: false) with { MasterObject = "Account" }, Field("Note__c", "string", permissionable: true)),
            Object("Task", Field("Subject", "string", permissionable: true)),
            Object("Opportunity", Field("Amount", "currency", permissionable: true)),
            Object("OpportunityLineItem", Field("Quantity", "double", permissionable: true)),
            Object("ApexLog", Field("Status", "string")),
        }.Select(o => change?.Invoke(o) ?? o).ToDictionary(o => o.Name, StringComparer.OrdinalIgnoreCase),
        PermissionableObjects = Names("Account", "Detail__c", "Opportunity", "Contact"),
        PermissionableFields = Names((fields ?? new[]
        {
            "Account.Phone", "Account.AccountNumber", "Account.BillingAddress", "Account.Formula__c", "Account.Auto__c", "Account.LastActivityDate", "Detail__c.Note__c", "Task.Subject", "Opportunity.Amount", "OpportunityLineItem.Quantity",
        }).ToArray()),
        SystemPermissions = Names("ViewSetup", "ViewAllData", "ModifyAllData", "ActivitiesAccess", "EditTask", "TransferAnyEntity"),
    };

    public static ScopeObject Scoped(string name, ObjectAccess access, string read = "", string edit = "", string except = "", bool readAll = false, bool editAll = false) => new()
    {
        SobjectType = name,
        Source = Line,
        Access = access,
        Fields = new ScopeFields { ReadAll = readAll, EditAll = editAll, Read = List(read), Edit = List(edit), Except = List(except) },
    };

    public static AccessScope ScopeOf(params ScopeObject[] objects) => ScopeOf(null, Array.Empty<string>(), objects);

    public static AccessScope ScopeOf(string? role, string[] permissions, params ScopeObject[] objects) => new()
    {
        Name = "orders",
        Identity = new ScopeIdentity { Username = "integ@acme.example", Role = role },
        Integrations = new[]
        {
            new ScopeIntegration
            {
                Name = "order-sync",
                PermissionSet = "Integ_Orders",
                Purpose = "Keeps orders in step",
                Expires = new DateTime(2027, 6, 30),
                Objects = objects,
                SystemPermissions = permissions.Select(p => new ScopeSystemPermission(p, "because", Line)).ToList(),
                SetupAccess = new ScopeSetupAccess { ApexClasses = List("OrderSyncEndpoint") },
                App = new ScopeApp("Order Sync", "jwt", Line),
            },
        },
    };

    public static DesiredAccess Resolve(AccessScope scope, SchemaFacts? schema = null, AccessSnapshot? snapshot = null) => DesiredAccessResolver.Resolve(scope, schema ?? Schema(), snapshot);

    public static ObjectFacts Object(string name, params FieldFacts[] fields) => new() { Name = name, InternalSharingModel = "ReadWrite", Fields = fields.ToDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase) };

    private static FieldFacts Field(string name, string type, bool nillable = true, bool createable = true, bool updateable = true, bool calculated = false, bool autoNumber = false, bool permissionable = false, bool defaulted = false, string? compound = null) =>
        new(name, type, nillable, createable, updateable, calculated, autoNumber, permissionable, defaulted, name.EndsWith("__c", StringComparison.Ordinal), compound);

    private static List<ScopeName> List(string names) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => new ScopeName(n, Line)).ToList();

    private static HashSet<string> Names(params string[] names) => new(names, StringComparer.OrdinalIgnoreCase);
}
