using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SfIntegration.Access;

namespace SfIntegration.Scope.Drafting;

/// <summary>What of the source's grants a draft shall take.</summary>
internal sealed record Narrowing
{
    /// <summary>Objects, by names with * and ?; empty for all.</summary>
    public IReadOnlyList<string> Only { get; init; } = Array.Empty<string>();

    /// <summary>The most that the draft may do with them; null leaves it as it is.</summary>
    public ObjectAccess? Access { get; init; }

    /// <summary>System permissions that are kept, by names with * and ?.</summary>
    public IReadOnlyList<string> KeepSystemPermissions { get; init; } = Array.Empty<string>();

    /// <summary>Apex classes, custom permissions, flows, custom settings and custom metadata types that are kept, by names with * and ?.</summary>
    public IReadOnlyList<string> KeepSetupAccess { get; init; } = Array.Empty<string>();

    /// <summary>False where nothing is narrowed: then everything is drafted.</summary>
    public bool Narrows => Only.Count > 0 || Access is not null;
}

/// <summary>
/// Takes a part of what a source grants: some objects, at most some access. What is no object is left out unless it is named,
/// because nobody who narrows to two objects means to keep View All Data. What was cut is said in notes. Pure.
/// </summary>
internal static class DraftNarrowing
{
    private const int MostNames = 8;

    private static readonly (ObjectAccess Flag, string Word)[] s_words =
    {
        (ObjectAccess.Create, "create"), (ObjectAccess.Edit, "edit"), (ObjectAccess.Delete, "delete"),
        (ObjectAccess.ViewAll, "viewAll"), (ObjectAccess.ModifyAll, "modifyAll"), (ObjectAccess.ViewAllFields, "viewAllFields"),
    };

    /// <summary>The part, with notes on what was cut. Throws where a name of Only matches no object of the source.</summary>
    public static DraftInput Narrow(DraftInput input, Narrowing narrowing)
    {
        if (!narrowing.Narrows)
        {
            return input;
        }

        var notes = new List<string>();
        var isTaken = Taken(input, narrowing, notes);
        var allowed = narrowing.Access is { } most ? AccessRules.Complete(most) : (ObjectAccess?)null;
        var keepPermissions = Matcher(narrowing.KeepSystemPermissions);
        var keepEntities = Matcher(narrowing.KeepSetupAccess);

        IReadOnlyList<string> Kept(string what, string cure, IReadOnlyList<string> names, Func<string, bool> keeps)
        {
            Say(notes, $"Left out: {what}", names.Where(n => !keeps(n)), cure);
            return names.Where(keeps).ToList();
        }

        const string KeepEntities = "-KeepSetupAccess keeps them";
        Say(notes, "Left out: the tabs", input.Tabs.Select(t => t.Name).Where(t => !isTaken(ObjectOf(t))));
        return input with
        {
            Objects = Cut(input.Objects.Where(o => isTaken(o.SobjectType)), allowed, notes),
            Fields = Cut(input.Fields.Where(f => isTaken(f.SobjectType)), allowed, notes),
            RecordTypes = input.RecordTypes.Where(r => isTaken(r.SobjectType)).ToList(),
            Tabs = input.Tabs.Where(t => isTaken(ObjectOf(t.Name))).ToList(),
            SystemPermissions = Kept("the system permissions", "-KeepSystemPermission keeps them", input.SystemPermissions, keepPermissions),
            ApexClasses = Kept("the Apex classes", KeepEntities, input.ApexClasses, keepEntities),
            CustomPermissions = Kept("the custom permissions", KeepEntities, input.CustomPermissions, keepEntities),
            Flows = Kept("the flows", KeepEntities, input.Flows, keepEntities),
            CustomSettings = Kept("the custom settings", KeepEntities, input.CustomSettings, keepEntities),
            CustomMetadataTypes = Kept("the custom metadata types", KeepEntities, input.CustomMetadataTypes, keepEntities),
            Notes = notes.Concat(input.Notes).ToList(),
        };
    }

    private static Func<string, bool> Taken(DraftInput input, Narrowing narrowing, List<string> notes)
    {
        if (narrowing.Only.Count == 0)
        {
            return _ => true;
        }

        var names = input.Objects.Where(o => o.Access != ObjectAccess.None).Select(o => o.SobjectType).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var pattern in narrowing.Only.Where(p => !names.Any(new NamePattern(p).Matches)))
        {
            throw new SfNotFoundException(
                $"{Capital(input.Source)} gives access to no object '{pattern}', so there is nothing to narrow to.",
                DidYouMean.Nearest(pattern, names) is { } near ? $"Did you mean {near}?" : $"It gives access to {Listed(names)}.");
        }

        var takes = Matcher(narrowing.Only);
        Say(notes, "Left out: the objects", names.Where(n => !takes(n)));
        return takes;
    }

    private static IReadOnlyList<DraftObject> Cut(IEnumerable<DraftObject> objects, ObjectAccess? allowed, List<string> notes)
    {
        if (allowed is not { } most)
        {
            return objects.ToList();
        }

        var cut = new SortedDictionary<string, ObjectAccess>(StringComparer.OrdinalIgnoreCase);
        var kept = new List<DraftObject>();
        foreach (var one in objects)
        {
            // Rows may hold less than they imply (modifyAll without edit); what they amount to is what is cut.
            var access = AccessRules.Complete(one.Access);
            kept.Add(one with { Access = access & most });
            if ((access & ~most) != ObjectAccess.None)
            {
                cut[one.SobjectType] = (access & ~most) | (cut.TryGetValue(one.SobjectType, out var before) ? before : ObjectAccess.None);
            }
        }

        Say(notes, "Cut by -Access:", cut.Select(c => $"{c.Key} ({string.Join(", ", s_words.Where(w => (c.Value & w.Flag) != 0).Select(w => w.Word))})"));
        return kept;
    }

    private static IReadOnlyList<DraftField> Cut(IEnumerable<DraftField> fields, ObjectAccess? allowed, List<string> notes)
    {
        var all = fields.ToList();
        if (allowed is not { } most || (most & (ObjectAccess.Create | ObjectAccess.Edit)) != 0)
        {
            return all;
        }

        var editable = all.Count(f => f.IsEditable);
        if (editable > 0)
        {
            notes.Add($"Cut by -Access: {editable.ToString(CultureInfo.InvariantCulture)} {(editable == 1 ? "field is" : "fields are")} read only, not edited");
        }

        return all.Select(f => f with { IsEditable = false }).ToList();
    }

    private static Func<string, bool> Matcher(IEnumerable<string> patterns)
    {
        var all = patterns.Select(p => new NamePattern(p)).ToList();
        return name => all.Any(p => p.Matches(name));
    }

    /// <summary>The object whose tab it is; another tab's own name, which no object bears.</summary>
    private static string ObjectOf(string tab)
    {
        const string Standard = "standard-";
        return tab.StartsWith(Standard, StringComparison.OrdinalIgnoreCase) ? tab.Substring(Standard.Length) : tab;
    }

    private static void Say(List<string> notes, string what, IEnumerable<string> names, string? cure = null)
    {
        var all = names.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (all.Count > 0)
        {
            notes.Add($"{what} {Listed(all)}{(cure is null ? "" : $" ({cure})")}");
        }
    }

    private static string Listed(IReadOnlyCollection<string> names)
    {
        var shown = string.Join(", ", names.OrderBy(n => n, StringComparer.OrdinalIgnoreCase).Take(MostNames));
        return names.Count == 0 ? "none" : names.Count <= MostNames ? shown : $"{shown} and {(names.Count - MostNames).ToString(CultureInfo.InvariantCulture)} more";
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text.Substring(1);
}
