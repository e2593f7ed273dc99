using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Api;

namespace SfIntegration.Access;

/// <summary>The queries by which a question about one thing is read from an org. Pure.</summary>
internal static class AccessQuestionQueries
{
    /// <summary>Sets, profiles' and groups' own sets with any of these system permissions (columns with their prefix).</summary>
    public static string SetsWith(IReadOnlyCollection<string> columns) =>
        $"SELECT {AccessQueries.SetColumns}, {string.Join(", ", columns.Select(Soql.Name))} FROM PermissionSet WHERE {AnyOf(columns)}";

    public static string MutingSetsWith(IReadOnlyCollection<string> columns) =>
        $"SELECT Id, DeveloperName, MasterLabel, {string.Join(", ", columns.Select(Soql.Name))} FROM MutingPermissionSet WHERE {AnyOf(columns)}";

    public static IEnumerable<string> ObjectRows(IEnumerable<string> objects, bool withViewAllFields) => Soql.WhereIn(AccessQueries.AllObjects(withViewAllFields), "SobjectType", objects);

    public static string FieldRows(string sobjectType, string field) =>
        $"{AccessQueries.SelectFields} WHERE SobjectType = {Soql.Quote(sobjectType)} AND Field = {Soql.Quote(sobjectType + "." + field)}";

    public static string TabRows(string tab) => $"SELECT Id, ParentId, Name, Visibility FROM PermissionSetTabSetting WHERE Name = {Soql.Quote(tab)}";

    public static IEnumerable<string> EntityRows(IEnumerable<string> entityIds) => Soql.WhereIn("SELECT Id, ParentId, SetupEntityId, SetupEntityType FROM SetupEntityAccess", "SetupEntityId", entityIds);

    /// <summary>The setup entities of a kind, by name without namespace where one is given.</summary>
    public static IEnumerable<(string EntityType, string Soql)> Entities(AccessKind kind, string? name)
    {
        foreach (var (type, column, ns) in new[]
        {
            (AccessKind.ApexClass, ("ApexClass", "Name", true)), (AccessKind.Page, ("ApexPage", "Name", true)), (AccessKind.CustomPermission, ("CustomPermission", "DeveloperName", true)),
            (AccessKind.App, ("TabSet", "Name", true)), (AccessKind.App, ("ConnectedApplication", "Name", false)), (AccessKind.App, ("ExternalClientApplication", "DeveloperName", false)),
        }.Where(e => e.Item1 == kind).Select(e => e.Item2))
        {
            var bare = name is not null && ns && name.IndexOf("__", StringComparison.Ordinal) is > 0 and var at ? name.Substring(at + 2) : name;
            yield return (type, $"SELECT Id, {column}{(ns ? ", NamespacePrefix" : "")} FROM {type}" + (bare is null ? $" ORDER BY {column} LIMIT 200" : $" WHERE {column} IN ({Soql.Quote(bare)}, {Soql.Quote(name!)})"));
        }
    }

    /// <summary>The groups of which any of these sets is a part.</summary>
    public static IEnumerable<string> GroupsOf(IEnumerable<string> setIds) => Soql.WhereIn("SELECT PermissionSetGroupId, PermissionSetId FROM PermissionSetGroupComponent", "PermissionSetId", setIds);

    /// <summary>The sets that groups own.</summary>
    public static IEnumerable<string> Aggregates(IEnumerable<string> groupIds) => Soql.WhereIn($"SELECT {AccessQueries.SetColumns} FROM PermissionSet", "PermissionSetGroupId", groupIds);

    public static IEnumerable<string> Assignments(IEnumerable<string> setIds) => Soql.WhereIn($"SELECT {AccessQueries.AssignmentColumns} FROM PermissionSetAssignment", "PermissionSetId", setIds);

    /// <summary>Everybody who holds any of these sets. One query instead of one per few hundred users.</summary>
    public static IEnumerable<string> Holders(IEnumerable<string> setIds) => Assignees(setIds).Select(assignees => $"SELECT {AccessQueries.UserColumns} FROM User WHERE Id IN ({assignees})");

    public static IEnumerable<string> HolderLogins(IEnumerable<string> setIds) => Assignees(setIds).Select(assignees => $"SELECT UserId, IsFrozen FROM UserLogin WHERE UserId IN ({assignees})");

    public static IEnumerable<string> Activations(IEnumerable<string> setIds, IEnumerable<string> groupIds)
    {
        const string Select = "SELECT Id, UserId, PermissionSetId, PermissionSetGroupId FROM SessionPermSetActivation";
        return Soql.WhereIn(Select, "PermissionSetId", setIds).Concat(Soql.WhereIn(Select, "PermissionSetGroupId", groupIds));
    }

    private static IEnumerable<string> Assignees(IEnumerable<string> setIds) => Soql.WhereIn("SELECT AssigneeId FROM PermissionSetAssignment", "PermissionSetId", setIds);

    private static string AnyOf(IEnumerable<string> columns) => string.Join(" OR ", columns.Select(c => Soql.Name(c) + " = true"));
}
