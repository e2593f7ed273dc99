using System;
using System.Collections.Generic;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Access;

/// <summary>One query of a whole-org reading.</summary>
/// <param name="Key">Its name among the finished ones of an interrupted export: small letters, digits, hyphens.</param>
/// <param name="What">What it reads, in words.</param>
/// <param name="Soql">The query.</param>
/// <param name="Use">What becomes of a row.</param>
internal sealed record TableRead(string Key, string What, string Soql, Action<JObject> Use);

/// <summary>Keeps the rows of queries that are finished, so that they need not be asked again.</summary>
internal interface ITableStore
{
    /// <summary>The rows of a query that was finished, or null.</summary>
    IEnumerable<JObject>? Finished(string key);

    /// <summary>Takes the rows of a query as they come.</summary>
    ITableWriter Begin(string key);
}

/// <summary>Takes the rows of one query. Disposed without <see cref="Finish"/> they are as never read.</summary>
internal interface ITableWriter : IDisposable
{
    void Add(IReadOnlyList<JObject> rows);

    void Finish();
}
