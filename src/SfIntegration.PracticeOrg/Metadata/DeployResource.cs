using System.Linq;
using Newtonsoft.Json.Linq;
using SfIntegration.Practice.Api;
using SfIntegration.Practice.Rules;
using SfIntegration.Practice.Store;

namespace SfIntegration.Practice.Metadata;

/// <summary>/metadata/deployRequest: deployments over REST (MD:rest_deploy).</summary>
internal static class DeployResource
{
    public static PracticeResponse Start(Exchange exchange)
    {
        MetadataApi.NeedPermission(exchange);
        var parts = MultipartBody.Read(exchange.Request.Header("Content-Type"), exchange.Body());

        // "json" in the guide's example, "entity_content" in clients; the zip is the part that is no JSON.
        var options = parts.FirstOrDefault(p => p.Name is "json" or "entity_content");
        var file = parts.FirstOrDefault(p => p.Name == "file");
        if (file is null)
        {
            throw new SfFault(400, "INVALID_MULTIPART_REQUEST", "The multipart request has no part named file");
        }

        var given = options is null ? null : JsonText.ReadObject(options.Content)["deployOptions"] as JObject;
        var row = DeployJobs.Start(exchange, file.Content, DeployOptions.Read(given ?? new JObject()));
        return Answer(exchange, 201, row, details: false);
    }

    public static PracticeResponse Get(Exchange exchange)
    {
        MetadataApi.NeedPermission(exchange);
        return Answer(exchange, 200, DeployJobs.Look(exchange, Find(exchange)), exchange.Query("includeDetails") == "true");
    }

    public static PracticeResponse Cancel(Exchange exchange)
    {
        MetadataApi.NeedPermission(exchange);
        if ((string?)exchange.BodyObject()["deployResult"]?["status"] != "Canceling")
        {
            throw new SfFault(400, "INVALID_INPUT", "The status of a deployment can only be set to Canceling");
        }

        return Answer(exchange, 202, DeployJobs.Cancel(exchange, Find(exchange)), details: false);
    }

    private static Row Find(Exchange exchange) =>
        SalesforceId.Normalize(exchange.Value("id")) is { } id && exchange.Org.Store.Find(SideTables.Deployment, id) is { } row ? row : throw Faults.NotFound();

    private static PracticeResponse Answer(Exchange exchange, int status, Row row, bool details)
    {
        var scope = new MetadataScope(exchange.Org.Engine, exchange.Caller, exchange.Version);
        var response = PracticeResponse.Of(status, new JObject
        {
            ["id"] = row.Id,
            ["validatedDeployRequestId"] = null,
            ["deployResult"] = DeployJobs.Result(scope, row, details),
            ["deployOptions"] = JsonText.ReadObject(System.Text.Encoding.UTF8.GetBytes(row.Text("Options")!)),
        });
        if (status == 201)
        {
            response.Headers["Location"] = $"{exchange.DataPath}/metadata/deployRequest/{row.Id}";
        }

        return response;
    }
}
