using System;
using System.Collections.Generic;
using SfIntegration.Scope;

namespace SfIntegration.Activity.Usage;

/// <summary>What an operation (the words of Measure-SfActivity) shows of the access that it used.</summary>
/// <param name="Access">Access to the object that it names.</param>
/// <param name="Maybe">Access that it may have used besides: the log does not say which.</param>
/// <param name="Hides">Access to other objects that it may have used, which the log does not name.</param>
internal sealed record OperationAccess(ObjectAccess Access, ObjectAccess Maybe, ObjectAccess Hides)
{
    private const ObjectAccess Writes = ObjectAccess.Create | ObjectAccess.Edit | ObjectAccess.Delete;
    private const ObjectAccess All = ObjectAccess.Read | Writes;

    private static readonly HashSet<string> s_touchesNoRecord = new(StringComparer.OrdinalIgnoreCase)
    {
        "Describe", "Limits", "Login", "Logout", "UserInfo", "Metadata", "MetadataWrite",
    };

    /// <summary>Of an operation on an object that the log names.</summary>
    public static OperationAccess OnObject(string? operation) => operation switch
    {
        // Describe: whoever does not see an object is not told of it.
        "Query" or "Read" or "BulkQuery" or "Describe" => new(ObjectAccess.Read, ObjectAccess.None, ObjectAccess.None),
        "Search" or "Report" => new(ObjectAccess.Read, ObjectAccess.None, ObjectAccess.Read),
        "Create" => new(ObjectAccess.Create, ObjectAccess.None, ObjectAccess.None),
        "Update" => new(ObjectAccess.Edit, ObjectAccess.None, ObjectAccess.None),
        "Upsert" => new(ObjectAccess.Create | ObjectAccess.Edit, ObjectAccess.None, ObjectAccess.None),
        "Delete" or "Undelete" => new(ObjectAccess.Delete, ObjectAccess.None, ObjectAccess.None),
        "Merge" => new(ObjectAccess.Edit | ObjectAccess.Delete, ObjectAccess.None, ObjectAccess.None),
        "BulkIngest" or "Bulk" => new(ObjectAccess.Read, Writes, ObjectAccess.None),
        "Publish" => new(ObjectAccess.Create, ObjectAccess.None, ObjectAccess.None),
        null => new(ObjectAccess.Read, Writes, ObjectAccess.None),
        _ when s_touchesNoRecord.Contains(operation) => new(ObjectAccess.None, ObjectAccess.None, ObjectAccess.None),
        _ => new(ObjectAccess.Read, Writes, All),
    };

    /// <summary>What an operation without an object may have used: composite, graph and batch are logged as the parent only (facts §6.4).</summary>
    public static ObjectAccess WithoutObject(string? operation) => operation switch
    {
        "Query" or "Read" or "BulkQuery" or "Search" or "Report" => ObjectAccess.Read,
        not null when s_touchesNoRecord.Contains(operation) => ObjectAccess.None,
        _ => All,
    };

    /// <summary>True for operations that read a record as a whole or leave no text: which fields they read, no log shows.</summary>
    public static bool HidesFields(string? operation) => operation is not ("Query" or "Describe" or "Create" or "Update" or "Upsert" or "Delete" or "Undelete" or "BulkIngest" or "Publish");
}
