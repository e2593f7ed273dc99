using System;
using System.Net.Http;
using SfIntegration.Auth;

namespace SfIntegration.Http;

/// <summary>What it takes to open a connection.</summary>
internal sealed class SfConnectOptions
{
    /// <summary>Makes the token source; it is given the sender, so that sign-ins go the one way out too.</summary>
    public required Func<HttpSender, ITokenSource> SignIn { get; init; }

    public string? Alias { get; init; }

    /// <summary>Such as 66.0 or 66; null for 66.0 or the newest that both sides know.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>What answers instead of the network (a practice org, a test); disposed with the connection.</summary>
    public HttpMessageHandler? Handler { get; init; }

    public RetryPolicy? Retry { get; init; }

    public TimeSpan? Timeout { get; init; }
}
