using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Scope;

/// <summary>
/// An object that takes no object permission row. Read and Write hold alternatives; each is a list of needs that must all be
/// met: "Opportunity.edit" is access to a parent, "EditTask" a system permission. No alternative means every user has it.
/// </summary>
internal sealed record ObjectWithoutRow(
    string Name,
    IReadOnlyList<IReadOnlyList<string>> Read,
    IReadOnlyList<IReadOnlyList<string>> Write,
    string Source);

/// <summary>Objects whose access comes from a parent or a system permission (design §4); data, with its source per row.</summary>
internal static class ObjectsWithoutRows
{
    private const ObjectAccess Writing = ObjectAccess.Create | ObjectAccess.Edit | ObjectAccess.Delete;

    private static readonly Lazy<IReadOnlyDictionary<string, ObjectWithoutRow>> s_all = new(Load);

    public static IReadOnlyCollection<ObjectWithoutRow> All => s_all.Value.Values.ToList();

    public static ObjectWithoutRow? Find(string sobjectType) => s_all.Value.TryGetValue(sobjectType, out var row) ? row : null;

    /// <summary>
    /// What the scope would have to grant as well, in words ("Opportunity with edit", "one of EditTask"); null where it grants
    /// it, or where the object takes a row of its own.
    /// </summary>
    public static string? Missing(ScopeObject wanted, IEnumerable<ScopeIntegration> integrations)
    {
        if (Find(wanted.SobjectType) is not { } row)
        {
            return null;
        }

        var needs = (wanted.Access & Writing) != 0 ? row.Write : row.Read;
        var all = integrations.ToList();
        return needs.Count == 0 || needs.Any(alternative => alternative.All(need => IsMet(need, all)))
            ? null
            : string.Join(", or ", needs.Select(a => string.Join(" and ", a.Select(Words))));
    }

    private static bool IsMet(string need, List<ScopeIntegration> integrations)
    {
        var dot = need.IndexOf('.');
        if (dot < 0)
        {
            return integrations.Any(i => i.SystemPermissions.Any(p => string.Equals(p.Name, need, StringComparison.OrdinalIgnoreCase)));
        }

        var access = need.EndsWith(".edit", StringComparison.Ordinal) ? ObjectAccess.Edit : ObjectAccess.Read;
        var parent = need.Substring(0, dot);
        return integrations.Any(i => i.SystemPermissions.Any(p => Opens(p.Name, access))
            || i.Objects.Any(o => string.Equals(o.SobjectType, parent, StringComparison.OrdinalIgnoreCase) && (o.Access & access) != 0));
    }

    private static bool Opens(string permission, ObjectAccess access) =>
        string.Equals(permission, "ModifyAllData", StringComparison.OrdinalIgnoreCase)
        || (access == ObjectAccess.Read && string.Equals(permission, "ViewAllData", StringComparison.OrdinalIgnoreCase));

    private static string Words(string need)
    {
        var dot = need.IndexOf('.');
        return dot < 0 ? $"system permission {need}" : $"{need.Substring(dot + 1)} of {need.Substring(0, dot)}";
    }

    private static Dictionary<string, ObjectWithoutRow> Load()
    {
        var rows = new Dictionary<string, ObjectWithoutRow>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in ScopeData.Read("objects-without-object-rows.json")["objects"]!)
        {
            var name = (string)row["name"]!;
            rows.Add(name, new ObjectWithoutRow(name, Needs(row["read"]!), Needs(row["write"]!), (string)row["source"]!));
        }

        return rows;
    }

    private static IReadOnlyList<IReadOnlyList<string>> Needs(IEnumerable<Newtonsoft.Json.Linq.JToken> alternatives) =>
        alternatives.Select(a => (IReadOnlyList<string>)a.Select(n => (string)n!).ToList()).ToList();
}
