using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Schema;

namespace SfIntegration.Practice.Api;

/// <summary>/composite/tree/X: parents with their children, all or none (RS:resources_composite_sobject_tree).</summary>
internal static class TreeResource
{
    private const int MaxRecords = 200;
    private const int MaxDepth = 5;
    private const int MaxTypes = 5;

    public static PracticeResponse Create(Exchange exchange)
    {
        var root = exchange.SeenObject(exchange.Value("type"));
        var nodes = new List<Node>();
        Flatten(exchange, exchange.BodyObject(), root, null, null, 1, nodes);
        if (nodes.Count > MaxRecords || nodes.Max(n => n.Depth) > MaxDepth || nodes.Select(n => n.Schema).Distinct().Count() > MaxTypes)
        {
            throw new SfFault(400, "LIMIT_EXCEEDED", $"A tree can have at most {MaxRecords} records, {MaxDepth} levels and {MaxTypes} types.");
        }

        var errors = new JArray();
        var created = new JArray();
        exchange.Ledger.Atomic(exchange.Org.Store, () =>
        {
            foreach (var node in nodes)
            {
                if (node.Parent is { } parent && parent.Id is null)
                {
                    continue;
                }

                try
                {
                    if (node.Parent is not null)
                    {
                        node.Fields[node.ParentField!.Name] = node.Parent.Id;
                    }

                    node.Id = Dml.Insert(exchange, node.Schema, node.Fields);
                    created.Add(new JObject { ["referenceId"] = node.ReferenceId, ["id"] = node.Id });
                }
                catch (SfFault fault)
                {
                    var failed = CollectionResource.Failed(fault.Code, fault.Message, fault.Fields);
                    errors.Add(new JObject { ["referenceId"] = node.ReferenceId, ["errors"] = failed["errors"] });
                }
            }

            return errors.Count == 0;
        });
        return errors.Count == 0
            ? PracticeResponse.Of(201, new JObject { ["hasErrors"] = false, ["results"] = created })
            : PracticeResponse.Of(400, new JObject { ["hasErrors"] = true, ["results"] = errors });
    }

    private static void Flatten(Exchange exchange, JObject list, SObjectSchema schema, Node? parent, FieldSchema? parentField, int depth, List<Node> nodes)
    {
        if (list["records"] is not JArray { Count: > 0 } records)
        {
            throw new SfFault(400, "JSON_PARSER_ERROR", "The records array is required and must not be empty at [line:1, column:1]");
        }

        foreach (var token in records)
        {
            var reference = ((token as JObject)?["attributes"] as JObject)?["referenceId"];
            if (token is not JObject record || reference is not JValue { Value: string referenceId })
            {
                throw new SfFault(400, "INVALID_INPUT", "Each record of a tree needs attributes with type and referenceId.");
            }

            if (nodes.Any(n => n.ReferenceId == referenceId))
            {
                throw new SfFault(400, "INVALID_INPUT", $"Duplicate ReferenceId provided in the request: {referenceId}.");
            }

            var node = new Node(schema, referenceId, parent, parentField, depth);
            nodes.Add(node);
            var children = new List<JProperty>();
            foreach (var property in record.Properties())
            {
                if (property.Value is JObject { } child && child["records"] is not null)
                {
                    children.Add(property);
                }
                else
                {
                    node.Fields[property.Name] = property.Value.DeepClone();
                }
            }

            foreach (var child in children)
            {
                var relation = exchange.Org.Schema.Children(schema.Name)
                    .FirstOrDefault(c => string.Equals(c.Field.ChildRelationshipName, child.Name, StringComparison.OrdinalIgnoreCase) && exchange.Caller.CanSee(c.Child));
                if (relation.Child is null)
                {
                    throw new SfFault(400, "INVALID_FIELD", $"No such relation '{child.Name}' on entity '{schema.Name}'.");
                }

                Flatten(exchange, (JObject)child.Value, relation.Child, node, relation.Field, depth + 1, nodes);
            }
        }
    }

    private sealed class Node
    {
        public Node(SObjectSchema schema, string referenceId, Node? parent, FieldSchema? parentField, int depth)
        {
            Schema = schema;
            ReferenceId = referenceId;
            Parent = parent;
            ParentField = parentField;
            Depth = depth;
        }

        public SObjectSchema Schema { get; }

        public string ReferenceId { get; }

        public Node? Parent { get; }

        public FieldSchema? ParentField { get; }

        public int Depth { get; }

        public JObject Fields { get; } = new();

        public string? Id { get; set; }
    }
}
