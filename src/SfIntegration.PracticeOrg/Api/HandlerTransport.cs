using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace SfIntegration.Practice.Api;

/// <summary>The org behind an HttpClient, without sockets.</summary>
internal sealed class HandlerTransport : HttpMessageHandler
{
    private readonly PracticeOrg _org;
    private readonly bool _control;

    public HandlerTransport(PracticeOrg org, bool control)
    {
        _org = org;
        _control = control;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var received = await ReadAsync(request).ConfigureAwait(false);
        var response = _org.Handle(received, _control);
        if (response.Delay > TimeSpan.Zero)
        {
            await Task.Delay(response.Delay, cancellationToken).ConfigureAwait(false);
        }

        switch (response.Delivery)
        {
            case Delivery.Break:
                throw Broken();
            case Delivery.Never:
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
                break;
        }

        var message = new HttpResponseMessage((HttpStatusCode)response.Status)
        {
            RequestMessage = request,
            Content = response.Delivery == Delivery.Half
                ? new StreamContent(new HalfStream(response.Body, response.Length))
                : new ByteArrayContent(response.Body, 0, response.Length),
        };
        foreach (var header in response.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(header.Key, header.Value))
            {
                message.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        if (response.Delivery == Delivery.Half)
        {
            message.Content.Headers.ContentLength = response.Length;
        }

        return message;
    }

    private static async Task<PracticeRequest> ReadAsync(HttpRequestMessage request)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in request.Headers)
        {
            headers[header.Key] = string.Join(",", header.Value);
        }

        var body = Array.Empty<byte>();
        if (request.Content is { } content)
        {
            body = await content.ReadAsByteArrayAsync().ConfigureAwait(false);
            foreach (var header in content.Headers)
            {
                headers[header.Key] = string.Join(",", header.Value);
            }
        }

        var uri = request.RequestUri ?? throw new InvalidOperationException("The request has no address.");
        return new PracticeRequest(request.Method.Method, uri, headers, body);
    }

    private static HttpRequestException Broken() =>
        new("The practice org broke the connection, as it was told to.", new IOException("Connection reset by peer."));

    /// <summary>Gives half of the bytes, then breaks.</summary>
    private sealed class HalfStream : MemoryStream
    {
        public HalfStream(byte[] body, int length)
            : base(body, 0, length / 2, writable: false)
        {
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = base.Read(buffer, offset, count);
            return read > 0 || count == 0 ? read : throw new IOException("The practice org broke the connection in the middle of the body, as it was told to.");
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Task.FromResult(Read(buffer, offset, count));
        }

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            var buffer = new byte[bufferSize];
            while (true)
            {
                var read = await ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false);
                await destination.WriteAsync(buffer, 0, read, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
