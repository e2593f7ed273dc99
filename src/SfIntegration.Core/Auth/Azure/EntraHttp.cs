using System;
using System.Net.Http;
using Microsoft.Identity.Client;

namespace SfIntegration.Auth;

/// <summary>Lets MSAL send through our own kind of handler: no redirects, no cookies.</summary>
internal sealed class EntraHttp : IMsalHttpClientFactory, IDisposable
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(60);

    private readonly HttpClient _client;

    public EntraHttp(HttpMessageHandler handler) => _client = new HttpClient(handler, disposeHandler: true) { Timeout = s_timeout };

    public HttpClient GetHttpClient() => _client;

    public void Dispose() => _client.Dispose();
}
