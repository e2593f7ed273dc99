using System;
using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Schema;

namespace SfIntegration.Practice.Api;

/// <summary>/sobjects and /sobjects/X/describe (RS:resources_describeGlobal, _sobject_describe).</summary>
internal static class DescribeResource
{
    public static PracticeResponse Global(Exchange exchange) => Conditional.Describe(exchange)
        ?? Conditional.Described(exchange, PracticeResponse.Of(200, DescribeWriter.Global(exchange.Schema, exchange.Caller, exchange.Version, exchange.Soql.ApiPath)));

    public static PracticeResponse Object(Exchange exchange)
    {
        var schema = exchange.SeenObject(exchange.Value("type"));
        return Conditional.Describe(exchange)
            ?? Conditional.Described(exchange, PracticeResponse.Of(200, DescribeWriter.Object(schema, exchange.Org.Engine.Store, exchange.Schema, exchange.Caller, exchange.Version, exchange.Soql.ApiPath)));
    }

    /// <summary>The entry of describeGlobal, and the records looked at lately: none over an API.</summary>
    public static PracticeResponse Basic(Exchange exchange)
    {
        var schema = exchange.SeenObject(exchange.Value("type"));
        var all = (JArray)DescribeWriter.Global(exchange.Schema, exchange.Caller, exchange.Version, exchange.Soql.ApiPath)["sobjects"]!;
        var entry = all.FirstOrDefault(o => string.Equals((string?)o["name"], schema.Name, StringComparison.Ordinal))
            ?? throw new SfFault(404, "NOT_FOUND", "The requested resource does not exist");
        return PracticeResponse.Of(200, new JObject { ["objectDescribe"] = entry, ["recentItems"] = new JArray() });
    }
}
