using System;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Auth;
using SfIntegration.Diagnosis;
using SfIntegration.Rules;
using Xunit;

namespace SfIntegration.Unit.Tests.Diagnosis;

/// <summary>The way below HTTP, against sockets of this process.</summary>
public sealed class NetworkProbeTests : IDisposable
{
    private static readonly NetworkProbe s_probe = new(TimeSpan.FromSeconds(10));

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public NetworkProbeTests() => _listener.Start();

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_name_that_resolves_passes_with_its_address()
    {
        var step = await s_probe.ResolveAsync(new Uri("https://127.0.0.1"), null, default);
        Assert.Equal(Outcome.Pass, step.Outcome);
        Assert.Contains("127.0.0.1", step.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_fails_and_behind_a_proxy_is_the_proxys_matter()
    {
        // .invalid never exists (RFC 2606).
        var address = new Uri("https://acme.invalid");
        var step = await s_probe.ResolveAsync(address, null, default);
        Assert.Equal(Outcome.Fail, step.Outcome);
        Assert.Contains("My Domain", step.Cause, StringComparison.Ordinal);
        Assert.NotNull(step.Cure);

        var behind = await s_probe.ResolveAsync(address, new Uri("http://proxy.acme.example:8080"), default);
        Assert.Equal(Outcome.NotAssessed, behind.Outcome);
        Assert.Contains("proxy.acme.example:8080", behind.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_a_root_that_nobody_trusts_is_named_with_its_issuer()
    {
        using var certificate = HostCrypto.CreateSelfSigned("CN=localhost", 30);
        var server = ServeTlsAsync(certificate);
        var step = await s_probe.HandshakeAsync(new Uri($"https://localhost:{Port}"), null, default);
        await server;

        Assert.Equal(Outcome.Fail, step.Outcome);
        Assert.Contains("'localhost'", step.Message, StringComparison.Ordinal);
        Assert.Contains("proxy or virus scanner opens TLS", step.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_handshake_goes_through_a_proxy_and_says_so()
    {
        using var certificate = HostCrypto.CreateSelfSigned("CN=other.example", 30);
        var server = ServeTlsAsync(certificate, "HTTP/1.1 200 Connection established\r\n\r\n");
        var step = await s_probe.HandshakeAsync(new Uri("https://acme.my.salesforce.com"), new Uri($"http://127.0.0.1:{Port}"), default);
        var asked = await server;

        Assert.StartsWith("CONNECT acme.my.salesforce.com:443 HTTP/1.1", asked, StringComparison.Ordinal);
        Assert.Contains("is for other.example, not for acme.my.salesforce.com through the proxy", step.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", Outcome.NotAssessed, "wants a sign-in")]
    [InlineData("HTTP/1.1 403 Forbidden\r\n\r\n", Outcome.Fail, "lets nobody through")]
    [InlineData("gibberish\r\n\r\n", Outcome.Fail, "did not answer as proxies do")]
    public async Task A_proxy_that_refuses_is_told_as_one(string answer, Outcome outcome, string message)
    {
        var server = ServeAsync(answer);
        var step = await s_probe.HandshakeAsync(new Uri("https://acme.my.salesforce.com"), new Uri($"http://127.0.0.1:{Port}"), default);
        await server;

        Assert.Equal(outcome, step.Outcome);
        Assert.Contains(message, step.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_TLS_server_and_what_does_not_listen_fail_with_a_cause()
    {
        var server = ServeAsync("HTTP/1.1 400 Bad Request\r\n\r\n");
        var plain = await s_probe.HandshakeAsync(new Uri($"https://127.0.0.1:{Port}"), null, default);
        await server;
        Assert.Equal(Outcome.Fail, plain.Outcome);

        var port = Port;
        _listener.Stop();
        var closed = await s_probe.HandshakeAsync(new Uri($"https://127.0.0.1:{port}"), null, default);
        Assert.Equal(Outcome.Fail, closed.Outcome);
        Assert.Contains("No connection", closed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_ends_with_the_patience_and_cancelling_ends_at_once()
    {
        var silent = await new NetworkProbe(TimeSpan.FromMilliseconds(200)).HandshakeAsync(new Uri($"https://127.0.0.1:{Port}"), null, default);
        Assert.Equal(Outcome.Fail, silent.Outcome);
        Assert.Contains("within 0.2 seconds", silent.Message, StringComparison.Ordinal);

        using var stop = new CancellationTokenSource(100);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => s_probe.HandshakeAsync(new Uri($"https://127.0.0.1:{Port}"), null, stop.Token));
    }

    [Theory]
    [InlineData(-10, 20, SslPolicyErrors.None, X509ChainStatusFlags.NoError, SslProtocols.Tls12, Outcome.Pass, "TLS 1.2; the certificate is issued by 'CA'")]
    [InlineData(-10, 20, SslPolicyErrors.None, X509ChainStatusFlags.NoError, SslProtocols.Tls13, Outcome.Pass, "TLS 1.3")]
    [InlineData(-90, -1, SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.NotTimeValid, SslProtocols.Tls12, Outcome.Fail, "expired on 2026-11-24")]
    [InlineData(1, 90, SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.NotTimeValid, SslProtocols.Tls12, Outcome.Fail, "valid only from 2026-11-26")]
    [InlineData(-10, 20, SslPolicyErrors.RemoteCertificateNameMismatch, X509ChainStatusFlags.NoError, SslProtocols.Tls12, Outcome.Fail, "is for subject, not for host")]
    [InlineData(-10, 20, SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.PartialChain, SslProtocols.Tls12, Outcome.Fail, "does not trust")]
    [InlineData(-10, 20, SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.Revoked, SslProtocols.Tls12, Outcome.Fail, "was revoked")]
    [InlineData(-10, 20, SslPolicyErrors.RemoteCertificateChainErrors, X509ChainStatusFlags.InvalidBasicConstraints, SslProtocols.Tls12, Outcome.Fail, "not accepted: InvalidBasicConstraints")]
    [InlineData(-10, 20, SslPolicyErrors.RemoteCertificateNotAvailable, X509ChainStatusFlags.NoError, SslProtocols.Tls12, Outcome.Fail, "showed no certificate")]
    [InlineData(-10, 20, SslPolicyErrors.None, X509ChainStatusFlags.NoError, (SslProtocols)768, Outcome.Fail, "TLS 1.1")]
    public void Each_thing_that_is_wrong_with_a_certificate_has_its_own_words(
        int from, int to, SslPolicyErrors errors, X509ChainStatusFlags chain, SslProtocols protocol, Outcome outcome, string message)
    {
        var now = new DateTime(2026, 11, 25, 12, 0, 0, DateTimeKind.Utc);
        var seen = new SeenCertificate { Subject = "subject", Issuer = "CA", NotBefore = now.AddDays(from), NotAfter = now.AddDays(to), Errors = errors, Chain = chain };

        var step = TlsJudgement.Of("host", protocol, seen, now, "");

        Assert.Equal(outcome, step.Outcome);
        Assert.Contains(message, step.Message, StringComparison.Ordinal);
        Assert.Equal(outcome == Outcome.Fail, step.Cause is not null && step.Cure is not null);
    }

    /// <summary>Answers one connection with a text, after it asked something.</summary>
    private async Task ServeAsync(string answer)
    {
        using var client = await _listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        await stream.ReadAtLeastAsync(new byte[4096], 1);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
    }

    /// <summary>Shakes hands with one connection, as a proxy first where it has something to say; gives what it was asked then.</summary>
    private async Task<string> ServeTlsAsync(X509Certificate2 certificate, string? proxyAnswer = null)
    {
        using var client = await _listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        var asked = "";
        if (proxyAnswer is not null)
        {
            var buffer = new byte[4096];
            asked = Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer));
            await stream.WriteAsync(Encoding.ASCII.GetBytes(proxyAnswer));
        }

        using var tls = new SslStream(stream);
        try
        {
            await tls.AuthenticateAsServerAsync(certificate);
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            // The other side hangs up as soon as it knows enough.
        }

        return asked;
    }
}
