using System.Collections;
using System.Collections.Generic;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Soql;

/// <summary>The records of an answer, each written when it is read: a page costs what the page holds.</summary>
internal sealed class LazyRecords : IReadOnlyList<JObject>
{
    private readonly IReadOnlyList<Row> _rows;
    private readonly RecordShape _shape;

    public LazyRecords(IReadOnlyList<Row> rows, RecordShape shape)
    {
        _rows = rows;
        _shape = shape;
    }

    public int Count => _rows.Count;

    public JObject this[int index] => _shape.Write(_rows[index]);

    /// <summary>Writes a record without making a tree of it.</summary>
    public void Write(JsonWriter json, int index) => _shape.Write(json, _rows[index]);

    public IEnumerator<JObject> GetEnumerator()
    {
        foreach (var row in _rows)
        {
            yield return _shape.Write(row);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
