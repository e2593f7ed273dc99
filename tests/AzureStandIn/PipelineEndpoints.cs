using System;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace SfIntegration.AzureStandIn;

/// <summary>What a machine or a pipeline asks who it is: the managed identity endpoint of App Service (2019-08-01), the OIDC endpoints of Azure DevOps and GitHub.</summary>
internal static class PipelineEndpoints
{
    public static void Map(WebApplication app, AzureState state)
    {
        app.MapGet("/msi/token", (HttpContext context) =>
        {
            var query = context.Request.Query;
            var client = query["client_id"].ToString();
            return context.Request.Headers["X-IDENTITY-HEADER"] != state.IdentityHeader || query["api-version"] != "2019-08-01"
                ? AzureSite.Json(401, new JsonObject { ["statusCode"] = 401, ["message"] = "Unauthorized" })
                : client.Length > 0 && client != state.ManagedClient
                ? AzureSite.Json(400, new JsonObject { ["statusCode"] = 400, ["message"] = "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId." })
                : AzureSite.Json(200, new JsonObject
                {
                    ["access_token"] = state.AccessToken(state.ManagedClient, query["resource"].ToString()),
                    ["expires_on"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                    ["resource"] = query["resource"].ToString(),
                    ["token_type"] = "Bearer",
                    ["client_id"] = state.ManagedClient,
                });
        });
        app.MapPost("/acme/_apis/oidctoken", (HttpContext context) =>
            context.Request.Headers.Authorization != "Bearer " + state.SystemAccessToken
            ? context.Request.Headers["X-TFS-FedAuthRedirect"] == "Suppress" ? Results.StatusCode(401) : Results.Redirect("https://login.example/signin")
            : context.Request.Query["api-version"] != "7.1" || context.Request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true
            ? AzureSite.Json(400, new JsonObject { ["message"] = "No api-version was supplied." })
            : context.Request.Query["serviceConnectionId"] != state.ServiceConnection
            ? AzureSite.Json(404, new JsonObject { ["message"] = "The service connection was not found, or this pipeline may not use it." })
            : AzureSite.Json(200, new JsonObject { ["oidcToken"] = state.FederatedToken("https://vstoken.dev.azure.com/acme") }));
        app.MapGet("/github/token", (HttpContext context) =>
            context.Request.Headers.Authorization != "Bearer " + state.GitHubRequestToken
            ? AzureSite.Json(401, new JsonObject { ["message"] = "Unauthorized" })
            : AzureSite.Json(200, new JsonObject { ["value"] = state.FederatedToken("https://token.actions.githubusercontent.com", state.GitHubSubject, context.Request.Query["audience"].ToString()) }));
    }
}
