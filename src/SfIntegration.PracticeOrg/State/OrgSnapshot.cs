using System.Collections.Generic;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Schema;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.State;

/// <summary>What a saved state holds.</summary>
internal sealed class OrgSnapshot
{
    /// <summary>Clock, addresses, API limit, switches.</summary>
    public JObject Settings { get; set; } = new();

    /// <summary>The objects of the schema.</summary>
    public List<SObjectSchema> Objects { get; } = new();

    /// <summary>All rows, internal tables among them.</summary>
    public List<RowTable> Tables { get; } = new();

    /// <summary>How many ids each key prefix has given out.</summary>
    public Dictionary<string, long> Numbers { get; } = new();
}
