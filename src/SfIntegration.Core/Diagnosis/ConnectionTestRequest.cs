using System;
using System.Collections.Generic;
using System.Net.Http;
using SfIntegration.Api;
using SfIntegration.Auth;
using SfIntegration.Http;

namespace SfIntegration.Diagnosis;

/// <summary>What to try: an address with a credential, or a connection that there is.</summary>
internal sealed class ConnectionTestRequest
{
    /// <summary>The address to sign in at; with <see cref="SignIn"/>.</summary>
    public string? InstanceUrl { get; init; }

    /// <summary>Makes the token source, as for a connection.</summary>
    public Func<HttpSender, ITokenSource>? SignIn { get; init; }

    /// <summary>The connection to try instead.</summary>
    public SfConnection? Connection { get; init; }

    /// <summary>Somebody who may look at the other side; null for the integration's side alone.</summary>
    public OrgApi? Administrator { get; init; }

    /// <summary>Who is meant to be signed in, where that is known beforehand.</summary>
    public string? Username { get; init; }

    /// <summary>Objects that the user must see.</summary>
    public IReadOnlyList<string> Objects { get; init; } = Array.Empty<string>();

    public string? ApiVersion { get; init; }

    /// <summary>What answers instead of the network.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>The time for each step below HTTP, and for each request.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);
}
