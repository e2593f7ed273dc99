using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace SfIntegration.Plan;

/// <summary>One row of a journal: what was meant, with every reference resolved, and what became of it.</summary>
internal sealed class JournalRow
{
    public required int Number { get; init; }

    public required WriteOperation Operation { get; init; }

    public required string SobjectType { get; init; }

    /// <summary>The row's id: known before for updates and deletes, after for creates.</summary>
    public string? RecordId { get; set; }

    /// <summary>The natural key, field to value.</summary>
    public required IReadOnlyDictionary<string, string> Key { get; init; }

    public required JObject Values { get; init; }

    public required JObject Before { get; init; }

    /// <summary>True: carried out. False: refused. Null: the journal does not say; the org must be asked.</summary>
    public bool? Success { get; set; }

    /// <summary>The refusal.</summary>
    public string? Error { get; set; }

    /// <summary>The code of the refusal.</summary>
    public string? Code { get; set; }

    /// <summary>True where nothing had to be done: a create found its row there, a delete found it gone.</summary>
    public bool WasThere { get; set; }

    /// <summary>A side effect of the platform (an auto-assigned licence), seen by reading back.</summary>
    public bool SideEffect { get; init; }

    public JObject ToJson() => new()
    {
        ["row"] = Number,
        ["op"] = Operation.ToString(),
        ["type"] = SobjectType,
        ["id"] = RecordId,
        ["key"] = new JObject(Key.Select(p => new JProperty(p.Key, p.Value))),
        ["values"] = Values,
        ["before"] = Before,
    };

    public static JournalRow FromJson(JObject json, bool sideEffect = false) => new()
    {
        Number = (int)json["row"]!,
        Operation = (WriteOperation)System.Enum.Parse(typeof(WriteOperation), (string)json["op"]!),
        SobjectType = (string)json["type"]!,
        RecordId = (string?)json["id"],
        Key = ((JObject)json["key"]!).Properties().ToDictionary(p => p.Name, p => (string)p.Value!),
        Values = (JObject)json["values"]!,
        Before = (JObject)json["before"]!,
        Success = sideEffect ? true : null,
        SideEffect = sideEffect,
    };
}
