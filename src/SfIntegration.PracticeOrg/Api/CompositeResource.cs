using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Practice.Api;

/// <summary>/composite: up to 25 requests in one, with references from one to the next (RS:resources_composite_composite).</summary>
internal static class CompositeResource
{
    private const int MaxRequests = 25;
    private const int MaxHeavy = 5;
    private static readonly Regex s_referenceId = new("^[A-Za-z0-9][A-Za-z0-9_]*$", RegexOptions.CultureInvariant);
    private static readonly Regex s_heavy = new(@"/(query|queryAll|composite/sobjects)([/?]|$)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    public static PracticeResponse Run(Exchange exchange)
    {
        var body = exchange.BodyObject();
        var allOrNone = body["allOrNone"] is JValue { Value: true };
        var requests = Subrequest.ReadAll(body, "compositeRequest");
        Check(requests);
        return PracticeResponse.Of(200, new JObject { ["compositeResponse"] = new JArray(Answers(exchange, requests, allOrNone).Results) });
    }

    /// <summary>Runs requests one after the other, in one transaction where all or none counts.</summary>
    public static (IReadOnlyList<JObject> Results, bool Failed) Answers(Exchange exchange, IReadOnlyList<Subrequest> requests, bool allOrNone)
    {
        var results = new List<JObject>();
        var failed = false;
        exchange.Ledger.NewTransaction();
        bool Work()
        {
            var references = new CompositeReferences();
            foreach (var request in requests)
            {
                if (failed && allOrNone)
                {
                    results.Add(Result(request, Halted()));
                    continue;
                }

                if (!allOrNone)
                {
                    exchange.Ledger.NewTransaction();
                }

                var response = Answer(exchange, request, references, allOrNone);
                failed |= response.Status >= 400 || response.RolledBack;
                references.Keep(request.ReferenceId, response.Status >= 400 ? null : response.Json);
                results.Add(Result(request, response));
            }

            return !(failed && allOrNone);
        }

        if (allOrNone)
        {
            exchange.Ledger.Atomic(exchange.Org.Store, Work);
        }
        else
        {
            Work();
        }

        if (failed && allOrNone)
        {
            RollBack(requests, results);
        }

        return (results, failed);
    }

    /// <summary>The answer for a request that was not run because another one failed.</summary>
    public static JObject Skipped(Subrequest request) => Result(request, Halted());

    private static PracticeResponse Answer(Exchange exchange, Subrequest request, CompositeReferences references, bool allOrNone)
    {
        try
        {
            return DataApi.Subrequest(
                exchange,
                request.Method,
                references.InUrl(request.Url),
                request.Headers.ToDictionary(h => h.Key, h => references.InText(h.Value), StringComparer.OrdinalIgnoreCase),
                request.Body is null ? null : references.InBody(request.Body),
                allOrNone);
        }
        catch (SfFault fault)
        {
            return PracticeResponse.Error(fault);
        }
    }

    /// <summary>After a rollback every subrequest that had not failed by itself is answered with PROCESSING_HALTED.</summary>
    private static void RollBack(IReadOnlyList<Subrequest> requests, List<JObject> results)
    {
        for (var i = 0; i < results.Count; i++)
        {
            var rolledBackCollection = results[i]["body"] is JArray rows && rows.Any(r => r is JObject row && row["success"] is JValue { Value: false });
            if ((int)results[i]["httpStatusCode"]! < 400 && !rolledBackCollection)
            {
                results[i] = Result(requests[i], Halted());
            }
        }
    }

    private static PracticeResponse Halted() =>
        PracticeResponse.Error(400, "PROCESSING_HALTED", "The transaction was rolled back since another operation in the same transaction failed.");

    private static JObject Result(Subrequest request, PracticeResponse response)
    {
        var headers = new JObject();
        foreach (var header in response.Headers.Where(h => !string.Equals(h.Key, "Content-Type", StringComparison.OrdinalIgnoreCase)))
        {
            headers[header.Key] = header.Value;
        }

        return new JObject
        {
            ["body"] = response.Json ?? JValue.CreateNull(),
            ["httpHeaders"] = headers,
            ["httpStatusCode"] = response.Status,
            ["referenceId"] = request.ReferenceId,
        };
    }

    /// <summary>The request as a whole is refused before anything runs. Codes and wording of the limits are not documented.</summary>
    private static void Check(IReadOnlyList<Subrequest> requests)
    {
        if (requests.Count > MaxRequests)
        {
            throw new SfFault(400, "LIMIT_EXCEEDED", $"A composite request can have at most {MaxRequests} subrequests, but has {requests.Count}.");
        }

        var heavy = requests.Count(r => s_heavy.IsMatch(r.Url));
        if (heavy > MaxHeavy)
        {
            throw new SfFault(400, "LIMIT_EXCEEDED", $"A composite request can have at most {MaxHeavy} query and sObject Collections subrequests, but has {heavy}.");
        }

        CheckNames(requests);
    }

    /// <summary>Reference names are words, each once.</summary>
    public static void CheckNames(IReadOnlyList<Subrequest> requests)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var request in requests)
        {
            if (!s_referenceId.IsMatch(request.ReferenceId))
            {
                throw new SfFault(400, "INVALID_INPUT", $"Provided referenceId ('{request.ReferenceId}') must start with a letter or a number, and it can contain only letters, numbers and underscores ('_').");
            }

            if (!seen.Add(request.ReferenceId))
            {
                throw new SfFault(400, "INVALID_INPUT", $"Duplicate referenceId ('{request.ReferenceId}').");
            }
        }
    }
}
