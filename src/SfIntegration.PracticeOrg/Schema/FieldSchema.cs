using System;
using System.Collections.Generic;

namespace SfIntegration.Practice.Schema;

/// <summary>One field of an sObject: what describe says of it, and what the store enforces.</summary>
internal sealed class FieldSchema
{
    /// <summary>The API name, as Salesforce spells it.</summary>
    public required string Name { get; init; }

    /// <summary>The label people see.</summary>
    public required string Label { get; init; }

    /// <summary>The describe type: id, string, boolean, int, double, currency, percent, date, datetime, time, picklist, multipicklist, reference, textarea, email, phone, url, address, location, base64, encryptedstring, combobox, anyType.</summary>
    public required string Type { get; init; }

    /// <summary>Characters that fit, or 0 where a length has no meaning.</summary>
    public int Length { get; init; }

    /// <summary>May be null.</summary>
    public bool Nillable { get; init; } = true;

    /// <summary>May be set on insert.</summary>
    public bool Createable { get; init; } = true;

    /// <summary>May be set on update.</summary>
    public bool Updateable { get; init; } = true;

    /// <summary>May stand in WHERE.</summary>
    public bool Filterable { get; init; } = true;

    /// <summary>May stand in GROUP BY.</summary>
    public bool Groupable { get; init; } = true;

    /// <summary>May stand in ORDER BY.</summary>
    public bool Sortable { get; init; } = true;

    /// <summary>Field-level security applies; false for fields that are always readable or always read and write.</summary>
    public bool Permissionable { get; init; }

    /// <summary>Salesforce fills it on insert when it is left out.</summary>
    public bool DefaultedOnCreate { get; init; }

    /// <summary>No two rows may hold the same value.</summary>
    public bool Unique { get; init; }

    /// <summary>Rows can be found by this field in an upsert.</summary>
    public bool IdLookup { get; init; }

    /// <summary>A custom external id.</summary>
    public bool ExternalId { get; init; }

    /// <summary>A formula or roll-up: never written.</summary>
    public bool Calculated { get; init; }

    /// <summary>What a formula field is worked out by, as far as it is known.</summary>
    public string? Formula { get; init; }

    /// <summary>Numbered by Salesforce: never written.</summary>
    public bool AutoNumber { get; init; }

    /// <summary>A custom field.</summary>
    public bool Custom { get; init; }

    /// <summary>The record's name field.</summary>
    public bool NameField { get; init; }

    /// <summary>Only values of the picklist are accepted.</summary>
    public bool RestrictedPicklist { get; init; }

    /// <summary>The compound (BillingAddress, Name) this field is a part of, if any.</summary>
    public string? CompoundFieldName { get; init; }

    /// <summary>The objects a reference may point to.</summary>
    public IReadOnlyList<string> ReferenceTo { get; init; } = Array.Empty<string>();

    /// <summary>The name SOQL uses for the parent ("Account" for AccountId).</summary>
    public string? RelationshipName { get; init; }

    /// <summary>The name SOQL uses for the children, seen from the parent ("Contacts" for Contact.AccountId).</summary>
    public string? ChildRelationshipName { get; init; }

    /// <summary>The detail side of master-detail.</summary>
    public bool MasterDetail { get; init; }

    /// <summary>The values of a picklist; empty where none are kept.</summary>
    public IReadOnlyList<string> PicklistValues { get; init; } = Array.Empty<string>();

    /// <summary>The value on insert when none is given, in the store's own type.</summary>
    public object? DefaultValue { get; init; }
}
