using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace SfIntegration.Practice.Metadata;

/// <summary>createMetadata, readMetadata, updateMetadata, upsertMetadata, deleteMetadata, renameMetadata: at most ten of one type (facts §8.3).</summary>
internal static class CrudCalls
{
    private const int Most = 10;

    public static IEnumerable<XElement> Create(MetadataCall call) => Save(call, mayCreate: true, mayChange: false, upsert: false);

    public static IEnumerable<XElement> Update(MetadataCall call) => Save(call, mayCreate: false, mayChange: true, upsert: false);

    public static IEnumerable<XElement> Upsert(MetadataCall call) => Save(call, mayCreate: true, mayChange: true, upsert: true);

    public static IEnumerable<XElement> Read(MetadataCall call)
    {
        var type = Type(call.Text("type") ?? "");
        var scope = call.Scope();
        var names = Limited(call.Texts("fullNames"));
        yield return MetadataXml.El("result", names.Select(name => type.Find(scope, name) is { } component
            ? MetadataXml.El(
                "records",
                new XAttribute(MetadataXml.Xsi + "type", type.ElementOf(component.FullName)),
                MetadataXml.El("fullName", component.FullName),
                type.Read(scope, component.FullName)!.Elements())
            : MetadataXml.El("records", new XAttribute(MetadataXml.Xsi + "nil", "true"))));
    }

    public static IEnumerable<XElement> Delete(MetadataCall call)
    {
        var type = Type(call.Text("type") ?? "");
        var scope = call.Scope();
        return Each(call, scope, Limited(call.Texts("fullNames")), name => name, name =>
        {
            type.Delete(scope, Needed(scope, type, name));
            return WriteOutcome.Changed;
        }, upsert: false);
    }

    public static IEnumerable<XElement> Rename(MetadataCall call)
    {
        var type = Type(call.Text("type") ?? "");
        var scope = call.Scope();
        return Each(call, scope, new[] { call.Required("oldFullName") }, name => name, name =>
        {
            type.Rename(scope, Needed(scope, type, name), call.Required("newFullName"));
            return WriteOutcome.Changed;
        }, upsert: false);
    }

    private static IEnumerable<XElement> Save(MetadataCall call, bool mayCreate, bool mayChange, bool upsert)
    {
        var items = Limited(MetadataXml.All(call.Operation, "metadata"));
        var types = items.Select(TypeName).Distinct().ToList();
        if (types.Count > 1)
        {
            throw new SfFault(500, "INVALID_TYPE", $"All metadata of a call must be of one type: {string.Join(", ", types)}");
        }

        var type = types.Count == 0 ? null : Type(types[0]);
        var scope = call.Scope();
        return Each(call, scope, items, item => MetadataXml.TextOf(item, "fullName") ?? "", item =>
        {
            var name = MetadataXml.TextOf(item, "fullName")
                ?? throw new SfFault(400, "REQUIRED_FIELD_MISSING", "Required field is missing: fullName", "fullName");
            var there = type!.Find(scope, name) is not null;
            if (there && !mayChange)
            {
                throw new SfFault(400, "DUPLICATE_DEVELOPER_NAME", $"This {type.Name} already exists: {name}", "fullName");
            }

            return !there && !mayCreate
                ? throw MetadataFaults.NoSuch("fullName", type.Name, name)
                : type.Write(scope, name, Bare(item, type.ElementOf(name)));
        }, upsert);
    }

    private static IEnumerable<XElement> Each<T>(MetadataCall call, MetadataScope scope, IReadOnlyList<T> items, Func<T, string> nameOf, Func<T, WriteOutcome> work, bool upsert)
    {
        var results = new List<XElement>();
        var failed = false;
        call.Exchange.Ledger.Atomic(scope.Store, () => scope.Atomic(() =>
        {
            foreach (var item in items)
            {
                results.Add(One(call, scope, nameOf(item), () => work(item), upsert, out var fault));
                failed |= fault;
            }

            return !(failed && call.AllOrNone);
        }));
        return failed && call.AllOrNone ? items.Select((item, i) => IsError(results[i]) ? results[i] : RolledBack(nameOf(item), upsert)) : results;
    }

    private static XElement One(MetadataCall call, MetadataScope scope, string name, Func<WriteOutcome> work, bool upsert, out bool failed)
    {
        var outcome = WriteOutcome.Unchanged;
        try
        {
            call.Exchange.Ledger.NextRow();
            call.Exchange.Ledger.Atomic(scope.Store, () => scope.Atomic(() =>
            {
                outcome = work();
                call.Exchange.Ledger.Wrote();
                return true;
            }));
            failed = false;
            return Result(name, upsert, outcome == WriteOutcome.Created, null);
        }
        catch (SfFault fault)
        {
            failed = true;
            return Result(name, upsert, created: false, fault);
        }
    }

    private static XElement Result(string name, bool upsert, bool created, SfFault? fault) => MetadataXml.El(
        "result",
        upsert ? MetadataXml.Flag("created", created) : null,
        fault is null ? null : MetadataXml.El(
            "errors",
            fault.Fields.Select(f => MetadataXml.El("fields", f)),
            MetadataXml.El("message", fault.Message),
            MetadataXml.El("statusCode", fault.Code)),
        MetadataXml.El("fullName", name),
        MetadataXml.Flag("success", fault is null));

    private static XElement RolledBack(string name, bool upsert) => Result(name, upsert, created: false, new SfFault(
        400,
        "ALL_OR_NONE_OPERATION_ROLLED_BACK",
        "Record rolled back because not all records were valid and the request was using AllOrNone header"));

    private static bool IsError(XElement result) => result.Element(MetadataXml.Ns + "errors") is not null;

    /// <summary>The component without its name and type, and without what the client sent as nil.</summary>
    private static XElement Bare(XElement item, string element)
    {
        var bare = MetadataXml.El(element, item.Elements().Where(e => e.Name != MetadataXml.Ns + "fullName"));
        bare.Descendants().Where(e => e.Attribute(MetadataXml.Xsi + "nil")?.Value is "true" or "1").Remove();
        bare.DescendantsAndSelf().Attributes().Remove();
        return bare;
    }

    private static MetadataComponent Needed(MetadataScope scope, MetadataType type, string name) =>
        type.Find(scope, name) ?? throw MetadataFaults.NoSuch("fullName", type.Name, name);

    private static IReadOnlyList<T> Limited<T>(IReadOnlyList<T> items) => items.Count <= Most
        ? items
        : throw new SfFault(500, "EXCEEDED_ID_LIMIT", "record limit reached. cannot submit more than 10 records in this operation");

    // "met:PermissionSet" with a prefix of the client's choice.
    private static string TypeName(XElement item)
    {
        var name = item.Attribute(MetadataXml.Xsi + "type")?.Value ?? throw new SfFault(500, "INVALID_TYPE", "Must specify a {http://www.w3.org/2001/XMLSchema-instance}type attribute value for the {http://soap.sforce.com/2006/04/metadata}metadata element");
        return name.Substring(name.IndexOf(':') + 1);
    }

    private static MetadataType Type(string name) => MetadataTypes.Find(name) ?? MetadataTypes.FindElement(name) ?? throw MetadataFaults.UnknownType(name);
}
