using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Schema;

namespace SfIntegration.Practice.Rules;

/// <summary>The refusals of the data API, with Salesforce's codes and wording (facts: data-API errors).</summary>
internal static class Faults
{
    public static SfFault NotFound() => new(404, "NOT_FOUND", "The requested resource does not exist");

    public static SfFault Deleted() => new(404, "ENTITY_IS_DELETED", "entity is deleted");

    public static SfFault NoAccess() =>
        new(403, "INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights on object id");

    public static SfFault NotSupported(SObjectSchema schema, string call) =>
        new(400, "INVALID_TYPE_FOR_OPERATION", $"entity type {schema.Name} does not support {call}");

    public static SfFault NoColumn(SObjectSchema schema, string field) =>
        new(400, "INVALID_FIELD", $"No such column '{field}' on sobject of type {schema.Name}");

    public static SfFault NotWritable(IEnumerable<string> fields) => NotWritable(fields.ToArray());

    public static SfFault NotWritable(params string[] fields) =>
        new(400, "INVALID_FIELD_FOR_INSERT_UPDATE", $"Unable to create/update fields: {string.Join(", ", fields)}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.", fields);

    public static SfFault Missing(IReadOnlyList<string> fields) =>
        new(400, "REQUIRED_FIELD_MISSING", $"Required fields are missing: [{string.Join(", ", fields)}]", fields.ToArray());

    public static SfFault BadId(string label, string value, string field) =>
        new(400, "MALFORMED_ID", $"{label}: id value of incorrect type: {value}", field);

    public static SfFault BadReference(string field) =>
        new(400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", field);

    public static SfFault NotYourRecordType(string field, string id) =>
        new(400, "INVALID_CROSS_REFERENCE_KEY", $"Record Type ID: this ID value isn't valid for the user: {id}", field);

    public static SfFault Integrity(string message, params string[] fields) =>
        new(400, "FIELD_INTEGRITY_EXCEPTION", message, fields);

    public static SfFault BadPicklist(FieldSchema field, string value) =>
        new(400, "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST", $"{field.Label}: bad value for restricted picklist field: {value}", field.Name);

    public static SfFault TooLong(string label, string field, string value, int length) =>
        new(400, "STRING_TOO_LONG", $"{label}: data value too large: {value} (max length={length})", field);

    public static SfFault Duplicate(string field, string id) =>
        new(400, "DUPLICATE_VALUE", $"duplicate value found: {field} duplicates value on record with id: {id}");
}
