using System;
using System.Collections.Generic;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.PracticeOrg.Tests.Schema;

/// <summary>A caller who may do everything but what is listed.</summary>
internal sealed class FakeCaller : ICallerAccess
{
    public HashSet<string> HiddenObjects { get; } = new(StringComparer.OrdinalIgnoreCase);

    public HashSet<string> HiddenFields { get; } = new(StringComparer.OrdinalIgnoreCase);

    public HashSet<string> HiddenRows { get; } = new(StringComparer.Ordinal);

    public HashSet<string> ReadOnlyFields { get; } = new(StringComparer.OrdinalIgnoreCase);

    public HashSet<string> ReadOnlyObjects { get; } = new(StringComparer.OrdinalIgnoreCase);

    public HashSet<string> Permissions { get; } = new(StringComparer.OrdinalIgnoreCase);

    public string UserId { get; init; } = "005Pr0000000001AAA";

    public bool HasPermission(string name) => Permissions.Contains(name);

    public bool CanSee(SObjectSchema o) => !HiddenObjects.Contains(o.Name);

    public bool CanCreate(SObjectSchema o) => CanEdit(o);

    public bool CanEdit(SObjectSchema o) => CanSee(o) && !ReadOnlyObjects.Contains(o.Name);

    public bool CanDelete(SObjectSchema o) => CanEdit(o);

    public bool CanReadField(SObjectSchema o, FieldSchema f) => !HiddenFields.Contains(o.Name + "." + f.Name);

    public bool HasRecordType(string id) => true;

    public string? DefaultRecordType(string objectName) => null;

    public bool CanEditField(SObjectSchema o, FieldSchema f) => CanReadField(o, f) && !ReadOnlyFields.Contains(o.Name + "." + f.Name);

    /// <summary>How many rows were asked for: what a query costs.</summary>
    public int RowsAsked { get; set; }

    public bool CanSeeRow(SObjectSchema o, Row row)
    {
        RowsAsked++;
        return !HiddenRows.Contains(row.Id);
    }
}
