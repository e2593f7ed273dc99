using System;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using SfIntegration.Api;
using SfIntegration.Auth;
using SfIntegration.Http;
using SfIntegration.Practice;
using SfIntegration.Scope;

namespace SfIntegration.Rehearsal.Rehearse;

/// <summary>
/// Signs in as the identity the way its integration will: by an assertion signed with a certificate made for this run, through the app that the
/// scope names; without such an app the practice org hands a session out.
/// </summary>
internal sealed class IdentitySession : IDisposable
{
    private readonly PracticeOrg _org;
    private readonly AccessScope _scope;
    private readonly string _apiVersion;
    private readonly X509Certificate2 _certificate;
    private SfConnection? _connection;

    public IdentitySession(PracticeOrg org, AccessScope scope, string apiVersion)
    {
        _org = org;
        _scope = scope;
        _apiVersion = apiVersion;
        _certificate = HostCrypto.CreateSelfSigned("CN=" + scope.Name, 365);
    }

    /// <summary>How it signed in, in words; null before.</summary>
    public string? How { get; private set; }

    /// <summary>The public part of the certificate, for an app that is made.</summary>
    public string Certificate => Convert.ToBase64String(_certificate.RawData);

    /// <summary>The scope names an app that it can sign in through.</summary>
    public bool HasApp => AppName is not null;

    private string? AppName => _scope.Integrations.Select(i => i.App).FirstOrDefault(a => a is { Flow: "jwt" })?.Name;

    public async Task<OrgApi> SignInAsync(CancellationToken cancellation)
    {
        _connection?.Dispose();
        _connection = await RehearseCommand.ConnectAsync(_org, Source, _apiVersion, cancellation).ConfigureAwait(false);
        return OrgApi.For(_connection);
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _certificate.Dispose();
    }

    private ITokenSource Source(HttpSender sender)
    {
        var app = AppName is { } name ? _org.GetApps().FirstOrDefault(a => string.Equals(a.Name, name, StringComparison.OrdinalIgnoreCase)) : null;
        if (app is null)
        {
            How = "with a session that the practice org handed out";
            return new AccessTokenSource(_org.BaseAddress.AbsoluteUri, new Secret(HandedOut()));
        }

        // An app that was there before has the certificate of its own system; for the rehearsal it gets this run's.
        _org.SetCertificate(app.ConsumerKey, _certificate.Export(X509ContentType.Cert));
        How = $"through the app '{app.Name}', by an assertion signed with a certificate made for this run";
        return new JwtBearerTokenSource(sender, _org.BaseAddress.AbsoluteUri, app.ConsumerKey, _scope.Identity.Username, HostCrypto.KeyOf(_certificate));
    }

    private string HandedOut()
    {
        try
        {
            return _org.SignIn(_scope.Identity.Username);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new SfAuthenticationException(e.Message, null, e);
        }
    }
}
