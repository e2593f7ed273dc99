using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;

namespace SfIntegration.Cmdlets.Harden;

/// <summary>
/// An app as New-SfApp gives it: with its consumer key, and, once, with what signs in through it. The secret is in a PSCredential and the
/// certificate behind a method, so that no output, JSON or log shows either.
/// </summary>
public sealed class SfNewApp : SfApp
{
    private readonly X509Certificate2? _certificate;

    internal SfNewApp(SfApp app, PSCredential? credential, X509Certificate2? certificate)
        : base(app)
    {
        ConsumerKey = app.ConsumerKeyRead;
        Credential = credential;
        _certificate = certificate;
    }

    /// <summary>Consumer key as the user name and consumer secret as the password, for Connect-SfOrg -ClientCredential; only from the run that made the app.</summary>
    public PSCredential? Credential { get; }

    /// <summary>The certificate that -NewCertificate made, with its private key, for Connect-SfOrg -Certificate; nothing where none was made. Export it at once: it is nowhere else.</summary>
    /// <returns>The certificate.</returns>
    public X509Certificate2? GetCertificate() => _certificate;
}
