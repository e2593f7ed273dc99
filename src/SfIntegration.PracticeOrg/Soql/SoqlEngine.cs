using System;
using System.Collections.Generic;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>Answers SOQL from the store, as one caller sees it.</summary>
internal sealed class SoqlEngine
{
    private readonly OrgSchema _schema;
    private readonly OrgStore _store;
    private readonly PracticeClock _clock;

    public SoqlEngine(OrgSchema schema, OrgStore store, PracticeClock clock)
    {
        _schema = schema;
        _store = store;
        _clock = clock;
    }

    /// <summary>All rows of a query; the caller of this method pages them.</summary>
    public SoqlResult Run(string soql, ICallerAccess caller, string apiVersion, bool includeDeleted = false) =>
        throw new NotSupportedException($"{_schema}{_store}{_clock}");
}

/// <summary>What a query answers. Records carry attributes; TotalSize is the number of records, or the count of COUNT().</summary>
internal sealed record SoqlResult(int TotalSize, IReadOnlyList<JObject> Records, string? SobjectType);
