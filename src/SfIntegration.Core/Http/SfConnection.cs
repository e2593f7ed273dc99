using System;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Auth;

namespace SfIntegration.Http;

/// <summary>One user's session in one org. Its host never changes.</summary>
internal sealed class SfConnection : IDisposable
{
    private readonly HttpSender _sender;
    private readonly SessionKeeper _session;

    private SfConnection(HttpSender sender, SessionKeeper session, SfOrg org)
    {
        _sender = sender;
        _session = session;
        Org = org;
        Instance = session.Current.Instance;
    }

    /// <summary>What the outside may know of this connection.</summary>
    public SfOrg Org { get; }

    public Uri Instance { get; }

    public string ApiVersion => Org.ApiVersion;

    /// <summary>The session's token is a JWT, which SOAP APIs do not take (facts §1.4).</summary>
    public bool HasJwtSession => _session.Current.IsJwt;

    /// <summary>The org is in this process; there is no network to it.</summary>
    public bool IsInMemory => _sender.IsInMemory;

    /// <summary>How many requests this connection sent, repeats and sign-ins included.</summary>
    public long RequestCount => _sender.RequestCount;

    /// <summary>Signs in, settles the API version and asks who is signed in.</summary>
    public static async Task<SfConnection> ConnectAsync(SfConnectOptions options, CancellationToken cancellationToken)
    {
        var sender = new HttpSender(options.Handler, options.Retry, options.Timeout);
        SfConnection? connection = null;
        SessionKeeper? session = null;
        try
        {
            session = await SessionKeeper.SignInAsync(options.SignIn(sender), cancellationToken).ConfigureAwait(false);
            connection = Over(sender, session, options.Alias);
            var org = connection.Org;
            org.ApiVersion = await VersionDiscovery.FindAsync(connection, options.ApiVersion, cancellationToken).ConfigureAwait(false);
            var user = await new IdentityApi(connection).UserInfoAsync(cancellationToken).ConfigureAwait(false);
            org.UserId = user.UserId;
            org.OrgId = user.OrganizationId;
            org.Username = user.Username;
            return connection;
        }
        catch
        {
            session?.Dispose();
            sender.Dispose();
            throw;
        }
    }

    /// <summary>A connection over a session that has just begun: neither version nor user are known yet. It takes over sender and session.</summary>
    public static SfConnection Over(HttpSender sender, SessionKeeper session, string? alias)
    {
        var instance = session.Current.Instance;
        return new SfConnection(sender, session, new SfOrg(instance.Authority)
        {
            Alias = alias,
            InstanceUrl = instance.GetLeftPart(UriPartial.Authority),
            SignIn = session.Method,
            IsSandbox = OrgAddress.IsSandbox(instance),
        });
    }

    /// <summary>True where it can sign in again without a person.</summary>
    public bool CanRenew => _session.CanRenew;

    /// <summary>Signs in anew, as a test of the sign-in; where that fails the session that there was goes on.</summary>
    public Task SignInAgainAsync(CancellationToken cancellationToken) => _session.RenewAsync(_session.Current, cancellationToken);

    /// <summary>Sends a request with the session; signs in again once if the session has ended.</summary>
    public async Task<SfResponse> SendAsync(SfRequest request, CancellationToken cancellationToken)
    {
        var token = _session.Current;
        try
        {
            return await SendWithAsync(request, token, cancellationToken).ConfigureAwait(false);
        }
        catch (SfAuthenticationException error) when (_session.CanRenew && (request.SessionBody is null || !token.IsJwt) && error.Code is ("INVALID_SESSION_ID" or "Bad_OAuth_Token"))
        {
            // Refused before anything was done, so that even a write may be sent again.
            token = await _session.RenewAsync(token, cancellationToken).ConfigureAwait(false);
            return await SendWithAsync(request, token, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the session in the org (facts §1.1); the connection is of no use afterwards unless it can renew itself.</summary>
    public Task SignOutAsync(CancellationToken cancellationToken)
    {
        var token = _session.Current.Reveal();
        var request = new SfRequest(HttpMethod.Post, SfUrls.Revoke)
        {
            Body = Encoding.ASCII.GetBytes("token=" + Uri.EscapeDataString(token)),
            ContentType = "application/x-www-form-urlencoded",
            IsAnonymous = true,
            Secrets = new[] { token },
        };
        return _sender.SendAsync(request, Instance, null, cancellationToken);
    }

    /// <summary>The path of a URL in an answer (nextRecordsUrl); an error if it leads to another host.</summary>
    public string PathOnHost(string url) => OrgAddress.PathOn(Instance, url);

    public void Dispose()
    {
        _session.Dispose();
        _sender.Dispose();
    }

    public override string ToString() => Org.ToString();

    private async Task<SfResponse> SendWithAsync(SfRequest request, SfToken token, CancellationToken cancellationToken)
    {
        try
        {
            return await _sender.SendAsync(request, Instance, request.IsAnonymous ? null : token.Reveal(), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Org.LastLimit = _sender.LastLimit;
        }
    }
}
