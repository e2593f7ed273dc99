using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;
using SfIntegration.Scope;
using SfIntegration.Scope.Drafting;

namespace SfIntegration.Identity;

/// <summary>What a moved user lost, as far as the new licence can hold it at all: the rest stands in the notes of the draft. Pure.</summary>
internal static class MoveDraft
{
    /// <summary>More names than this are counted: an administrator's profile has hundreds of permissions.</summary>
    private const int MostNames = 20;

    /// <param name="lost">The profile and the sets that the user loses.</param>
    /// <param name="user">The user.</param>
    /// <param name="license">The permission set licence that its new sets will carry, or null.</param>
    /// <param name="schema">What takes grants in this org.</param>
    public static DraftInput Fit(IReadOnlyCollection<Container> lost, UserFacts user, PermissionSetLicenseFacts? license, SchemaFacts schema)
    {
        var input = DraftSources.Of(lost, $"what {user.Username} held on the licence {user.LicenseName}", $"What {user.Username} could do on the licence {user.LicenseName}", EveryObject(lost));
        var notes = new List<string>();
        var permissions = Keep(input.SystemPermissions, p => license?.MaximumPermissions?.Contains(p, StringComparer.OrdinalIgnoreCase) != false, $"system permissions, because the permission set licence '{license?.Label}' does not allow them", notes);
        bool Grantable(string name) => schema.PermissionableObjects.Count == 0 || schema.PermissionableObjects.Contains(name) || IsOpen(name, permissions, input.Objects);
        var objects = new HashSet<string>(Keep(input.Objects.Select(o => o.SobjectType).Concat(input.Fields.Select(f => f.SobjectType)).Distinct(StringComparer.OrdinalIgnoreCase), Grantable, "objects, because they take no object permission or what opens them is not drafted", notes), StringComparer.OrdinalIgnoreCase);
        Keep(input.Tabs.Select(t => t.Name).Distinct(StringComparer.OrdinalIgnoreCase), _ => false, "tabs, because nobody sees a page on the new licence", notes);
        return input with
        {
            Tabs = Array.Empty<TabGrant>(),
            SystemPermissions = permissions,
            Objects = input.Objects.Where(o => objects.Contains(o.SobjectType)).ToList(),
            Fields = input.Fields.Where(f => objects.Contains(f.SobjectType)).ToList(),
            Notes = input.Notes.Concat(notes).ToList(),
        };
    }

    private static ObjectAccess EveryObject(IEnumerable<Container> lost) => lost.SelectMany(c => c.SystemPermissions)
        .Select(p => Implications.OfPower(p)?.Access ?? ObjectAccess.None)
        .Aggregate(ObjectAccess.None, (sum, a) => sum | a);

    /// <summary>An object without a row of its own is worth drafting where the draft holds what opens it.</summary>
    private static bool IsOpen(string name, IReadOnlyList<string> permissions, IReadOnlyList<DraftObject> objects) => ObjectsWithoutRows.Find(name) is { } opener
        && (opener.Parent is { } parent
            ? objects.Any(o => string.Equals(o.SobjectType, parent, StringComparison.OrdinalIgnoreCase))
            : new[] { opener.Read, opener.Write }.OfType<string>().All(p => permissions.Contains(p, StringComparer.OrdinalIgnoreCase)));

    private static IReadOnlyList<string> Keep(IEnumerable<string> names, Func<string, bool> keeps, string what, List<string> notes)
    {
        var all = names.ToList();
        var dropped = all.Where(n => !keeps(n)).OrderBy(n => n, StringComparer.Ordinal).ToList();
        if (dropped.Count > 0)
        {
            notes.Add($"Not drafted: {dropped.Count} {what}: {string.Join(", ", dropped.Take(MostNames))}{(dropped.Count > MostNames ? ", ..." : "")}");
        }

        return all.Except(dropped, StringComparer.OrdinalIgnoreCase).ToList();
    }
}
