using System;
using System.Collections;
using System.Collections.Generic;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>The records of an answer, each written when it is read: a page costs what the page holds.</summary>
internal sealed class LazyRecords : IReadOnlyList<JObject>
{
    private readonly IReadOnlyList<Row> _rows;
    private readonly Func<Row, JObject> _write;

    public LazyRecords(IReadOnlyList<Row> rows, Func<Row, JObject> write)
    {
        _rows = rows;
        _write = write;
    }

    public int Count => _rows.Count;

    public JObject this[int index] => _write(_rows[index]);

    public IEnumerator<JObject> GetEnumerator()
    {
        foreach (var row in _rows)
        {
            yield return _write(row);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
