using System.Linq;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace SfIntegration.AzureStandIn;

/// <summary>/control: what a test in another process changes or wants to know. No Azure has it.</summary>
internal static class ControlEndpoints
{
    public static void Map(WebApplication app, AzureState state)
    {
        app.MapGet("/control/asked", () => Results.Json(state.Asked.ToArray()));
        app.MapPost("/control/forget", () => state.Asked.Clear());
        app.MapPost("/control/right", (string client, string right, bool given) => { state.Rights[client + " " + right] = given; });
        app.MapPost("/control/throttle", (int times) => { state.Throttled = times; });
        app.MapPost("/control/secret", (string value) => { state.ConsumerSecret = value; });
        app.MapPost("/control/github", (string subject) => { state.GitHubSubject = subject; });
        app.MapPost("/control/devices", (string to) =>
        {
            var pending = state.DeviceCodes.Where(c => c.Value == "pending").Select(c => c.Key).ToList();
            pending.ForEach(code => state.DeviceCodes[code] = to);
            return Results.Json(new JsonObject { ["changed"] = pending.Count });
        });
    }
}
