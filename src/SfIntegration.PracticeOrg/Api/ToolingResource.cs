using Newtonsoft.Json.Linq;

namespace SfIntegration.Practice.Api;

/// <summary>/tooling: the resources of the Tooling API that are there (Tooling API guide, REST resources).</summary>
internal static class ToolingResource
{
    /// <summary>What the paths of the Tooling API begin with.</summary>
    public const string Root = "tooling";

    public static PracticeResponse Resources(Exchange exchange) => PracticeResponse.Of(200, new JObject
    {
        ["query"] = exchange.ApiPath + "/query",
        ["sobjects"] = exchange.ApiPath + "/sobjects",
    });
}
