using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SfIntegration.Practice;

namespace SfIntegration.Rehearsal.Serve;

/// <summary>A practice org behind Kestrel, on 127.0.0.1 only.</summary>
internal sealed class PracticeServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PracticeServer(WebApplication app) => _app = app;

    /// <summary>Where it answers.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>Starts serving; port 0 takes a free one.</summary>
    public static async Task<PracticeServer> StartAsync(PracticeOrg org, int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;

            // Wide enough that 414 and 431 are the org's to say.
            kestrel.Limits.MaxRequestLineSize = 256 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 256 * 1024;

            // The state of an org with millions of rows.
            kestrel.Limits.MaxRequestBodySize = 512 * 1024 * 1024;
        });
        var app = builder.Build();
        app.Run(context => AnswerAsync(org, context));
        await app.StartAsync(cancellationToken).ConfigureAwait(false);
        return new PracticeServer(app);
    }

    /// <summary>Waits for Ctrl+C, or for the token.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => _app.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync().ConfigureAwait(false);

    private static async Task AnswerAsync(PracticeOrg org, HttpContext context)
    {
        // A page in a browser could reach loopback under a name of its own; only loopback names are answered.
        if (!(context.Request.Host.HasValue && new Uri($"http://{context.Request.Host}").IsLoopback))
        {
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return;
        }

        var response = org.Handle(await ReadAsync(context.Request).ConfigureAwait(false), control: true);
        try
        {
            if (response.Delay > TimeSpan.Zero)
            {
                await Task.Delay(response.Delay, context.RequestAborted).ConfigureAwait(false);
            }

            await DeliverAsync(context, response).ConfigureAwait(false);
            response.Release();
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; there is nobody to tell.
        }
    }

    private static async Task DeliverAsync(HttpContext context, PracticeResponse response)
    {
        switch (response.Delivery)
        {
            case Delivery.Break:
                context.Abort();
                return;
            case Delivery.Never:
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(false);
                return;
        }

        context.Response.StatusCode = response.Status;
        foreach (var header in response.Headers)
        {
            context.Response.Headers[header.Key] = header.Value;
        }

        if (response.Length == 0)
        {
            return;
        }

        context.Response.ContentLength = response.Length;
        var half = response.Delivery == Delivery.Half;
        await context.Response.Body.WriteAsync(response.Body.AsMemory(0, half ? response.Length / 2 : response.Length), context.RequestAborted).ConfigureAwait(false);
        if (half)
        {
            await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            context.Abort();
        }
    }

    private static async Task<PracticeRequest> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted).ConfigureAwait(false);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in request.Headers)
        {
            headers[header.Key] = string.Join(",", header.Value.ToArray());
        }

        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var path = target.StartsWith('/') ? target : new Uri(target, UriKind.Absolute).PathAndQuery;
        var uri = new Uri(string.Create(CultureInfo.InvariantCulture, $"{request.Scheme}://{request.Host}{path}"));
        return new PracticeRequest(request.Method, uri, headers, body.ToArray());
    }
}
