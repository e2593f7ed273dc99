using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Rules;

/// <summary>Somebody who may do everything: Salesforce itself, for seeding and for rows that rules write.</summary>
internal sealed class SystemAccess : ICallerAccess
{
    public SystemAccess(string userId) => UserId = userId;

    public string UserId { get; }

    public bool HasPermission(string name) => true;

    public bool CanSee(SObjectSchema o) => true;

    public bool CanCreate(SObjectSchema o) => true;

    public bool CanEdit(SObjectSchema o) => true;

    public bool CanDelete(SObjectSchema o) => true;

    public bool CanReadField(SObjectSchema o, FieldSchema f) => true;

    public bool CanEditField(SObjectSchema o, FieldSchema f) => true;

    public bool HasRecordType(string id) => true;

    public string? DefaultRecordType(string objectName) => null;

    public bool CanSeeRow(SObjectSchema o, Row row) => true;
}
