using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>What the calling user may do, added up once per request.</summary>
internal interface ICallerAccess
{
    /// <summary>The caller's 18-character user id.</summary>
    string UserId { get; }

    /// <summary>Whether the caller holds a system permission, by its name without "Permissions" ("ViewSetup").</summary>
    bool HasPermission(string name);

    /// <summary>Whether the object exists for the caller.</summary>
    bool CanSee(SObjectSchema o);

    /// <summary>Whether the caller may insert rows.</summary>
    bool CanCreate(SObjectSchema o);

    /// <summary>Whether the caller may update rows.</summary>
    bool CanEdit(SObjectSchema o);

    /// <summary>Whether the caller may delete rows.</summary>
    bool CanDelete(SObjectSchema o);

    /// <summary>Whether the field exists for the caller.</summary>
    bool CanReadField(SObjectSchema o, FieldSchema f);

    /// <summary>Whether the caller may write the field.</summary>
    bool CanEditField(SObjectSchema o, FieldSchema f);

    /// <summary>Whether the caller may use the record type, by its id.</summary>
    bool HasRecordType(string id);

    /// <summary>The id of the record type that the caller's profile gives to new records of an object; null is the master.</summary>
    string? DefaultRecordType(string objectName);

    /// <summary>Whether sharing lets the caller see the row.</summary>
    bool CanSeeRow(SObjectSchema o, Row row);
}
