using System;
using System.Collections.Generic;
using System.Linq;

namespace SfIntegration.Scope.Reading;

/// <summary>`fields`: all, a list (read), or read, edit and except.</summary>
internal static class FieldsReader
{
    public static ScopeFields Read(Section owner, string sobjectType, ObjectAccess access)
    {
        if (owner.Entry("fields") is not { } entry)
        {
            return new ScopeFields();
        }

        var errors = owner.Errors;
        if (entry.Value.Kind == NodeKind.Scalar)
        {
            if (IsAll(entry.Value))
            {
                return new ScopeFields { ReadAll = true };
            }

            errors.Add(entry.Value, $"`fields` is all, a list, or read/edit/except, not `{Texts.Shorten(entry.Value.Text)}`", $"write fields: [{Texts.Shorten(entry.Value.Text)}]");
            return new ScopeFields();
        }

        if (entry.Value.Kind == NodeKind.List)
        {
            return new ScopeFields { Read = Names(entry.Value, "fields", sobjectType, errors) };
        }

        return Section.Open(entry.Value, "fields", errors) is { } section ? Keys(section, sobjectType, access) : new ScopeFields();
    }

    private static ScopeFields Keys(Section section, string sobjectType, ObjectAccess access)
    {
        var errors = section.Errors;
        var (read, edit, except) = (section.Entry("read"), section.Entry("edit"), section.Entry("except"));
        var readAll = read is not null && IsAll(read.Value);
        var editAll = edit is not null && IsAll(edit.Value);
        var reads = read is null || readAll ? Array.Empty<ScopeName>() : Names(read.Value, "read", sobjectType, errors);
        var edits = edit is null || editAll ? Array.Empty<ScopeName>() : Names(edit.Value, "edit", sobjectType, errors);
        var excepts = except is null ? Array.Empty<ScopeName>() : Names(except.Value, "except", sobjectType, errors);

        if (edit is not null && (access & (ObjectAccess.Edit | ObjectAccess.Create)) == 0)
        {
            errors.Add(edit.Line, edit.Column, $"fields of {sobjectType} are to be edited, but {sobjectType} itself is not", $"add edit to its `access`, or move the fields to `read`");
        }

        if (except is not null && !readAll && !editAll)
        {
            errors.Add(except.Line, except.Column, "`except` takes away from `all`, and there is no `all` here", "write edit: all or read: all, or leave the fields out of the list");
        }

        foreach (var name in reads.Concat(edits).Where(n => Has(excepts, n.Name)))
        {
            errors.Add(name.Source, $"`{name.Name}` is both granted and taken away by `except`", "remove one");
        }

        foreach (var name in reads.Where(n => Has(edits, n.Name)))
        {
            errors.Add(name.Source, $"`{name.Name}` is named under `read` and under `edit`", "edit includes read: remove it from `read`");
        }

        return new ScopeFields { ReadAll = readAll, EditAll = editAll, Read = reads, Edit = edits, Except = excepts };
    }

    private static bool Has(IEnumerable<ScopeName> names, string name) => names.Any(n => string.Equals(n.Name, name, StringComparison.OrdinalIgnoreCase));

    private static bool IsAll(ScopeNode node) => node.Kind == NodeKind.Scalar && node.Text == "all";

    private static IReadOnlyList<ScopeName> Names(ScopeNode node, string what, string sobjectType, ErrorList errors)
    {
        var names = ScopeValues.Names(node, what, text => Mistake(text, sobjectType), errors);
        foreach (var name in names)
        {
            if (AddressParts.CompoundOf(sobjectType, name.Name) is { } compound)
            {
                errors.Add(name.Source, $"`{name.Name}` is part of an address, and Salesforce grants an address as a whole", $"write `{compound}`");
            }
        }

        return names;
    }

    private static string? Mistake(string text, string sobjectType)
    {
        if (text.StartsWith(sobjectType + ".", StringComparison.OrdinalIgnoreCase))
        {
            return $"write it without the object: `{text.Substring(sobjectType.Length + 1)}`";
        }

        return text.IndexOf('.') >= 0 ? "it belongs to another object: grant it there" : ScopeValues.ApiNameMistake(text);
    }
}
