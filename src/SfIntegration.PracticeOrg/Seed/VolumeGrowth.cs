using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Seed;

/// <summary>Grows an org to a size: the same size gives the same org, apart from the moment.</summary>
internal static class VolumeGrowth
{
    private const int MaximumObjects = 4500;
    private const int MaximumUsers = 1_000_000;
    private const int MaximumContainers = 10_000;
    private const int FieldsOfCustomObject = 12;

    /// <summary>Adds what is missing. Nothing is added where the size cannot be reached.</summary>
    public static void To(OrgEngine engine, PracticeSize size)
    {
        Check(nameof(size.Objects), size.Objects, MaximumObjects);
        Check(nameof(size.Users), size.Users, MaximumUsers);
        Check(nameof(size.Containers), size.Containers, MaximumContainers);
        Check(nameof(size.FieldRows), size.FieldRows, int.MaxValue);
        var objects = MissingObjects(engine.Schema, size.Objects ?? 0);
        var newSets = Math.Max(0, (size.Containers ?? 0) - ContainerCount(engine.Store));
        CheckRoom(engine, objects, newSets, size.FieldRows ?? 0);

        Growth.AddObjects(engine, objects);
        var sets = new VolumeSets(engine);
        sets.Add(newSets);
        sets.Fill((size.FieldRows ?? 0) - engine.Store.Rows("FieldPermissions").Count);
        var before = engine.Store.Rows("User").Count;
        Growth.AddUsers(engine, Math.Max(0, (size.Users ?? 0) - before));
        sets.Assign(engine.Store.Rows("User").Skip(before).ToList());
    }

    private static void Check(string what, int? wanted, int maximum)
    {
        if (wanted is < 0 || wanted > maximum)
        {
            throw new ArgumentException($"{what} is between 0 and {maximum.ToString("N0", CultureInfo.InvariantCulture)}.");
        }
    }

    private static int ContainerCount(OrgStore store) => Containers.Types.Sum(t => store.Rows(t).Count);

    // Standard objects while there are any, then custom ones.
    private static IReadOnlyList<SObjectSchema> MissingObjects(OrgSchema schema, int wanted)
    {
        var missing = Math.Max(0, wanted - schema.Objects.Count());
        var added = StandardSchema.AllNames()
            .Where(n => schema.Find(n) is null)
            .Take(missing)
            .Select(n => StandardObjects.Shared.Load(n)!)
            .ToList();
        var all = new OrgSchema();
        foreach (var o in schema.Objects.Concat(added))
        {
            all.Add(o);
        }

        for (var number = 1; added.Count < missing; number++)
        {
            var name = string.Format(CultureInfo.InvariantCulture, "Volume_{0:0000}__c", number);
            if (all.Find(name) is null)
            {
                var o = CustomObjects.Make(all, name);
                for (var field = 1; field <= FieldsOfCustomObject; field++)
                {
                    o.Add(CustomObjects.MakeField(string.Format(CultureInfo.InvariantCulture, "Value_{0:00}__c", field)));
                }

                all.Add(o);
                added.Add(o);
            }
        }

        return added;
    }

    // A set holds one row per field, so many rows need many sets.
    private static void CheckRoom(OrgEngine engine, IReadOnlyList<SObjectSchema> objects, int newSets, int wanted)
    {
        var known = VolumeSets.FieldsOf(engine.Schema.Objects).Sum(o => o.Fields.Count);
        var added = VolumeSets.FieldsOf(objects).Sum(o => o.Fields.Count);
        var stored = engine.Store.Rows("FieldPermissions").Count;
        var old = VolumeSets.AddedTo(engine.Store);
        var room = ((long)(known + added) * (old.Count + newSets)) - old.Sum(s => (long)engine.Store.Rows("FieldPermissions", "ParentId", s.Id).Count);

        // The administrator gets a row for every field that comes.
        if (wanted > stored + added + room)
        {
            throw new ArgumentException(string.Format(
                CultureInfo.InvariantCulture,
                "There is no room for {0:N0} field rows: {1:N0} fields in {2:N0} permission sets made for volume take {3:N0} at most. Ask for more containers or objects.",
                wanted,
                known + added,
                old.Count + newSets,
                stored + added + room));
        }
    }
}
