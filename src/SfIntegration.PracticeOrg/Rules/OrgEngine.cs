using System;
using System.Collections.Generic;
using System.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;
using SfIntegration.Practice.Traces;

namespace SfIntegration.Practice.Rules;

/// <summary>
/// The org's rules over its store: every row that a caller reads or writes goes through here. Each call is one transaction;
/// whoever needs several calls in one wraps them in <see cref="OrgStore.Transaction"/>.
/// </summary>
internal sealed class OrgEngine
{
    private readonly AccessCache _access;
    private readonly GroupWork _groups;

    public OrgEngine(OrgSchema schema, OrgStore store, PracticeClock clock, PracticeSwitches switches)
    {
        Schema = schema;
        Store = store;
        Clock = clock;
        Switches = switches;
        Apps = new AppBook(this);
        Settings = new OrgSettings(store);
        _access = new AccessCache(this);
        _groups = new GroupWork(this);
        Events = new EventLog(this);
        LogFiles = new LogFiles(this);
    }

    public OrgSchema Schema { get; }

    public OrgStore Store { get; }

    public PracticeClock Clock { get; }

    public PracticeSwitches Switches { get; }

    /// <summary>The applications outside systems sign in through.</summary>
    public AppBook Apps { get; }

    /// <summary>The org's settings.</summary>
    public OrgSettings Settings { get; }

    /// <summary>The AuthSession of the request that is being answered, or null.</summary>
    public string? CurrentSessionId { get; set; }

    /// <summary>What happened, for the event logs.</summary>
    public EventLog Events { get; }

    /// <summary>The event log files there are now.</summary>
    public LogFiles LogFiles { get; }

    /// <summary>The one Organization row's id.</summary>
    public string OrganizationId => Store.Rows("Organization").Single().Id;

    /// <summary>What a user may do now; worked out again when something it rests on changed.</summary>
    public ICallerAccess AccessOf(string userId) => _access.Of(userId);

    /// <summary>Inserts a row and answers its 18-character id.</summary>
    public string Insert(ICallerAccess caller, string type, IReadOnlyDictionary<string, object?> values)
    {
        var schema = Seen(caller, type);
        if (!schema.Createable)
        {
            throw Faults.NotSupported(schema, "create");
        }

        if (!caller.CanCreate(schema))
        {
            throw Faults.NoAccess();
        }

        var id = "";
        Work(() =>
        {
            var rules = RuleBook.For(type);
            var row = new Row(schema.Name, Store.NewId(schema.KeyPrefix));
            var given = RowWriter.Apply(caller, schema, row, values, insert: true);
            var write = new Write { Engine = this, Caller = caller, Schema = schema, Row = row, Given = given };
            RowWriter.Default(schema, row, caller);
            RowWriter.Require(row, RowWriter.RequiredOnInsert(schema, rules));
            RowWriter.CheckReferences(this, caller, schema, row, given, rules);
            RowWriter.Stamp(schema, row, caller.UserId, Clock.UtcNow, insert: true);
            rules?.BeforeInsert(write);
            id = row.Id;
            if (!write.Discard)
            {
                RowWriter.CheckUnique(this, schema, row, given);
                Store.Put(row);
                rules?.AfterInsert(write);
            }
        });
        return id;
    }

    /// <summary>Changes a row.</summary>
    public void Update(ICallerAccess caller, string type, string id, IReadOnlyDictionary<string, object?> values)
    {
        var schema = Seen(caller, type);
        if (!schema.Updateable)
        {
            throw Faults.NotSupported(schema, "update");
        }

        var old = Found(caller, schema, id);
        if (!caller.CanEdit(schema) || !Sharing.CanEditRow(this, caller, schema, old))
        {
            throw Faults.NoAccess();
        }

        Work(() =>
        {
            var rules = RuleBook.For(type);
            var row = old.Clone();
            var given = RowWriter.Apply(caller, schema, row, values, insert: false);
            var write = new Write { Engine = this, Caller = caller, Schema = schema, Row = row, Old = old, Given = given };
            RowWriter.Require(row, given.Where(f => schema.Field(f) is { Nillable: false, Type: not "boolean" }));
            RowWriter.CheckReferences(this, caller, schema, row, given, rules);
            RowWriter.Stamp(schema, row, caller.UserId, Clock.UtcNow, insert: false);
            rules?.BeforeUpdate(write);
            if (write.Discard)
            {
                Store.Remove(old);
                rules?.AfterDelete(new Write { Engine = this, Caller = caller, Schema = schema, Row = old, Given = given });
                return;
            }

            RowWriter.CheckUnique(this, schema, row, given);
            Store.Put(row);
            rules?.AfterUpdate(write);
        });
    }

    /// <summary>Deletes a row: setup rows for good, records into the recycle bin.</summary>
    public void Delete(ICallerAccess caller, string type, string id)
    {
        var schema = Seen(caller, type);
        if (!schema.Deletable)
        {
            throw Faults.NotSupported(schema, "delete");
        }

        var row = Found(caller, schema, id);
        if (!caller.CanDelete(schema) || !Sharing.CanEditRow(this, caller, schema, row, delete: true))
        {
            throw Faults.NoAccess();
        }

        Work(() => Delete(caller, schema, row));
    }

    /// <summary>One row as the caller sees it; which fields the caller reads is for the one who asks.</summary>
    public Row Get(ICallerAccess caller, string type, string id) => Found(caller, Seen(caller, type), id);

    /// <summary>Updates the row that holds an external id, or inserts one.</summary>
    public (string Id, bool Created) Upsert(ICallerAccess caller, string type, string externalIdField, string value, IReadOnlyDictionary<string, object?> values)
    {
        var schema = Seen(caller, type);
        var field = schema.Field(externalIdField);
        if (field is null || !(field.ExternalId || field.IdLookup || field.Type == "id") || !caller.CanReadField(schema, field))
        {
            throw new SfFault(404, "NOT_FOUND", $"Provided external ID field does not exist or is not accessible: {externalIdField}");
        }

        if (field.Type == "id")
        {
            Update(caller, type, value, values);
            return (SalesforceId.Normalize(value)!, false);
        }

        var matches = FieldValues.Read(field, value) is { } wanted
            ? RowWriter.Holding(Store, schema, field, wanted).Where(r => !r.IsDeleted).Take(2).ToList()
            : new List<Row>();
        if (matches.Count > 1)
        {
            throw new SfFault(300, "DUPLICATE_EXTERNAL_ID", $"{field.Name}: more than one record found for external id field", field.Name);
        }

        if (matches.Count == 1)
        {
            Update(caller, type, matches[0].Id, values);
            return (matches[0].Id, false);
        }

        var all = values.ToDictionary(p => p.Key, p => p.Value, StringComparer.OrdinalIgnoreCase);
        all[field.Name] = value;
        return (Insert(caller, type, all), true);
    }

    /// <summary>Every row of an object as a query meets it: stored rows brought up to date, and rows that are never stored. Sharing is the query's.</summary>
    public IEnumerable<Row> RowsForQuery(ICallerAccess caller, string type) =>
        Schema.Find(type) is { } schema && caller.CanSee(schema) ? QueryRows.Of(this, schema.Name) : Enumerable.Empty<Row>();

    /// <summary>The same for rows whose field holds one of these texts; rows that are never stored come along whatever they hold.</summary>
    public IEnumerable<Row> RowsForQuery(ICallerAccess caller, string type, string field, IReadOnlyCollection<string> texts, bool ignoreCase) =>
        Schema.Find(type) is { } schema && caller.CanSee(schema) ? QueryRows.Of(this, schema.Name, field, texts, ignoreCase) : Enumerable.Empty<Row>();

    /// <summary>The object counts as setup in Salesforce's rule against mixing setup and records in one transaction.</summary>
    public bool IsSetup(string type) => MixedDml.IsSetup(type);

    /// <summary>Works out every outdated permission set group now.</summary>
    public void RecalculateGroups() => Store.Transaction(() =>
    {
        _groups.Recalculate();
        return true;
    });

    /// <summary>Marks the groups that hold a permission set or muting set as outdated.</summary>
    internal void TouchContainer(string containerId) => _groups.Touch(containerId);

    /// <summary>The same where what a container says changed outside its rows; groups are worked out again when their time is.</summary>
    internal void ContainerChanged(string containerId) => Work(() => _groups.Touch(containerId));

    /// <summary>Marks a group as outdated.</summary>
    internal void TouchGroup(string? groupId) => _groups.TouchGroup(groupId);

    /// <summary>Writes a row without asking anybody: for rules and for seeding.</summary>
    internal Row Create(string type, string byUserId, params (string Field, object? Value)[] values)
    {
        var schema = Schema.Find(type) ?? throw new InvalidOperationException($"The schema has no {type}.");
        var row = new Row(schema.Name, Store.NewId(schema.KeyPrefix));
        RowWriter.Default(schema, row, new SystemAccess(byUserId));
        RowWriter.Stamp(schema, row, byUserId, Clock.UtcNow, insert: true);
        foreach (var (field, value) in values)
        {
            row[field] = value;
        }

        Store.Put(row);
        return row;
    }

    /// <summary>Deletes a row with its rules and its dependents.</summary>
    internal void Delete(ICallerAccess caller, SObjectSchema schema, Row row)
    {
        var rules = RuleBook.For(schema.Name);
        var write = new Write { Engine = this, Caller = caller, Schema = schema, Row = row, Given = new HashSet<string>() };
        rules?.BeforeDelete(write);
        if (schema.Setup)
        {
            Store.Remove(row);
        }
        else
        {
            var gone = row.Clone();
            gone.IsDeleted = true;
            gone["IsDeleted"] = true;
            RowWriter.Stamp(schema, gone, caller.UserId, Clock.UtcNow, insert: false);
            Store.Put(gone);
        }

        rules?.AfterDelete(write);
    }

    private SObjectSchema Seen(ICallerAccess caller, string type) =>
        Schema.Find(type) is { } schema && caller.CanSee(schema) ? schema : throw Faults.NotFound();

    private Row Found(ICallerAccess caller, SObjectSchema schema, string id)
    {
        if (SalesforceId.Normalize(id) is not { } id18)
        {
            throw Faults.BadId($"{schema.Label} ID", id, "Id");
        }

        var row = Store.Find(schema.Name, id18)
            ?? QueryRows.NeverStored(this, schema.Name).FirstOrDefault(r => r.Id == id18);
        if (row is null && !id18.StartsWith(schema.KeyPrefix, StringComparison.Ordinal))
        {
            throw Faults.BadId($"{schema.Label} ID", id, "Id");
        }

        return row is null || !caller.CanSeeRow(schema, row) ? throw Faults.NotFound()
            : row.IsDeleted ? throw Faults.Deleted()
            : QueryRows.UpToDate(this, row);
    }

    private void Work(Action work) => Store.Transaction(() =>
    {
        work();
        if (Switches.GroupRecalculation == GroupRecalculation.Immediate)
        {
            _groups.Recalculate();
        }

        return true;
    });
}
