using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Seed;

/// <summary>What every part of the seed needs: the engine, Salesforce itself as the caller, rows found by name.</summary>
internal sealed class SeedContext
{
    public SeedContext(OrgEngine engine) => Engine = engine;

    public OrgEngine Engine { get; }

    /// <summary>Salesforce itself; rows that it writes leave no audit trail.</summary>
    public ICallerAccess System { get; } = new SystemAccess("");

    public DateTime Now => Engine.Clock.UtcNow;

    /// <summary>Writes a row as it is.</summary>
    public Row Create(string type, params (string Field, object? Value)[] values) => Engine.Create(type, "", values);

    /// <summary>Writes a row by the rules.</summary>
    public string Insert(string type, params (string Field, object? Value)[] values) =>
        Engine.Insert(System, type, values.ToDictionary(v => v.Field, v => v.Value));

    /// <summary>Changes a row without asking the rules.</summary>
    public void Change(Row row, Action<Row> change)
    {
        var changed = Engine.Store.Find(row.Type, row.Id)!.Clone();
        change(changed);
        Engine.Store.Put(changed);
    }

    /// <summary>The row whose field holds that text; every name the seed uses must be there.</summary>
    public Row Find(string type, string field, string text) =>
        Engine.Store.Rows(type, field, text).FirstOrDefault()
        ?? throw new InvalidOperationException($"The seed names {type} '{text}', which is not there.");

    /// <summary>Its id.</summary>
    public string IdOf(string type, string field, string text) => Find(type, field, text).Id;

    /// <summary>Makes a row look as old as the people who made it.</summary>
    public void Age(Row row, int days, string? byUserId = null) => Change(row, r =>
    {
        foreach (var field in new[] { "CreatedDate", "LastModifiedDate", "SystemModstamp" })
        {
            r[field] = r[field] is DateTime moment ? moment.AddDays(-days) : r[field];
        }

        foreach (var field in new[] { "CreatedById", "LastModifiedById" })
        {
            r[field] = r[field] is null ? null : byUserId ?? r[field];
        }
    });

    /// <summary>All rows of an object, as a list that stands still while they are changed.</summary>
    public IReadOnlyList<Row> Rows(string type) => Engine.Store.Rows(type).ToList();
}
