using System;
using System.Collections.Generic;

namespace SfIntegration.Scope.Reading;

/// <summary>One object of an integration: access, fields, record types, records.</summary>
internal static class ObjectReader
{
    public static IReadOnlyList<ScopeObject> ReadAll(NodeEntry? entry, ErrorList errors, List<string> notes)
    {
        if (entry is null)
        {
            return Array.Empty<ScopeObject>();
        }

        if (entry.Value.Kind != NodeKind.Map)
        {
            errors.Add(entry.Value, "`objects` takes one key per object", "write Account: { access: [read] }");
            return Array.Empty<ScopeObject>();
        }

        var objects = new List<ScopeObject>();
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var one in entry.Value.Entries)
        {
            if (ScopeValues.ApiNameMistake(one.Key) is { } wrong)
            {
                errors.Add(one.Line, one.Column, $"`{Texts.Shorten(one.Key)}` cannot be an object's name", wrong);
            }
            else if (seen.TryGetValue(one.Key, out var first))
            {
                errors.Add(one.Line, one.Column, $"the object `{one.Key}` stands here a second time (first in line {first})", "put all of its access in one place");
                continue;
            }
            else
            {
                seen.Add(one.Key, one.Line);
            }

            if (Section.Open(one.Value, "object", errors, errors.Place(one)) is { } section)
            {
                objects.Add(Read(one, section, notes));
            }
        }

        return objects;
    }

    private static ScopeObject Read(NodeEntry entry, Section section, List<string> notes)
    {
        var errors = section.Errors;
        var asked = Access(section);
        var reason = section.Text("reason");
        var records = section.Word("records", ScopeKeys.Records);
        asked |= records switch
        {
            "viewAll" => ObjectAccess.ViewAll,
            "modifyAll" => ObjectAccess.ModifyAll,
            _ => ObjectAccess.None,
        };
        asked |= section.Word("viewAllFields", new[] { "true", "false" }) == "true" ? ObjectAccess.ViewAllFields : ObjectAccess.None;
        foreach (var key in new[] { "records", "viewAllFields" })
        {
            if (reason is null && section.Entry(key) is { } wide && (key == "records" || wide.Value.Text == "true"))
            {
                errors.Add(wide.Line, wide.Column, $"`{key}` of {entry.Key} needs a `reason`: it reaches beyond what sharing and field security would give", "add `reason:` to the object");
            }
        }

        var complete = AccessRules.Complete(asked);
        var place = errors.Place(entry);
        if (AccessRules.Note(entry.Key, asked, complete) is { } note)
        {
            notes.Add($"{place}: {note}");
        }

        return new ScopeObject
        {
            SobjectType = entry.Key,
            Source = place,
            Access = complete,
            Reason = reason,
            Fields = FieldsReader.Read(section, entry.Key, complete),
            RecordTypes = RecordTypesReader.Read(section, entry.Key),
        };
    }

    private static ObjectAccess Access(Section section)
    {
        var access = ObjectAccess.None;
        if (section.Entry("access") is not { } entry)
        {
            return access;
        }

        if (entry.Value.Kind == NodeKind.List && entry.Value.Items.Count == 0)
        {
            section.Errors.Add(entry.Value, "`access` is an empty list", "write [read], or remove the object");
        }

        foreach (var word in ScopeValues.Names(entry.Value, "access", _ => null, section.Errors))
        {
            var node = new ScopeNode { Line = word.Source.Line, Column = word.Source.Column };
            if (word.Name is "viewAll" or "modifyAll")
            {
                section.Errors.Add(node, $"`{word.Name}` is about records, not access", $"write `records: {word.Name}` with a `reason`");
            }
            else if (word.Name == "viewAllFields")
            {
                section.Errors.Add(node, "`viewAllFields` is a key of the object, not access", "write `viewAllFields: true` with a `reason`");
            }
            else if (ScopeValues.Word(node, word.Name, "access", ScopeKeys.Access, section.Errors))
            {
                access |= (ObjectAccess)(1 << Array.IndexOf(ScopeKeys.Access, word.Name));
            }
        }

        return access;
    }
}
