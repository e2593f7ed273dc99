using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace SfIntegration.Diagnosis;

/// <summary>Looks at the way to a host below HTTP: its name and its TLS. Nothing but a handshake is sent, and no credential.</summary>
internal sealed class NetworkProbe
{
    private const int LongestProxyAnswer = 8 * 1024;

    private readonly TimeSpan _patience;

    /// <param name="patience">The time for each of the two.</param>
    public NetworkProbe(TimeSpan patience) => _patience = patience;

    /// <summary>The proxy that this machine is set up to use for an address; null where it goes there directly.</summary>
    public static Uri? ProxyFor(Uri target)
    {
        // On .NET this is what HTTPS_PROXY and NO_PROXY say, on Windows also the system's settings: the same that HttpClient uses.
        var proxy = WebRequest.DefaultWebProxy;
        var through = proxy is null || proxy.IsBypassed(target) ? null : proxy.GetProxy(target);
        return through is null || through == target ? null : through;
    }

    public async Task<StepResult> ResolveAsync(Uri target, Uri? proxy, CancellationToken cancellation)
    {
        try
        {
            var addresses = await InTimeAsync(() => Dns.GetHostAddressesAsync(target.DnsSafeHost), null, cancellation).ConfigureAwait(false);
            return addresses.Length > 0
                ? StepResult.Pass($"{target.DnsSafeHost} is {string.Join(", ", addresses.Select(a => a.ToString()).Take(4))}.")
                : Unresolved(target, proxy, "the name has no address");
        }
        catch (SocketException e)
        {
            return Unresolved(target, proxy, e.Message.TrimEnd('.'));
        }
        catch (TimeoutException)
        {
            return Unresolved(target, proxy, $"no answer within {_patience.TotalSeconds:0.#} seconds");
        }
    }

    public async Task<StepResult> HandshakeAsync(Uri target, Uri? proxy, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        var seen = new SeenCertificate();
        try
        {
            var tls = await InTimeAsync(() => ShakeHandsAsync(client, target, proxy, seen), client.Dispose, cancellation).ConfigureAwait(false);
            return TlsJudgement.Of(target.DnsSafeHost, tls, seen, DateTime.UtcNow, Way(proxy));
        }
        catch (ProxyRefusedException e)
        {
            return e.Status == 407
                ? StepResult.NotAssessed($"The proxy {proxy!.Authority} wants a sign-in, which this step does not do; the next step goes through it with this account.")
                : StepResult.Fail($"The proxy {proxy!.Authority} lets nobody through to {target.Authority} (HTTP {e.Status}).", "The proxy of this network blocks the org's address.", "Have its administrators allow *.my.salesforce.com, port 443.");
        }
        catch (AuthenticationException e)
        {
            return StepResult.Fail($"{target.Authority} and this machine found no common TLS: {Inner(e)}", "One of the two speaks only old TLS, or what answers is no HTTPS server.", "Salesforce wants TLS 1.2 or newer; look what this machine and what stands between allow.");
        }
        catch (TimeoutException)
        {
            return StepResult.Fail($"{target.Authority} did not shake hands within {_patience.TotalSeconds:0.#} seconds{Way(proxy)}.", "A firewall drops the packets, or a proxy is needed.", "Allow this machine out to the address, port 443, or set HTTPS_PROXY.");
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            cancellation.ThrowIfCancellationRequested();
            return StepResult.Fail($"No connection to {target.Authority}{Way(proxy)}: {Inner(e)}", "Nothing listens there, or a firewall refuses.", "Check the address; allow this machine out to it, port 443, or set HTTPS_PROXY.");
        }
    }

    private static async Task<SslProtocols> ShakeHandsAsync(TcpClient client, Uri target, Uri? proxy, SeenCertificate seen)
    {
        var first = proxy ?? target;
        await client.ConnectAsync(first.DnsSafeHost, first.Port).ConfigureAwait(false);
        var stream = client.GetStream();
        if (proxy is not null)
        {
            await AskProxyAsync(stream, target).ConfigureAwait(false);
        }

        // Every certificate is let through here, so that what is wrong with it can be told. Nothing is sent over this connection.
        using var tls = new SslStream(stream, leaveInnerStreamOpen: false, (_, certificate, chain, errors) =>
        {
            seen.Take(certificate, chain, errors);
            return true;
        });
        await tls.AuthenticateAsClientAsync(target.DnsSafeHost, null, SslProtocols.None, checkCertificateRevocation: false).ConfigureAwait(false);
        return tls.SslProtocol;
    }

    private static async Task AskProxyAsync(Stream stream, Uri target)
    {
        var ask = Encoding.ASCII.GetBytes($"CONNECT {target.DnsSafeHost}:{target.Port} HTTP/1.1\r\nHost: {target.DnsSafeHost}:{target.Port}\r\n\r\n");
        await stream.WriteAsync(ask, 0, ask.Length).ConfigureAwait(false);

        // Byte by byte, since what follows the empty line is the other side's.
        var answer = new StringBuilder();
        var one = new byte[1];
        while (answer.Length < LongestProxyAnswer && !EndsHead(answer) && await stream.ReadAsync(one, 0, 1).ConfigureAwait(false) == 1)
        {
            answer.Append((char)one[0]);
        }

        var words = answer.ToString().Split(' ');
        var status = words.Length > 1 && int.TryParse(words[1], out var number) ? number : throw new IOException("the proxy did not answer as proxies do.");
        if (status is < 200 or > 299)
        {
            throw new ProxyRefusedException(status);
        }
    }

    private static bool EndsHead(StringBuilder text) => text.Length >= 4 && text.ToString(text.Length - 4, 4) == "\r\n\r\n";

    private static StepResult Unresolved(Uri target, Uri? proxy, string why) => proxy is not null
        ? StepResult.NotAssessed($"This machine does not resolve {target.DnsSafeHost} ({why}); the proxy {proxy.Authority} does that for it.")
        : StepResult.Fail($"{target.DnsSafeHost} has no address: {why}.", "The name is mistyped, My Domain was renamed, or this machine's name server does not know names outside.", "Check the My Domain address under Setup > My Domain; check this machine's name server, or set HTTPS_PROXY where only a proxy resolves.");

    private static string Way(Uri? proxy) => proxy is null ? "" : $" through the proxy {proxy.Authority}";

    private static string Inner(Exception e) => (e.InnerException ?? e).Message;

    /// <summary>None of these calls can be cancelled on .NET Framework: they are left behind, and what they use is closed under them.</summary>
    private async Task<T> InTimeAsync<T>(Func<Task<T>> start, Action? abandon, CancellationToken cancellation)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var work = Task.Run(start, CancellationToken.None);
        if (await Task.WhenAny(work, Task.Delay(_patience, time.Token)).ConfigureAwait(false) == work)
        {
            time.Cancel();
            return await work.ConfigureAwait(false);
        }

        // What the abandoned call ends with is nobody's any more.
        _ = work.ContinueWith(t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        abandon?.Invoke();
        cancellation.ThrowIfCancellationRequested();
        throw new TimeoutException();
    }

    private sealed class ProxyRefusedException : Exception
    {
        public ProxyRefusedException(int status) => Status = status;

        public int Status { get; }
    }
}
