using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Practice.Api;

/// <summary>/composite/graph: several composites in one request, each all or none (RS:resources_composite_graph_limits).</summary>
internal static class GraphResource
{
    private const int MaxNodes = 500;
    private const int MaxGraphs = 75;
    private const int MaxDepth = 15;
    private const int MaxKinds = 15;

    /// <summary>After that many failed graphs the rest is not tried.</summary>
    private const int MaxFailed = 14;

    private static readonly Regex s_allowed = new(@"/services/data/v[0-9]+\.0/sobjects/[^/?]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    public static PracticeResponse Run(Exchange exchange)
    {
        var graphs = Read(exchange.BodyObject());
        var answers = new JArray();
        var failures = 0;
        foreach (var (id, requests) in graphs)
        {
            var (results, failed) = failures < MaxFailed
                ? CompositeResource.Answers(exchange, requests, allOrNone: true)
                : (requests.Select(CompositeResource.Skipped).ToList(), true);
            failures += failed ? 1 : 0;
            answers.Add(new JObject
            {
                ["graphId"] = id,
                ["graphResponse"] = new JObject { ["compositeResponse"] = new JArray(results) },
                ["isSuccessful"] = !failed,
            });
        }

        return PracticeResponse.Of(200, new JObject { ["graphs"] = answers });
    }

    /// <summary>The graphs, each checked: what is too much or not allowed refuses the whole request. Codes and wording are not documented.</summary>
    private static IReadOnlyList<(string Id, IReadOnlyList<Subrequest> Requests)> Read(JObject body)
    {
        if (body["graphs"] is not JArray { Count: > 0 } list)
        {
            throw new SfFault(400, "JSON_PARSER_ERROR", "The graphs array is required and must not be empty at [line:1, column:1]");
        }

        Limit(list.Count, MaxGraphs, "graphs");
        var graphs = new List<(string, IReadOnlyList<Subrequest>)>();
        foreach (var token in list)
        {
            if (token is not JObject graph || graph["graphId"] is not JValue { Value: string { Length: > 0 } id })
            {
                throw new SfFault(400, "REQUIRED_FIELD_MISSING", "Each graph needs a graphId.", "graphId");
            }

            if (graphs.Any(g => g.Item1 == id))
            {
                throw new SfFault(400, "INVALID_INPUT", $"Duplicate graphId ('{id}').");
            }

            var requests = Subrequest.ReadAll(graph, "compositeRequest");
            CompositeResource.CheckNames(requests);
            Check(id, requests);
            graphs.Add((id, requests));
        }

        Limit(graphs.Sum(g => g.Item2.Count), MaxNodes, "nodes");
        return graphs;
    }

    private static void Check(string id, IReadOnlyList<Subrequest> requests)
    {
        foreach (var request in requests)
        {
            if (!s_allowed.IsMatch(request.Url))
            {
                throw new SfFault(400, "INVALID_INPUT", $"Graph '{id}': the url '{request.Url}' is not allowed in a graph; rows under /services/data/vXX.0/sobjects/ are.");
            }
        }

        var kinds = requests.Select(r => r.Method + " " + s_allowed.Match(r.Url).Value).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        Limit(kinds, MaxKinds, "different nodes");
        var depth = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var request in requests)
        {
            var leansOn = CompositeReferences.In(request.Url + (request.Body?.ToString(Newtonsoft.Json.Formatting.None) ?? ""));
            depth[request.ReferenceId] = 1 + leansOn.Select(name => depth.TryGetValue(name, out var known) ? known : 0).DefaultIfEmpty(0).Max();
            Limit(depth[request.ReferenceId], MaxDepth, "levels");
        }
    }

    private static void Limit(int count, int most, string what)
    {
        if (count > most)
        {
            throw new SfFault(400, "LIMIT_EXCEEDED", $"A graph request can have at most {most} {what}, but has {count}.");
        }
    }
}
