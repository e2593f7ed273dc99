using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Access;
using SfIntegration.Plan;

namespace SfIntegration.Proof;

/// <summary>Compares the identity's describeGlobal with the scope, both ways. Pure.</summary>
internal static class ObjectProof
{
    public static IEnumerable<Observation> Judge(IReadOnlyCollection<string> visible, ExpectedAccess expected, SchemaFacts schema)
    {
        var seen = new HashSet<string>(visible, StringComparer.OrdinalIgnoreCase);
        foreach (var name in expected.ScopedObjects)
        {
            yield return new Observation(ProofKind.ObjectVisible, name, seen.Contains(name), "visible", seen.Contains(name) ? "visible" : "not in the list of objects");
        }

        if (expected.ReadsEverything)
        {
            yield return new Observation(ProofKind.ObjectVisible, "*", true, "every object, through View All Data or Modify All Data", $"{seen.Count} objects");
            yield break;
        }

        var unknown = new List<string>();
        foreach (var name in visible.Where(n => !expected.ScopedObjects.Contains(n, StringComparer.OrdinalIgnoreCase)).OrderBy(n => n, StringComparer.Ordinal))
        {
            switch (IsExpected(name, expected, schema))
            {
                case false:
                    yield return new Observation(ProofKind.ObjectVisible, name, false, "not visible: the scope does not name it", "visible" + Opener(name));
                    break;
                case null:
                    unknown.Add(name);
                    break;
            }
        }

        if (unknown.Count > 0)
        {
            yield return new Observation(
                ProofKind.ObjectVisible, "other platform objects", null, "none that a grant opened",
                $"{unknown.Count} visible objects take no object permission, and nothing here knows what opens them: {string.Join(", ", unknown.Take(20))}{(unknown.Count > 20 ? " ..." : "")}");
        }
    }

    /// <summary>True: it may be seen. False: something the scope does not name opens it. Null: nobody knows.</summary>
    private static bool? IsExpected(string name, ExpectedAccess expected, SchemaFacts schema)
    {
        if (EveryUser.Default.Objects.Contains(name) || expected.MaySee(name))
        {
            return true;
        }

        if (schema.PermissionableObjects.Contains(name) || EveryUser.Default.SetupObjects.ContainsKey(name))
        {
            return false;
        }

        if (ObjectsWithoutRows.Find(name) is { } opener)
        {
            // What a system permission opens is judged where that permission is: one cause, one observation.
            return opener.Parent is null;
        }

        return EveryUser.Default.CompanionOf(name) is { } owner ? IsExpected(owner, expected, schema) : null;
    }

    private static string Opener(string name) => EveryUser.Default.SetupObjects.TryGetValue(name, out var permissions)
        ? $", which one of {string.Join(", ", permissions)} opens"
        : ObjectsWithoutRows.Find(name)?.Parent is { } parent ? $", which access to {parent} opens" : "";
}
